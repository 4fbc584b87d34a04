/** What can happen to one running step, the same for the process (inline) and for the step's own workflow (S70). */
import { elapse, extendDeadline, moveDeadline, nextDue } from './deadline';
import type { StepTurn } from './steps/machine';
import { openTaskOf } from './steps/machine';
import type { Calendar, OpenTask, OwnerAct, TaskAct, WindowCounts } from './types';

/** A person ended a task. An act for a task that isn't open, or with an outcome that it doesn't have, changes nothing (S11). */
export function takeAct(turn: StepTurn, act: TaskAct): void {
  const task = openTaskOf(turn.run, act);
  if (!task || !task.outcomes.includes(act.outcome)) return;
  const { taskId, outcome, by, entryId, hash } = act;
  delete turn.run.tasks[taskId];
  turn.took(act);
  turn.fact({ type: 'task-ended', taskId, outcome, by, entryId, hash });
  turn.machine.act?.(turn, task, act);
}

/** Figures of a window that is open here. */
export function takeCounts(turn: StepTurn, windowId: string, counts: WindowCounts): void {
  const known = Object.keys(turn.run.windows ?? {});
  const id = known.includes(windowId) ? windowId : windowId === turn.run.id ? known[0] : undefined;
  if (id !== undefined) turn.machine.counts?.(turn, id, counts);
}

export function takeComplaint(turn: StepTurn, complaintId: string): void {
  turn.machine.complaint?.(turn, complaintId);
}

/** Does the earliest thing that is due by now. False: nothing is. */
export function takeTime(turn: StepTurn): boolean {
  const due = nextDue(turn);
  if (!due || due.at > turn.at) return false;
  elapse(turn, due);
  return true;
}

/** The scope holds the new calendar already. */
export function takeCalendar(turn: StepTurn, old: Calendar, reason: string): void {
  moveDeadline(turn, old, reason);
  turn.machine.recalendar?.(turn);
}

/** The owner's acts that concern one running step. Reopening and withdrawal are the process's own. */
export function takeOwnerAct(turn: StepTurn, act: OwnerAct): void {
  switch (act.type) {
    case 'close':
      if (turn.machine.refusesClose?.(turn)) return;
      turn.machine.close?.(turn, 'owner', act.reason);
      return;
    case 'extend':
      return extendDeadline(turn, act.duration, { automatic: false, reason: act.reason, user: act.by });
    case 'reassign':
      return reassign(turn, act);
    case 'reopen':
    case 'withdraw':
      return;
  }
}

/** Puts one person in another's place in the open tasks; a task that nobody can do takes the new person in any case (S53). */
export function concernedByReassign(task: OpenTask, act: { from: string; to: string }): boolean {
  return task.candidates.includes(act.from) || task.candidates.length === 0;
}

function reassign(turn: StepTurn, act: Extract<OwnerAct, { type: 'reassign' }>): void {
  const { from, to, reason, by } = act;
  for (const task of Object.values(turn.run.tasks)) {
    if (!concernedByReassign(task, act)) continue;
    const candidates = task.candidates.length === 0 ? [to] : task.candidates.map((user) => (user === from ? to : user));
    turn.updateTask({ ...task, candidates: [...new Set(candidates)] });
    turn.fact({ type: 'reassigned', user: by, from, to, reason });
  }
}
