/** A drafting round: a team writes versions of a document and disposes of the input that it was given. */
import { hostStep, type StepResult } from './host-step';
import type { StepInput } from './messages';

export async function draftingRound(input: StepInput): Promise<StepResult> {
  return hostStep(input);
}
