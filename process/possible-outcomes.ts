import { outcomesOf } from './outcomes';
import type { Outcome, Step } from './types';

/**
 * The outcomes that a step's settings allow to happen. All of `outcomesOf` are exits that can be drawn; an exit that
 * can't happen need not be connected, and the soundness checker doesn't take it.
 */
export function possibleOutcomes(step: Step): Outcome[] {
  return outcomesOf(step).filter((outcome) => canHappen(step, outcome));
}

function canHappen(step: Step, outcome: Outcome): boolean {
  if (step.kind === 'approval') {
    if (outcome === 'returned') return step.settings.mayReturn;
    if (outcome === 'rejected') return step.settings.mayReject;
  }
  if (step.kind === 'consultation' && outcome === 'insufficient') {
    return (step.settings.minimum ?? 0) > 0 || (step.settings.quorum ?? 0) > 0;
  }
  return true;
}
