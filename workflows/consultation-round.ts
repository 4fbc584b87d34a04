/** A consultation round: a window for invited people and/or the public, its quorum, extension and dispositions. */
import { hostStep, type StepResult } from './host-step';
import type { StepInput } from './messages';

export async function consultationRound(input: StepInput): Promise<StepResult> {
  return hostStep(input);
}
