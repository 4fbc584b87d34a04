/** A complaints desk: open while the policy is in force; each complaint has its own limits of time. */
import { hostStep, type StepResult } from './host-step';
import type { StepInput } from './messages';

export async function complaintsDesk(input: StepInput): Promise<StepResult> {
  return hostStep(input);
}
