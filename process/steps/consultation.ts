/**
 * One round of consultation (S13...S16): invited people, the public, or both, answer while the window is open. At its
 * end there are enough answers, or it is extended, or it ends as insufficient.
 */
import { Problem } from '../../errors/problem';
import { dropDeadline, escalate, extendDeadline, markOverdue, noticeOverdue } from '../deadline';
import type { OpenTask, UserId, WindowCounts } from '../types';
import type { EndCause, StepMachine, TurnOf } from './machine';

type Turn = TurnOf<'consultation'>;

interface Detail {
  phase: 'open' | 'dispose';
  /** The public's answers, as last read. */
  total: number;
  /** Answers of anybody without a disposition, where the store told. */
  undisposed: number | null;
  /** Invitees who have answered. */
  responded: number;
  invited: number;
  extended: number;
  [key: string]: string | number | null;
}

export const consultation: StepMachine<'consultation'> = {
  kind: 'consultation',
  long: true,
  enter(turn) {
    const { invited, minimum } = turn.step.settings;
    const invitees = [...new Set(turn.members(invited))];
    turn.run.detail = { phase: 'open', total: 0, undisposed: null, responded: 0, invited: invitees.length, extended: 0 } satisfies Detail;
    const due = turn.stepDue();
    turn.openWindow({
      id: turn.run.id,
      kind: 'consultation',
      public: turn.step.settings.public === true,
      ...(due === undefined ? {} : { closesAt: due }),
      tellAt: minimum ? [minimum] : [],
    });
    for (const user of invitees) inviteTo(turn, invited as string, user);
  },
  act(turn, task) {
    if (task.kind === 'dispose') return turn.finish('closed', 'act');
    // Not `undisposed`: the store counts an answer from its acceptance on, before it comes here, and tells anew at the close.
    detailOf(turn).responded += 1;
    if (everyoneAnswered(turn)) return endWindow(turn, 'act');
    return closeIfLateAndEnough(turn);
  },
  counts(turn, _windowId, counts: WindowCounts) {
    const detail = detailOf(turn);
    detail.total = counts.total;
    detail.undisposed = counts.undisposed ?? null;
    closeIfLateAndEnough(turn);
  },
  deadline(turn) {
    if (isEnough(turn)) return endWindow(turn, 'deadline');
    const { extension } = turn.step.settings;
    const detail = detailOf(turn);
    if (extension && detail.extended < extension.times) {
      detail.extended += 1;
      return extendDeadline(turn, extension.by, { automatic: true });
    }
    return tooFew(turn);
  },
  close(turn, cause, reason) {
    endWindow(turn, cause, reason);
    return true;
  },
  refusesClose(turn) {
    if (turn.run.hosted || detailOf(turn).phase === 'open') return undefined;
    return new Problem('UNDISPOSED_INPUT', { received: String(undisposed(turn)), params: { step: turn.step.id } });
  },
  progress(turn) {
    const { total, responded } = detailOf(turn);
    const { minimum, quorum } = turn.step.settings;
    return minimum ? { have: total + responded, need: minimum } : { have: quorum ? responded : total + responded, need: quorum ?? 0 };
  },
  // An answer is the invitee's own.
  escalates: (_turn, task) => task.kind === 'dispose',
};

const detailOf = (turn: Turn): Detail => turn.run.detail as unknown as Detail;

function inviteTo(turn: Turn, role: string, user: UserId): OpenTask {
  return turn.openTask({ key: `respond-${user}`, kind: 'respond', role, candidates: [user], outcomes: ['answered'] });
}

function everyoneAnswered(turn: Turn): boolean {
  const { closeWhenAllAnswered, public: isPublic } = turn.step.settings;
  const waiting = Object.values(turn.run.tasks).some((task) => task.kind === 'respond');
  return closeWhenAllAnswered === true && isPublic !== true && detailOf(turn).phase === 'open' && !waiting;
}

function isEnough(turn: Turn): boolean {
  const { minimum, quorum } = turn.step.settings;
  const detail = detailOf(turn);
  return detail.total + detail.responded >= (minimum ?? 0) && detail.responded >= (quorum ?? 0);
}

/** A late round that stays open (overdue: remind or escalate) ends as soon as enough have answered (S15). */
function closeIfLateAndEnough(turn: Turn): void {
  if (turn.run.clock.overdueAt !== undefined && detailOf(turn).phase === 'open' && isEnough(turn)) endWindow(turn, 'deadline');
}

/** After the last extension: what its deadline says that too few answers mean (S15). */
function tooFew(turn: Turn): void {
  const overdue = turn.step.deadline?.overdue ?? { action: 'close' };
  markOverdue(turn);
  switch (overdue.action) {
    case 'remind':
      return noticeOverdue(turn);
    case 'escalate':
      return escalate(turn, overdue);
    case 'expire':
      counted(turn);
      return turn.finish('expired', 'deadline');
    case 'close':
    case 'consent':
      return endWindow(turn, 'deadline');
  }
}

/** Nobody can answer any more. Enough: dispositions if they come first, then `closed`; too few: `insufficient`. */
function endWindow(turn: Turn, cause: EndCause, reason?: string): void {
  counted(turn);
  if (!isEnough(turn)) return turn.finish('insufficient', cause, reason);
  turn.closeWindows();
  turn.closeTasks(cause === 'deadline' ? 'overdue' : 'step-ended');
  if (turn.step.settings.dispositions !== 'before-close' || undisposed(turn) === 0) return turn.finish('closed', cause, reason);
  detailOf(turn).phase = 'dispose';
  turn.fact({ type: 'closing', cause: cause === 'deemed-consent' ? 'deadline' : cause, ...(reason === undefined ? {} : { reason }) });
  dropDeadline(turn);
  const role = turn.step.role ?? '';
  turn.openTask({
    key: 'dispose',
    kind: 'dispose',
    role,
    candidates: turn.members(role),
    outcomes: ['disposed'],
    dueAt: null,
    context: { undisposed: undisposed(turn) },
  });
}

function counted(turn: Turn): void {
  const { total, undisposed: open, responded } = detailOf(turn);
  turn.fact({ type: 'counted', counts: { total: total + responded, ...(open === null ? {} : { undisposed: open }) } });
}

/** Answers that still need a disposition; all of them where the store has not told. */
function undisposed(turn: Turn): number {
  const detail = detailOf(turn);
  return detail.undisposed ?? detail.total + detail.responded;
}


