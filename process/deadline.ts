/**
 * A step's clock: when it is due, what happens on the way there and after, and how rests, extensions and changes of the
 * calendar move it (rules S40...). All times are absolute, so that they survive a workflow's continuing as new.
 */
import { before, dueAt, endOfDay, localDate, workingDaysBetween } from './calendar';
import type { Calendar, Duration, Overdue, Step, StepRun, UserId } from './types';
import type { StepTurn } from './steps/machine';

/** Something on a step's clock that the time brings. */
export interface Due {
  at: number;
  what: 'reminder' | 'warning' | 'due' | 'own';
}

/** The unit in which a step's time is counted; a fixed date counts in days. */
function unitOf(step: Step): Duration['unit'] {
  if (step.kind === 'wait') return step.settings.for?.unit ?? 'days';
  return step.deadline?.within?.unit ?? 'days';
}

const countsDays = (unit: Duration['unit']): boolean => unit === 'days' || unit === 'working-days' || unit === 'months';

// ------------------------------------------------------------------------------------------------ setting

/** Starts the clock of a step's deadline, if it has one: anew, or where clock-stop left it in the round before (S46). */
export function startDeadline(turn: StepTurn): void {
  const deadline = turn.step.deadline;
  if (!deadline || (!deadline.within && !deadline.on)) return;
  const left = leftFromBefore(turn);
  const due =
    left !== undefined
      ? afterRest(turn.scope.calendar, unitOf(turn.step), turn.at, left)
      : deadline.within
        ? turn.dueAfter(deadline.within)
        : endOfDay(turn.scope.calendar, deadline.on as string);
  turn.run.clock = { ...turn.run.clock, from: turn.at };
  setDue(turn, due);
}

/** A chain's next link has the whole deadline to itself (S24). */
export function restartDeadline(turn: StepTurn): void {
  if (!turn.step.deadline?.within) return;
  const { overdueAt: _overdue, escalatedAt: _escalated, ...clock } = turn.run.clock;
  turn.run.clock = { ...clock, from: turn.at, remindersSent: [], warned: false };
  setDue(turn, turn.dueAfter(turn.step.deadline.within));
}

/** The deadline no longer applies: what remains to be done takes the time that it takes. */
export function dropDeadline(turn: StepTurn): void {
  const { dueAt: _due, pausedAt: _paused, ...clock } = turn.run.clock;
  turn.run.clock = clock;
}

function setDue(turn: StepTurn, due: number): void {
  const { overdueAt, ...clock } = turn.run.clock;
  turn.run.clock = { ...clock, dueAt: due, ...(overdueAt !== undefined && due <= turn.at ? { overdueAt } : {}) };
  arm(turn);
}

/** Reminders and the warning whose instant has gone by when the due time is set are left out, not made up for (S41). */
function arm(turn: StepTurn): void {
  const clock = turn.run.clock;
  const instants = reminderInstants(turn);
  clock.remindersSent = instants.flatMap((at, index) => (at <= turn.at ? [index] : []));
  const warning = warningInstant(turn);
  clock.warned = warning !== undefined && warning <= turn.at;
}

function reminderInstants(turn: StepTurn): number[] {
  const due = turn.run.clock.dueAt;
  if (due === undefined) return [];
  return (turn.step.deadline?.reminders ?? []).map((reminder) => before(turn.scope.calendar, due, reminder));
}

/** When the warning share of the counted time has passed: of working days, the end of that many; else in proportion (S41). */
function warningInstant(turn: StepTurn): number | undefined {
  const share = turn.step.deadline?.warnAt;
  const { from, rested, dueAt: due } = turn.run.clock;
  if (share === undefined || share <= 0 || due === undefined) return undefined;
  if (unitOf(turn.step) === 'working-days') {
    const days = workingDaysBetween(turn.scope.calendar, from, due);
    const passed = Math.floor(days * share + 1e-9);
    if (passed >= 1 && passed < days) return turn.dueAfter({ amount: passed, unit: 'working-days' }, from);
  }
  const begin = Math.min(due, from + rested);
  return Math.floor(begin + share * (due - begin));
}

// ------------------------------------------------------------------------------------------------ time

