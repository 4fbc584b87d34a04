/**
 * Tasks and inboxes. A person's open tasks are one document of that person's, so that an inbox is two look-ups by id. It is
 * changed before the task itself: a fall between the two is mended by whoever applies the entry again, because the task
 * still shows that there is something to do.
 */
import type { AnyBulkWriteOperation } from 'mongodb';
import type { OpenTask, TaskId, UserId } from '../process/types';
import type { TaskDocument, WorkflowPayload } from './contract';
import { groupedWrites } from './grouped';
import { asKey, type Collections } from './models';
import type { About, Turn } from './project';

type TaskCollections = Pick<Collections, 'inboxes' | 'tasks'>;

interface Ended {
  taskId: TaskId;
  endedAt: number;
  endedBy: UserId;
  outcome: string;
}

/** Brings tasks and inboxes up to a workflow's entry. `repeated`: it may have been applied before. */
export async function projectTasks(collections: TaskCollections, turn: Turn, { about, repeated }: { about: About; repeated: boolean }): Promise<void> {
  const { payload, seq } = turn;
  const ended = endedIn(payload);
  const gone = [...payload.closed.map(({ taskId }) => taskId), ...ended.map(({ taskId }) => taskId)];
  // A task that was opened just now is nowhere yet; one that was opened before may have ended meanwhile.
  const ids = [...gone, ...payload.updated.map(({ id }) => id), ...(repeated ? payload.opened.map(({ id }) => id) : [])];
  if (payload.opened.length + ids.length === 0) return;
  const standing = new Map((ids.length > 0 ? await collections.tasks.find({ _id: { $in: ids } }).toArray() : []).map((task) => [task._id, task]));

  const inboxes = new InboxChanges();
  for (const task of payload.opened) {
    const now = standing.get(task.id) ?? task;
    if (!('status' in now) || now.status === 'open') inboxes.put(now.candidates, task.id, now.dueAt);
  }
  for (const task of payload.updated) {
    const before = standing.get(task.id);
    if (before?.status !== 'open' || before.version.seq >= seq) continue;
    inboxes.take(before.candidates.filter((user) => !task.candidates.includes(user)), task.id);
    inboxes.put(task.candidates, task.id, task.dueAt);
  }
  for (const id of gone) {
    const before = standing.get(id);
    if (before?.status === 'open') inboxes.take(before.candidates, id);
  }
  await inboxes.write(collections.inboxes);
  const stillOpen = (id: TaskId): boolean => standing.get(id)?.status === 'open';
  await write(collections.tasks, [
    ...payload.opened.map((task) => opening(turn, task, about)),
    ...payload.updated.map((task) => updating(turn, task)),
    ...payload.closed.filter(({ taskId }) => stillOpen(taskId)).map(({ taskId }) => ending(taskId, { status: 'closed', endedAt: turn.at })),
    ...ended.filter(({ taskId }) => stillOpen(taskId)).map(({ taskId, ...end }) => ending(taskId, { status: 'completed', ...end })),
  ]);
}

type Operation = AnyBulkWriteOperation<TaskDocument>;

async function write(tasks: Collections['tasks'], operations: Operation[]): Promise<void> {
  await groupedWrites(tasks).write(operations);
}

function opening({ payload, processId, stream, seq, entry }: Turn, task: OpenTask, about: About): Operation {
  const document = {
    ...task, processId, runId: `${processId}.${task.stepId}.${task.round}`, processTitle: about.title, definition: entry.leaf.definition!,
    rehearsal: about.rehearsal, workflowId: payload.workflowId, status: 'open' as const, version: { stream, seq },
  };
  return { updateOne: { filter: { _id: task.id }, update: { $setOnInsert: document }, upsert: true } };
}

function updating({ stream, seq }: Turn, task: OpenTask): Operation {
  const gone = { ...(task.dueAt === undefined && { dueAt: '' as const }), ...(task.context === undefined && { context: '' as const }) };
  const update = { $set: { ...task, version: { stream, seq } }, ...(Object.keys(gone).length > 0 && { $unset: gone }) };
  return { updateOne: { filter: { _id: task.id, 'version.seq': { $lt: seq } }, update } };
}

/** Whoever ends it first stays on record: the act of a person was accepted before any turn that names it. */
function ending(taskId: TaskId, end: Pick<TaskDocument, 'endedAt' | 'endedBy' | 'outcome' | 'status'>): Operation {
  return { updateOne: { filter: { _id: taskId, status: 'open' }, update: { $set: end } } };
}

/** Tasks that people have ended, at the time of their act: a turn that carries it out later doesn't make it later. */
function endedIn({ facts, events }: WorkflowPayload): Ended[] {
  const fed = (Array.isArray(events) ? events : []) as unknown as { id?: string; event?: { at?: number } }[];
  const times = new Map(fed.map(({ id, event }) => [id, event?.at]));
  return facts.flatMap((fact) =>
    fact.type === 'task-ended' ? [{ taskId: fact.taskId, endedAt: times.get(fact.entryId) ?? fact.at, endedBy: fact.by, outcome: fact.outcome }] : [],
  );
}

/** Changes of inboxes, one update for each person. */
export class InboxChanges {
  private readonly users = new Map<UserId, { set: Record<string, number>; unset: Record<string, ''> }>();

  put(users: readonly UserId[], taskId: TaskId, dueAt: number | undefined): void {
    for (const user of users) {
      const change = this.of(user);
      change.set[keyOf(taskId)] = dueAt ?? 0;
      delete change.unset[keyOf(taskId)];
    }
  }

  take(users: readonly UserId[], taskId: TaskId): void {
    for (const user of users) {
      const change = this.of(user);
      change.unset[keyOf(taskId)] = '';
      delete change.set[keyOf(taskId)];
    }
  }

  async write(inboxes: Collections['inboxes']): Promise<void> {
    if (this.users.size === 0) return;
    const operations = [...this.users].map(([user, { set, unset }]) => {
      const adds = Object.keys(set).length > 0;
      const update = { ...(adds && { $set: set }), ...(Object.keys(unset).length > 0 && { $unset: unset }) };
      return { updateOne: { filter: { _id: user }, update: update as never, upsert: adds } };
    });
    await groupedWrites(inboxes).write(operations);
  }

  private of(user: UserId): { set: Record<string, number>; unset: Record<string, ''> } {
    const change = this.users.get(user) ?? { set: {}, unset: {} };
    this.users.set(user, change);
    return change;
  }
}

const keyOf = (taskId: TaskId): string => `open.${asKey(taskId)}`;
