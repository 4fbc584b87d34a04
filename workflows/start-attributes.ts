/** Search attributes that workflows are started with; free of the workflow runtime, because clients start them too. */
import type { SearchAttributePair } from '@temporalio/common';
import type { ProcessState, StepRun } from '../process/types';
import { searchAttributes } from './search-attributes';

/** Attributes of a process at its start. */
export function attributesAtStart(definitionId: string, rehearsal: boolean): SearchAttributePair[] {
  return [
    { key: searchAttributes.definition, value: definitionId },
    { key: searchAttributes.status, value: 'running' },
    { key: searchAttributes.rehearsal, value: rehearsal },
  ];
}

/** Attributes of one round of one step. */
export function attributesOfStep(state: ProcessState, run: StepRun, rehearsal: boolean): SearchAttributePair[] {
  return [
    ...attributesAtStart(state.definition.id, rehearsal),
    { key: searchAttributes.steps, value: [run.stepId] },
    ...(run.clock.dueAt === undefined ? [] : [{ key: searchAttributes.due, value: new Date(run.clock.dueAt) }]),
  ];
}