/** What comes next on a run's clock, deadline and the kind's own times together; undefined: only people can move it. */
export function nextDue(turn: StepTurn): Due | undefined {
  const dues: Due[] = [];
  const clock = turn.run.clock;
  if (turn.step.deadline && clock.dueAt !== undefined && clock.pausedAt === undefined && clock.overdueAt === undefined) {
    reminderInstants(turn).forEach((at, index) => {
      if (!clock.remindersSent.includes(index)) dues.push({ at, what: 'reminder' });
    });
    const warning = warningInstant(turn);
    if (warning !== undefined && !clock.warned) dues.push({ at: warning, what: 'warning' });
    dues.push({ at: clock.dueAt, what: 'due' });
  }
  const own = turn.machine.nextTime?.(turn);
  if (own !== undefined) dues.push({ at: own, what: 'own' });
  return dues.reduce<Due | undefined>((first, due) => (first === undefined || due.at < first.at ? due : first), undefined);
}

/** Does the one thing that `nextDue` names. */
export function elapse(turn: StepTurn, due: Due): void {
  switch (due.what) {
    case 'reminder':
      return remind(turn);
    case 'warning':
      turn.run.clock.warned = true;
      turn.fact({ type: 'warned' });
      return turn.notifyWorkers('warning', { dueAt: turn.run.clock.dueAt ?? null });
    case 'due':
      return reachDeadline(turn);
    case 'own':
      return turn.machine.time?.(turn);
  }
}

/** All reminders that are due by now are one message. */
function remind(turn: StepTurn): void {
  const clock = turn.run.clock;
  const due = reminderInstants(turn).flatMap((at, index) => (at <= turn.at && !clock.remindersSent.includes(index) ? [index] : []));
  clock.remindersSent = [...clock.remindersSent, ...due].sort((a, b) => a - b);
  turn.fact({ type: 'reminded' });
  turn.notifyWorkers('reminder', { dueAt: clock.dueAt ?? null });
}

function reachDeadline(turn: StepTurn): void {
  const { machine } = turn;
  if (machine.deadline) return machine.deadline(turn);
  markOverdue(turn);
  const overdue = turn.step.deadline?.overdue ?? { action: 'remind' };
  switch (overdue.action) {
    case 'remind':
      return noticeOverdue(turn);
    case 'escalate':
      return escalate(turn, overdue);
    case 'close':
      if (!machine.close?.(turn, 'deadline')) noticeOverdue(turn);
      return;
    case 'expire':
      return turn.finish('expired', 'deadline');
    case 'consent':
      if (!machine.consent) return noticeOverdue(turn);
      return machine.consent(turn);
  }
}

/** Marks the step as overdue, once; it stays so until it ends or is extended. */
export function markOverdue(turn: StepTurn): void {
  turn.run.clock.overdueAt = turn.at;
  turn.fact({ type: 'overdue' });
}

export function noticeOverdue(turn: StepTurn): void {
  turn.notifyWorkers('overdue', { dueAt: turn.run.clock.dueAt ?? null });
}

/** Tells the role that stands above, and lets its members do the open tasks as well; once in a round (S42). */
export function escalate(turn: StepTurn, overdue: Extract<Overdue, { action: 'escalate' }>): void {
  if (turn.run.clock.escalatedAt !== undefined) return;
  turn.run.clock.escalatedAt = turn.at;
  turn.fact({ type: 'escalated', to: overdue.to });
  turn.notify('escalation', { role: overdue.to }, { dueAt: turn.run.clock.dueAt ?? null });
  const { machine } = turn;
  const members = turn.members(overdue.to).filter((user) => machine.eligible?.(turn, user) ?? true);
  for (const task of Object.values(turn.run.tasks)) {
    if (machine.escalates && !machine.escalates(turn, task)) continue;
    const candidates = [...new Set([...task.candidates, ...members])];
    if (candidates.length > task.candidates.length) turn.updateTask({ ...task, candidates });
  }
}

// ------------------------------------------------------------------------------------------------ moving

/** Adds time, counted on the calendar from the due time; from now, where that would lie in the past already (S45). */
export function extendDeadline(turn: StepTurn, by: Duration, how: { automatic: boolean; reason?: string; user?: UserId }): void {
  const due = turn.run.clock.dueAt;
  if (due === undefined) return;
  const added = turn.dueAfter(by, due);
  const moved = added > turn.at ? added : turn.dueAfter(by);
  const { automatic, reason, user } = how;
  const extension = { by, at: turn.at, automatic, ...(reason === undefined ? {} : { reason }) };
  turn.run.clock = { ...turn.run.clock, extensions: [...turn.run.clock.extensions, extension] };
  setDue(turn, moved);
  turn.fact({ type: 'extended', by, dueAt: moved, automatic, ...(reason === undefined ? {} : { reason }), ...(user === undefined ? {} : { user }) });
  turn.dueMoved();
  turn.notifyWorkers('extended', { dueAt: moved });
}

