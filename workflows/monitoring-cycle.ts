/** Monitoring: cycles of measurement and evaluation for years. Each cycle is a run of its own, which an auditor can open. */
import { hostStep, type StepResult } from './host-step';
import type { StepInput } from './messages';

export async function monitoringCycle(input: StepInput): Promise<StepResult> {
  return hostStep(input, { continueAfter: 'cycle-ended' });
}
