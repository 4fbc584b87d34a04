/** Which workflow carries out which kind of step. The names stand in histories: never change one. */
import type { StepKind } from '../process/types';

const NAMES: Partial<Record<StepKind, string>> = {
  consultation: 'consultationRound',
  drafting: 'draftingRound',
  socialization: 'socializationRound',
  monitoring: 'monitoringCycle',
  complaints: 'complaintsDesk',
};

export function stepWorkflowOf(kind: StepKind): string {
  const name = NAMES[kind];
  if (!name) throw new Error(`Steps of kind ${kind} have no workflow of their own.`);
  return name;
}
