/** From the commands and facts of a turn to the payload of its entry. Pure. */
import type { NoticeRecord, WorkflowPayload } from '../store/contract';
import type { Command, Fact, OpenTask, TaskId, Window, WindowCounts } from '../process/types';
import type { Fed } from './feed';

type TurnPayload = Omit<WorkflowPayload, 'view' | 'started' | 'clock' | 'events'>;

/** What the projections need: tasks and windows as they are after the turn, each named once. */
export function payloadOf<E>(
  turn: { commands: Command[]; facts: Fact[]; events: Fed<E>[]; counts: Record<string, WindowCounts>; state: { at: number } },
  workflowId: string,
): TurnPayload {
  const opened = new Map<TaskId, OpenTask>();
  const updated = new Map<TaskId, OpenTask>();
  const closed: { taskId: TaskId; reason: string }[] = [];
  const windows = new Map<string, Window>();
  const windowsClosed: { windowId: string; counts: WindowCounts }[] = [];
  const notices: NoticeRecord[] = [];
  for (const command of turn.commands) {
    switch (command.type) {
      case 'open-task':
        opened.set(command.task.id, command.task);
        break;
      case 'update-task':
        (opened.has(command.task.id) ? opened : updated).set(command.task.id, command.task);
        break;
      case 'close-task':
        updated.delete(command.taskId);
        // Opened and closed within one turn: no one ever saw it.
        if (!opened.delete(command.taskId)) closed.push({ taskId: command.taskId, reason: command.reason });
        break;
      case 'open-window':
      case 'update-window':
        windows.set(command.window.id, command.window);
        break;
      case 'close-window':
        if (!windows.delete(command.windowId) || turn.counts[command.windowId]) {
          windowsClosed.push({ windowId: command.windowId, counts: turn.counts[command.windowId] ?? { total: 0 } });
        }
        break;
      case 'notify':
        notices.push(noticeOf(command, turn.state.at));
        break;
      default:
        break;
    }
  }
  return {
    facts: turn.facts,
    acts: turn.events.flatMap(({ entry }) => (entry ? [entry] : [])),
    opened: [...opened.values()],
    updated: [...updated.values()],
    closed,
    windowsOpened: [...windows.values()],
    windowsClosed,
    notices,
    workflowId,
  };
}

function noticeOf(command: Extract<Command, { type: 'notify' }>, at: number): NoticeRecord {
  const { id, to, template, stepId, round, params } = command;
  return { id, role: to.role, users: to.users, template, stepId, round, params, at };
}

/** An entry bears the name of the weightiest thing that happened in it. */
const WEIGHT: Fact['type'][] = [
  'process-ended', 'process-started', 'escalated', 'overdue', 'reassigned', 'reopened', 'extended', 'step-ended', 'cycle-ended',
  'deadline-moved', 'cycle-started', 'step-entered', 'task-ended', 'decided', 'clock-stopped', 'clock-resumed', 'warned', 'reminded',
  'condition-failed', 'joined', 'counted', 'notified',
];
const weight = new Map(WEIGHT.map((type, position) => [type, position]));

/** The entry's type, and one line for Temporal's own Web UI. */
export function weightiest(facts: Fact[]): { type: string; summary: string } {
  let best: Fact | undefined;
  for (const fact of facts) {
    if (!best || (weight.get(fact.type) ?? 99) < (weight.get(best.type) ?? 99)) best = fact;
  }
  if (!best) return { type: 'taken', summary: 'taken' };
  const step = best.stepId ? ` ${best.stepId}${best.round && best.round > 1 ? ` (${best.round})` : ''}` : '';
  const outcome = 'outcome' in best ? `: ${best.outcome}` : '';
  return { type: best.type, summary: `${best.type}${step}${outcome}` };
}
