/**
 * Monitoring and evaluation (S18): cycles on a fixed grid from the step's beginning. While a cycle runs its survey is
 * open; at its end the step's role evaluates; the verdict ends the step or lets the next cycle begin.
 */
import { cycleWindowId, taskId } from '../ids';
import type { EndCause, StepMachine, TurnOf } from './machine';

type Turn = TurnOf<'monitoring'>;

interface Detail {
  cycle: number;
  phase: 'measuring' | 'evaluating';
  /** Which multiple of `every` from the beginning ends this cycle. */
  gridIndex: number;
  startedAt: number;
  endsAt: number;
  /** Answers to this cycle's survey, as last read. */
  answers: number;
  evaluateBy: number | null;
  late: boolean;
  [key: string]: number | string | boolean | null;
}

export const monitoring: StepMachine<'monitoring'> = {
  kind: 'monitoring',
  long: true,
  enter(turn) {
    startCycle(turn, 1, 1);
  },
  counts(turn, windowId, counts) {
    const detail = detailOf(turn);
    if (windowId === cycleWindowId(turn.run.id, detail.cycle)) detail.answers = counts.total;
  },
  act(turn, _task, act) {
    const detail = detailOf(turn);
    turn.fact({ type: 'cycle-ended', cycle: detail.cycle, verdict: act.outcome });
    if (act.outcome !== 'effective' || detail.cycle >= turn.step.settings.cycles) return turn.finish(act.outcome, 'act');
    return startCycle(turn, detail.cycle + 1, nextGridIndex(turn));
  },
  progress: (turn) => ({ have: detailOf(turn).answers, need: turn.step.settings.survey?.minimum ?? 0 }),
  nextTime(turn) {
    const { phase, endsAt, evaluateBy, late } = detailOf(turn);
    if (phase === 'measuring') return endsAt;
    return late ? undefined : (evaluateBy ?? undefined);
  },
  time(turn) {
    if (detailOf(turn).phase === 'measuring') return endCycle(turn);
    detailOf(turn).late = true;
    turn.fact({ type: 'overdue' });
    return turn.notifyWorkers('overdue', { dueAt: detailOf(turn).evaluateBy, cycle: detailOf(turn).cycle });
  },
  // Ended before a verdict: nothing was found that speaks against the policy, so it stays.
  close(turn, cause: EndCause, reason) {
    turn.finish('effective', cause, reason);
    return true;
  },
  recalendar(turn) {
    const detail = detailOf(turn);
    if (detail.phase === 'measuring') {
      detail.endsAt = grid(turn, detail.gridIndex);
      return turn.ownTimeMoved(cycleWindowId(turn.run.id, detail.cycle), detail.endsAt);
    }
    if (detail.late) return;
    detail.evaluateBy = turn.dueAfter(turn.step.settings.evaluateWithin, detail.endsAt);
    turn.ownTimeMoved(taskId(turn.run.id, evaluateKey(detail.cycle)), detail.evaluateBy);
  },
};

const detailOf = (turn: Turn): Detail => turn.run.detail as unknown as Detail;

/** The k-th multiple of `every` from the beginning of the step, so that late verdicts don't shift the cycles. */
function grid(turn: Turn, k: number): number {
  const { amount, unit } = turn.step.settings.every;
  return k === 0 ? turn.run.enteredAt : turn.dueAfter({ amount: amount * k, unit }, turn.run.enteredAt);
}

/** The first multiple that leaves the next cycle at least half its length. */
function nextGridIndex(turn: Turn): number {
  let k = detailOf(turn).gridIndex + 1;
  // Each round of the loop looks at one more cycle's length; what is late by more begins a fresh count.
  for (let n = 0; n < GRID_LOOKAHEAD && grid(turn, k) - turn.at < (grid(turn, k) - grid(turn, k - 1)) / 2; n++) k += 1;
  return k;
}

const GRID_LOOKAHEAD = 1_000;

function startCycle(turn: Turn, cycle: number, gridIndex: number): void {
  const endsAt = grid(turn, gridIndex);
  turn.run.detail = {
    cycle,
    phase: 'measuring',
    gridIndex,
    startedAt: turn.at,
    endsAt,
    answers: 0,
    evaluateBy: null,
    late: false,
  } satisfies Detail;
  turn.fact({ type: 'cycle-started', cycle });
  if (!turn.step.settings.survey) return;
  turn.openWindow({ id: cycleWindowId(turn.run.id, cycle), kind: 'survey', public: true, closesAt: endsAt, tellAt: [] });
}

const evaluateKey = (cycle: number): string => `c${cycle}-evaluate`;

function endCycle(turn: Turn): void {
  const detail = detailOf(turn);
  const { evaluateWithin, survey, complaintsOf } = turn.step.settings;
  // The engine may have been late; the evaluator's time counts from the real end.
  detail.endsAt = turn.at;
  turn.closeWindows();
  if (survey) turn.fact({ type: 'counted', counts: { total: detail.answers } });
  detail.phase = 'evaluating';
  detail.evaluateBy = turn.dueAfter(evaluateWithin);
  const role = turn.step.role ?? '';
  turn.openTask({
    key: evaluateKey(detail.cycle),
    kind: 'evaluate',
    role,
    candidates: turn.members(role),
    outcomes: ['effective', 'revise', 'discontinue'],
    dueAt: detail.evaluateBy,
    context: {
      cycle: detail.cycle,
      cycles: turn.step.settings.cycles,
      from: detail.startedAt,
      to: turn.at,
      ...(survey ? { surveyWindow: cycleWindowId(turn.run.id, detail.cycle), answers: detail.answers } : {}),
      ...(complaintsOf ? { complaintsOf } : {}),
    },
  });
}
