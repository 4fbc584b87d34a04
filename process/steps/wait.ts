import { startOfDay } from '../calendar';
import type { EndCause, StepMachine, TurnOf } from './machine';

/** Waits for a length of time or for the beginning of a date. Its clock holds the end; the owner may shorten or lengthen it (S29). */
export const wait: StepMachine<'wait'> = {
  kind: 'wait',
  enter(turn) {
    const until = waitsUntil(turn);
    if (until === undefined || until <= turn.at) return turn.finish('elapsed', 'engine');
    turn.run.clock = { ...turn.run.clock, dueAt: until };
  },
  nextTime: (turn) => turn.run.clock.dueAt,
  time: (turn) => turn.finish('elapsed', 'engine'),
  close(turn, cause: EndCause, reason) {
    turn.finish('elapsed', cause, reason);
    return true;
  },
};

function waitsUntil(turn: TurnOf<'wait'>): number | undefined {
  const { for: length, until } = turn.step.settings;
  if (length) return turn.dueAfter(length);
  if (until === undefined || until === '') return undefined;
  return startOfDay(turn.scope.calendar, until);
}
