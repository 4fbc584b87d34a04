/**
 * A desk for complaints (S19). It is open until the step `closesWith` ends; then nothing new comes in, what is open is
 * still answered, for one more answering time at most.
 */
import { Problem } from '../../errors/problem';
import { taskId } from '../ids';
import type { EndCause, StepMachine, TurnOf } from './machine';

type Turn = TurnOf<'complaints'>;

interface Complaint {
  openedAt: number;
  /** Absent once acknowledged. */
  acknowledgeBy?: number;
  answerBy: number;
  /** Late acknowledgement and late answer are each escalated once. */
  escalated: ('acknowledge' | 'answer')[];
}

interface Detail {
  received: number;
  answered: number;
  late: number;
  open: Record<string, Complaint>;
  /** Closing: the instant at which the desk ends in any case, and why it closes. */
  closing: { until: number; cause: EndCause; reason: string | null } | null;
}

export const complaints: StepMachine<'complaints'> = {
  kind: 'complaints',
  long: true,
  enter(turn) {
    keep(turn, { received: 0, answered: 0, late: 0, open: {}, closing: null });
    turn.openWindow({ id: turn.run.id, kind: 'complaints', public: true, tellAt: [] });
  },
  complaint(turn, complaintId) {
    const detail = detailOf(turn);
    if (Object.hasOwn(detail.open, complaintId)) return;
    const { acknowledgeWithin, answerWithin } = turn.step.settings;
    const complaint: Complaint = {
      openedAt: turn.at,
      acknowledgeBy: turn.dueAfter(acknowledgeWithin),
      answerBy: turn.dueAfter(answerWithin),
      escalated: [],
    };
    detail.open[complaintId] = complaint;
    detail.received += 1;
    openComplaintTask(turn, complaintId, complaint, 'acknowledge');
  },
  act(turn, task, act) {
    const detail = detailOf(turn);
    const complaintId = String(task.context?.complaintId ?? '');
    const complaint = detail.open[complaintId];
    if (!complaint) return;
    if (act.outcome === 'acknowledged') {
      delete complaint.acknowledgeBy;
      return openComplaintTask(turn, complaintId, complaint, 'answer');
    }
    delete detail.open[complaintId];
    detail.answered += 1;
    endIfAnswered(turn);
  },
  progress: (turn) => ({ have: detailOf(turn).received, need: 0 }),
  nextTime: (turn) => nextInstant(detailOf(turn)),
  time(turn) {
    const detail = detailOf(turn);
    if (detail.closing && detail.closing.until <= turn.at) return endUnanswered(turn);
    for (const [complaintId, complaint] of Object.entries(detail.open)) escalateLate(turn, complaintId, complaint);
  },
  close(turn, cause, reason) {
    const detail = detailOf(turn);
    if (detail.closing) return true;
    turn.closeWindows();
    detail.closing = { until: turn.dueAfter(turn.step.settings.answerWithin), cause, reason: reason ?? null };
    if (Object.keys(detail.open).length > 0) {
      turn.fact({ type: 'closing', cause: cause === 'deemed-consent' ? 'deadline' : cause, ...(reason === undefined ? {} : { reason }) });
    }
    endIfAnswered(turn);
    return true;
  },
  refusesClose(turn) {
    const closing = !turn.run.hosted && detailOf(turn).closing !== null;
    return closing ? new Problem('STEP_NOT_ACTIVE', { params: { step: turn.step.id } }) : undefined;
  },
  recalendar(turn) {
    const { acknowledgeWithin, answerWithin } = turn.step.settings;
    for (const [complaintId, complaint] of Object.entries(detailOf(turn).open)) {
      const waitsForAnswer = complaint.acknowledgeBy === undefined;
      complaint.answerBy = turn.dueAfter(answerWithin, complaint.openedAt);
      if (!waitsForAnswer) complaint.acknowledgeBy = turn.dueAfter(acknowledgeWithin, complaint.openedAt);
      const stage = waitsForAnswer ? 'answer' : 'acknowledge';
      turn.ownTimeMoved(taskId(turn.run.id, taskKey(complaintId, stage)), complaint.acknowledgeBy ?? complaint.answerBy);
    }
  },
};

const detailOf = (turn: Turn): Detail => turn.run.detail as unknown as Detail;
function keep(turn: Turn, detail: Detail): void {
  turn.run.detail = detail as unknown as Turn['run']['detail'];
}

type Stage = 'acknowledge' | 'answer';

function openComplaintTask(turn: Turn, complaintId: string, complaint: Complaint, stage: Stage): void {
  const role = turn.step.role ?? '';
  const escalated = complaint.escalated.length > 0 ? turn.members(turn.step.settings.escalateTo) : [];
  turn.openTask({
    key: taskKey(complaintId, stage),
    kind: 'complaint',
    role,
    candidates: [...turn.members(role), ...escalated],
    // A quick answer needs no acknowledgement first.
    outcomes: stage === 'acknowledge' ? ['acknowledged', 'answered'] : ['answered'],
    dueAt: stage === 'acknowledge' ? (complaint.acknowledgeBy ?? complaint.answerBy) : complaint.answerBy,
    context: { complaintId, stage, answerBy: complaint.answerBy },
  });
}

function taskKey(complaintId: string, stage: Stage): string {
  return stage === 'acknowledge' ? `complaint-${complaintId}` : `complaint-${complaintId}-answer`;
}

function limits(complaint: Complaint): { at: number; stage: Stage }[] {
  return [
    ...(complaint.acknowledgeBy === undefined ? [] : [{ at: complaint.acknowledgeBy, stage: 'acknowledge' as const }]),
    { at: complaint.answerBy, stage: 'answer' as const },
  ].filter(({ stage }) => !complaint.escalated.includes(stage));
}

function nextInstant(detail: Detail): number | undefined {
  const instants = Object.values(detail.open).flatMap((complaint) => limits(complaint).map(({ at }) => at));
  if (detail.closing) instants.push(detail.closing.until);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** Each missed limit is told to the role above, whose members may answer from then on. */
function escalateLate(turn: Turn, complaintId: string, complaint: Complaint): void {
  const missed = limits(complaint).filter(({ at }) => at <= turn.at);
  if (missed.length === 0) return;
  const { escalateTo } = turn.step.settings;
  if (complaint.escalated.length === 0) detailOf(turn).late += 1;
  complaint.escalated = [...complaint.escalated, ...missed.map(({ stage }) => stage)];
  turn.fact({ type: 'escalated', to: escalateTo });
  turn.notify('escalation', { role: escalateTo }, { complaintId, answerBy: complaint.answerBy });
  for (const stage of ['acknowledge', 'answer'] as const) {
    const task = turn.run.tasks[taskId(turn.run.id, taskKey(complaintId, stage))];
    if (!task) continue;
    const candidates = [...new Set([...task.candidates, ...turn.members(escalateTo)])];
    if (candidates.length > task.candidates.length) turn.updateTask({ ...task, candidates });
  }
}

function endIfAnswered(turn: Turn): void {
  const { closing, open } = detailOf(turn);
  if (closing && Object.keys(open).length === 0) turn.finish('closed', closing.cause, closing.reason ?? undefined);
}

/** The last term is over: what nobody answered is handed to the role above, and the desk ends. */
function endUnanswered(turn: Turn): void {
  const { closing, open } = detailOf(turn);
  const unanswered = Object.keys(open);
  if (unanswered.length > 0) {
    turn.notify('escalation', { role: turn.step.settings.escalateTo }, { unanswered: unanswered.length });
  }
  turn.finish('closed', closing?.cause ?? 'engine', closing?.reason ?? undefined);
}
