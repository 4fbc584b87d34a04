import type { Outcome, Step } from './types';

/** The exits of a step, in the order in which the canvas shows them; `expired` last, where its deadline adds it. */
export function outcomesOf(step: Step): Outcome[] {
  const own = ownOutcomes(step);
  return step.deadline?.overdue.action === 'expire' && own.length > 0 ? [...own, 'expired'] : own;
}

function ownOutcomes(step: Step): Outcome[] {
  switch (step.kind) {
    case 'start':
      return ['started'];
    case 'end':
      return [];
    case 'task':
    case 'needs-analysis':
    case 'subprocess':
      return ['done'];
    case 'drafting':
      return ['submitted'];
    case 'consultation':
      return ['closed', 'insufficient'];
    case 'approval':
      return ['approved', 'returned', 'rejected'];
    case 'socialization':
      return ['covered', 'uncovered'];
    case 'monitoring':
      return ['effective', 'revise', 'discontinue'];
    case 'complaints':
      return ['closed'];
    case 'decision':
      return [...step.settings.branches.map((branch) => branch.outcome), step.settings.otherwise.outcome];
    case 'fork':
      return ['each'];
    case 'join':
      return ['all'];
    case 'wait':
      return ['elapsed'];
    case 'notify':
      return ['sent'];
  }
}
