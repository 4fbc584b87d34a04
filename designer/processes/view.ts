/** The API's process as the canvas shows it: the same state, with times as numbers. */
import type { ActiveStep, ProcessView, StepKind, TaskKind, WaitsFor } from '../../process/types';
import type { ActiveStepJson, ProcessDetail, WaitsForJson } from '../../server/contract/processes';
import { clockOf, msOf, type ProcessClock } from '../ui/time-words';

export const viewOfDetail = (process: ProcessDetail): ProcessView => ({
  status: process.status,
  at: 0,
  active: process.active.map(activeOf),
  ended: process.ended.map((end) => ({ stepId: end.stepId, round: end.round, outcome: end.outcome, at: msOf(end.at), by: end.by.map((person) => person.id) })),
  data: process.data,
  rounds: process.rounds,
});

const activeOf = (step: ActiveStepJson): ActiveStep => ({
  runId: step.runId,
  stepId: step.stepId,
  kind: step.kind as StepKind,
  round: step.round,
  since: msOf(step.since),
  ...(step.dueAt !== null && { dueAt: msOf(step.dueAt) }),
  status: step.status,
  extensions: step.extensions,
  waitsFor: step.waitsFor.map(waitOf),
});

function waitOf(wait: WaitsForJson): WaitsFor {
  switch (wait.type) {
    case 'task':
      return { type: 'task', taskId: wait.taskId, kind: wait.kind as TaskKind, role: wait.role.id, users: wait.people.map((person) => person.id), since: msOf(wait.since) };
    case 'responses':
      return { type: 'responses', windowId: wait.windowId, have: wait.have, need: wait.need, ...(wait.until !== null && { until: msOf(wait.until) }) };
    case 'time':
      return { type: 'time', until: msOf(wait.until) };
    case 'subprocess':
      return { type: 'subprocess' };
    default:
      return wait;
  }
}

/** A rehearsal's clock stops with the process: what ended must not seem years ago a minute later. */
export function clockOfProcess({ rehearsal, endedAt }: Pick<ProcessDetail, 'rehearsal' | 'endedAt'>): ProcessClock | undefined {
  const clock = clockOf(rehearsal);
  return clock && endedAt !== null ? { origin: msOf(endedAt), realOrigin: 0, scale: 0 } : clock;
}