/** The clock rests from now on; until it goes on, nobody knows when the step is due. A missed deadline has no clock any more. */
export function pauseDeadline(turn: StepTurn): void {
  const clock = turn.run.clock;
  if (clock.pausedAt !== undefined || clock.dueAt === undefined || clock.overdueAt !== undefined) return;
  turn.run.clock = { ...clock, pausedAt: turn.at };
  turn.fact({ type: 'clock-stopped' });
  turn.dueMoved();
}

/** The clock goes on with exactly what it had left: hours to the millisecond, day units in whole days (S46). */
export function resumeDeadline(turn: StepTurn): void {
  const { pausedAt, ...clock } = turn.run.clock;
  if (pausedAt === undefined || clock.dueAt === undefined) return;
  const unit = unitOf(turn.step);
  const { calendar } = turn.scope;
  const due = afterRest(calendar, unit, turn.at, leftAt(calendar, unit, pausedAt, clock.dueAt));
  turn.run.clock = { ...clock, rested: clock.rested + (turn.at - pausedAt) };
  setDue(turn, due);
  turn.fact({ type: 'clock-resumed', rested: turn.at - pausedAt });
  turn.dueMoved();
}

/** What a clock has left: the counted days after today up to the due day, or milliseconds. */
function leftAt(calendar: Calendar, unit: Duration['unit'], at: number, due: number): number {
  if (!countsDays(unit)) return Math.max(0, due - at);
  if (unit === 'working-days') return Math.max(0, workingDaysBetween(calendar, at, due));
  return Math.max(0, Math.round((Date.parse(localDate(calendar, due)) - Date.parse(localDate(calendar, at))) / 86_400_000));
}

function afterRest(calendar: Calendar, unit: Duration['unit'], at: number, left: number): number {
  if (!countsDays(unit)) return at + left;
  if (left < 1) return endOfDay(calendar, localDate(calendar, at));
  return dueAt(calendar, at, { amount: left, unit: unit === 'working-days' ? unit : 'days' });
}

/** What to remember at a step's end, so that its next round can go on with the same clock. */
export function leftAtEnd(turn: StepTurn): number | undefined {
  const clock = turn.run.clock;
  if (!turn.step.deadline?.pause?.length || clock.dueAt === undefined) return undefined;
  return leftAt(turn.scope.calendar, unitOf(turn.step), clock.pausedAt ?? turn.at, clock.dueAt);
}

/**
 * Clock-stop across rounds: where the round before ended into a step that stops the clock (returned for revision), this
 * round goes on with what was left, at least one day or hour (S46).
 */
function leftFromBefore(turn: StepTurn): number | undefined {
  const pause = turn.step.deadline?.pause ?? [];
  const end = turn.scope.ended[turn.step.id];
  if (pause.length === 0 || end?.left === undefined) return undefined;
  const led = turn.scope.definition.flows.some(
    (flow) => flow.from === turn.step.id && flow.outcome === end.outcome && pause.includes(flow.to),
  );
  return led ? Math.max(end.left, countsDays(unitOf(turn.step)) ? 1 : 3_600_000) : undefined;
}

/**
 * A new calendar moves a deadline in working days that has not been missed: the same number of working days is counted
 * from the same beginning, on the new calendar (S47). The scope has the new calendar already.
 */
export function moveDeadline(turn: StepTurn, old: Calendar, reason: string): void {
  const clock = turn.run.clock;
  if (clock.dueAt === undefined || clock.overdueAt !== undefined || unitOf(turn.step) !== 'working-days') return;
  const days = workingDaysBetween(old, clock.from, clock.dueAt);
  if (days < 1) return;
  const due = turn.dueAfter({ amount: days, unit: 'working-days' }, clock.from);
  if (due === clock.dueAt) return;
  turn.fact({ type: 'deadline-moved', from: clock.dueAt, to: due, reason });
  setDue(turn, due);
  turn.dueMoved();
}

/** The state of a run's clock for screens. */
export function clockStatus(run: StepRun): 'on-time' | 'at-risk' | 'overdue' | 'paused' {
  if (run.clock.overdueAt !== undefined) return 'overdue';
  if (run.clock.pausedAt !== undefined) return 'paused';
  return run.clock.warned ? 'at-risk' : 'on-time';
}
