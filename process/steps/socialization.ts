/**
 * Socialization and training (S17): an audience acknowledges that it has read and understood, in a window; the step's
 * role keeps the log of sessions, costs and resistance in one task.
 */
import type { EndCause, StepMachine, TurnOf } from './machine';

type Turn = TurnOf<'socialization'>;

interface Detail {
  acknowledged: number;
  /** How many must acknowledge; 0 where the audience has no size: then the organizer's report ends the step. */
  needed: number;
  organized: boolean;
  [key: string]: number | boolean;
}

export const socialization: StepMachine<'socialization'> = {
  kind: 'socialization',
  long: true,
  enter(turn) {
    const needed = acknowledgementsNeeded(turn);
    turn.run.detail = { acknowledged: 0, needed, organized: false } satisfies Detail;
    const due = turn.stepDue();
    turn.openWindow({
      id: turn.run.id,
      kind: 'acknowledgement',
      public: false,
      ...(due === undefined ? {} : { closesAt: due }),
      tellAt: needed > 0 ? [needed] : [],
    });
    const role = turn.step.role ?? '';
    turn.openTask({ key: 'organize', kind: 'organize', role, candidates: turn.members(role), outcomes: ['done'], context: { needed } });
  },
  act(turn) {
    detailOf(turn).organized = true;
    if (isCovered(turn)) cover(turn, 'act');
  },
  counts(turn, _windowId, counts) {
    detailOf(turn).acknowledged = counts.total;
    if (detailOf(turn).needed > 0 && isCovered(turn)) cover(turn, 'engine');
  },
  progress: (turn) => ({ have: detailOf(turn).acknowledged, need: detailOf(turn).needed }),
  close(turn, cause, reason) {
    counted(turn);
    turn.finish(isCovered(turn) ? 'covered' : 'uncovered', cause, reason);
    return true;
  },
};

const detailOf = (turn: Turn): Detail => turn.run.detail as unknown as Detail;

/** The target share of the audience, rounded up; the tiny subtraction undoes what binary fractions add (0.95 of 20 is 19). */
function acknowledgementsNeeded(turn: Turn): number {
  const { audience, audienceSize, target } = turn.step.settings;
  const size = new Set(turn.members(audience)).size || (audienceSize ?? 0);
  return Math.max(0, Math.ceil(size * target - 1e-9));
}

function isCovered(turn: Turn): boolean {
  const { needed, acknowledged, organized } = detailOf(turn);
  return needed > 0 ? acknowledged >= needed : organized;
}

function cover(turn: Turn, cause: EndCause): void {
  counted(turn);
  turn.finish('covered', cause);
}

function counted(turn: Turn): void {
  turn.fact({ type: 'counted', counts: { total: detailOf(turn).acknowledged } });
}
