/** Socialization: sessions and acknowledgements until everyone concerned knows and understands the policy. */
import { hostStep, type StepResult } from './host-step';
import type { StepInput } from './messages';

export async function socializationRound(input: StepInput): Promise<StepResult> {
  return hostStep(input);
}
