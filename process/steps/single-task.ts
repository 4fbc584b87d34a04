/** Kinds whose whole work is one task of one role: they differ in what the task is and in how it ends. */
import type { Outcome, TaskKind } from '../types';
import type { EndCause, StepMachine, StepTurn } from './machine';

type SingleTaskKind = 'task' | 'needs-analysis' | 'drafting';

/** A machine that opens one task, `main`, and ends with it; closing early or at the deadline takes what is there (S20). */
export function singleTask<K extends SingleTaskKind>(kind: K, taskKind: TaskKind, outcome: Outcome, long = false): StepMachine<K> {
  return {
    kind,
    long,
    enter(turn) {
      const role = (turn as StepTurn).step.role ?? '';
      turn.openTask({ key: 'main', kind: taskKind, role, candidates: turn.members(role), outcomes: [outcome] });
    },
    act: (turn) => turn.finish(outcome, 'act'),
    close(turn, cause: EndCause, reason) {
      turn.finish(outcome, cause, reason);
      return true;
    },
  };
}
