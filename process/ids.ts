/**
 * The ids that everything about a running process is found by. Each is made here only, and each says what it belongs
 * to: a task's id starts with its run's, a run's with its process's, so no look-up is needed to route an act.
 */
import type { RunId, StepId, TaskId } from './types';

/** Id of one round of one step: `<processId>.<stepId>.<round>`. */
export function runId(processId: string, stepId: StepId, round: number): RunId {
  return `${processId}.${stepId}.${round}`;
}

/** Id of a task: `<runId>.<key>`; the key is unique in its run for good (S60). */
export function taskId(run: RunId, key: string): TaskId {
  return `${run}.${key}`;
}

/** Id of the window of one monitoring cycle. Every other window has its run's id. */
export function cycleWindowId(run: RunId, cycle: number): string {
  return `${run}.c${cycle}`;
}

/** The run that a task or window belongs to: the first three parts of its id. */
export function runIdOf(id: string): RunId {
  return id.split('.', 3).join('.');
}

/** Id of the approval, form … key of a task within its run. */
export function taskKeyOf(id: TaskId): string {
  return id.split('.').slice(3).join('.');
}
