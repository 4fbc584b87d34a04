/**
 * What the participants of a rehearsal see of their process, from its active steps: tasks, windows, and the instants at which
 * the engine will do something by itself. Pure.
 */
import type { ActiveStep, OpenTask, StepKind, Window } from '../../process/types';

export interface Seen {
  /** The instance's own time. */
  now: number;
  ended: boolean;
  /** Nothing is on its way: what is seen stays as it is until somebody acts or one of the instants comes. */
  settled: boolean;
  tasks: OpenTask[];
  windows: Window[];
  /** When the engine acts next: deadlines, windows' closings, ends of cycles and waits. */
  instants: number[];
}

const WINDOW_OF: Partial<Record<StepKind, Window['kind']>> = {
  consultation: 'consultation', monitoring: 'survey', socialization: 'acknowledgement', complaints: 'complaints',
};

/** Reads the active steps of a running process at `now` (instance time). */
export function seenOf(active: readonly ActiveStep[], now: number): Seen {
  const instants = active.flatMap(instantsOf);
  return {
    now,
    ended: false,
    // A step of its own workflow that has not reported yet, or an instant that has passed and is not carried out yet.
    settled: active.length > 0 && active.every(({ waitsFor }) => waitsFor[0]?.type !== 'step') && instants.every((at) => at > now),
    tasks: active.flatMap(tasksOf),
    windows: active.flatMap(windowsOf),
    instants,
  };
}

/** A missed deadline brings nothing more: what is overdue waits for people. */
function instantsOf({ status, dueAt, waitsFor }: ActiveStep): number[] {
  if (status === 'overdue') return waitsFor.flatMap((wait) => (wait.type === 'time' ? [wait.until] : []));
  return [
    ...(dueAt === undefined ? [] : [dueAt]),
    ...waitsFor.flatMap((wait) => {
      if (wait.type !== 'time' && wait.type !== 'responses') return [];
      return wait.until === undefined ? [] : [wait.until];
    }),
  ];
}

function tasksOf({ stepId, round, dueAt: stepDue, waitsFor }: ActiveStep): OpenTask[] {
  // The step's own time limits its task where the step has no deadline: the evaluation of a cycle.
  const own = waitsFor.find((wait) => wait.type === 'time');
  const dueAt = stepDue ?? own?.until;
  return waitsFor.flatMap((wait) => {
    if (wait.type !== 'task') return [];
    const { taskId: id, kind, role, users: candidates, since: openedAt } = wait;
    return [{ id, kind, stepId, round, role, candidates, openedAt, outcomes: [], ...(dueAt === undefined ? {} : { dueAt }) }];
  });
}

function windowsOf({ runId, kind: stepKind, stepId, round, since, waitsFor }: ActiveStep): Window[] {
  const kind = WINDOW_OF[stepKind];
  if (!kind) return [];
  return waitsFor.flatMap((wait) => {
    if (wait.type !== 'responses') return [];
    const { windowId: id, need, until } = wait;
    const tellAt = kind === 'acknowledgement' && need > 0 ? [need] : [];
    return [{ id, runId, kind, stepId, round, public: true, openedAt: since, tellAt, ...(until === undefined ? {} : { closesAt: until }) }];
  });
}
