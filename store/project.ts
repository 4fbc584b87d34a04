/**
 * Projections: what each entry means for the collections that screens and people read. Applying an entry again, or late,
 * changes nothing that is newer. `rebuild` gives the same documents from entries alone.
 */
import type { AnyBulkWriteOperation } from 'mongodb';
import type { OpenTask, ProcessDefinition, UserId } from '../process/types';
import type { CommitInput, PublishedVersion, TaskDocument, WindowDocument, WorkflowPayload } from './contract';
import type { StoredEntry } from './entries';
import { asKey, type Collections, type StoredProcess } from './models';
import { projectTaskEnds, taskEndOf } from './task-ends';

interface Turn {
  stream: string;
  seq: number;
  at: number;
  processId: string;
  payload: WorkflowPayload;
  entry: StoredEntry;
}

/** Is this the entry of a workflow's own stream? */
export const isTurn = (entry: Pick<StoredEntry, '_id' | 'leaf'>): boolean =>
  (entry._id.startsWith('process:') || entry._id.startsWith('step:')) && !entry._id.endsWith(':start');

/** Titles never change, so that each is read once. */
export type TitleOf = (processId: string) => Promise<{ title: string; rehearsal: boolean }>;

export function titles(collections: Collections): TitleOf {
  const known = new Map<string, { title: string; rehearsal: boolean }>();
  return async (processId) => {
    const kept = known.get(processId);
    if (kept) return kept;
    const process = await collections.processes.findOne({ _id: processId }, { projection: { title: 1, rehearsal: 1 } });
    const found = { title: process?.title ?? processId, rehearsal: process?.rehearsal !== undefined };
    if (process) known.set(processId, found);
    if (known.size > 5_000) known.delete(known.keys().next().value as string);
    return found;
  };
}

/** Brings the projections up to a workflow's entry. `repeated`: it may have been applied before, in part or whole. */
export async function projectTurn(collections: Collections, entry: StoredEntry, titleOf: TitleOf, repeated: boolean): Promise<void> {
  const payload = entry.payload as unknown as WorkflowPayload;
  const turn: Turn = { stream: entry.leaf.stream, seq: entry.leaf.seq, at: Date.parse(entry.leaf.at), processId: entry.processId ?? '', payload, entry };
  await projectProcess(collections, turn, repeated);
  const work: Promise<unknown>[] = [projectTasks(collections, turn, titleOf, repeated), projectWindows(collections, turn, titleOf)];
  if (payload.acts.length > 0) {
    work.push(collections.entries.updateMany({ _id: { $in: payload.acts.map(({ entryId }) => entryId) } }, { $set: { taken: true }, $unset: { untold: '' } }));
  }
  if (payload.notices.length > 0) work.push(projectNotices(collections, turn, titleOf));
  await Promise.all(work);
}

async function projectProcess(collections: Collections, turn: Turn, repeated: boolean): Promise<void> {
  const { payload, processId, seq, stream, entry } = turn;
  const { view, started, clock } = payload;
  if (view.kind === 'run') {
    const run = asKey(view.runId);
    await collections.processes.updateOne(
      { _id: processId, [`runs.${run}.seq`]: { $not: { $gte: seq } } },
      { $set: { [`runs.${run}`]: { view: view.view, seq }, [`streams.${asKey(stream)}`]: seq } },
    );
    return;
  }
  if (started) {
    const document: StoredProcess = {
      _id: processId, title: started.title, definition: entry.leaf.definition!, roles: started.roles, startedBy: started.startedBy, startedAt: turn.at,
      ...(started.rehearsal && { rehearsal: started.rehearsal }), ...(clock && { clock }),
      view: view.view, seq, updatedAt: entry.acceptedAt, streams: { [asKey(stream)]: seq }, runs: {},
      members: [...new Set(Object.values(started.roles).flat())],
    };
    const { upsertedCount } = await collections.processes.updateOne({ _id: processId }, { $setOnInsert: document }, { upsert: true });
    if (upsertedCount > 0 || !repeated) return;
  }
  await collections.processes.updateOne(
    { _id: processId, seq: { $lt: seq } },
    { $set: { view: view.view, seq, updatedAt: entry.acceptedAt, [`streams.${asKey(stream)}`]: seq, ...(clock && { clock }) } },
  );
}

async function projectTasks(collections: Collections, turn: Turn, titleOf: TitleOf, repeated: boolean): Promise<void> {
  const { payload, stream, seq } = turn;
  const ended = payload.facts.flatMap((fact) => (fact.type === 'task-ended' ? [fact] : []));
  if (payload.opened.length + payload.updated.length + payload.closed.length + ended.length === 0) return;
  const about = payload.opened.length > 0 ? await titleOf(turn.processId) : { title: '', rehearsal: false };
  const version = { stream, seq };
  const operations: AnyBulkWriteOperation<TaskDocument>[] = [
    ...payload.opened.map((task) => ({
      updateOne: {
        filter: { _id: task.id },
        update: { $setOnInsert: { ...fields(task), processId: turn.processId, runId: `${turn.processId}.${task.stepId}.${task.round}`, processTitle: about.title, definition: turn.entry.leaf.definition!, rehearsal: about.rehearsal, workflowId: payload.workflowId, status: 'open' as const, version } },
        upsert: true,
      },
    })),
    ...payload.updated.map((task) => ({
      updateOne: { filter: { _id: task.id, 'version.seq': { $lt: seq } }, update: { $set: { ...fields(task), version }, ...(task.dueAt === undefined && { $unset: { dueAt: '' as const } }) } },
    })),
    ...payload.closed.map(({ taskId }) => ({ updateOne: { filter: { _id: taskId, status: 'open' as const }, update: { $set: { status: 'closed' as const, endedAt: turn.at } } } })),
    ...ended.map((fact) => ({
      updateOne: { filter: { _id: fact.taskId, status: 'open' as const }, update: { $set: { status: 'completed' as const, endedAt: fact.at, endedBy: fact.by, outcome: fact.outcome } } },
    })),
  ];
  const before = payload.updated.length + payload.closed.length > 0 ? await tasksById(collections, [...payload.updated.map(({ id }) => id), ...payload.closed.map(({ taskId }) => taskId)]) : [];
  await collections.tasks.bulkWrite(operations, { ordered: true });
  await projectInboxes(collections, turn, before, ended.map(({ taskId }) => taskId), repeated);
}

const tasksById = (collections: Collections, ids: string[]): Promise<TaskDocument[]> => collections.tasks.find({ _id: { $in: ids } }).toArray();

const fields = (task: OpenTask): OpenTask => ({ ...task });

/** A person's open tasks, kept in one document for each person. */
async function projectInboxes(collections: Collections, turn: Turn, before: TaskDocument[], ended: string[], repeated: boolean): Promise<void> {
  const { payload } = turn;
  const changes = new Map<UserId, { set: Record<string, number>; unset: Record<string, ''> }>();
  const of = (user: UserId) => {
    const change = changes.get(user) ?? { set: {}, unset: {} };
    changes.set(user, change);
    return change;
  };
  const gone = new Set<string>([...payload.closed.map(({ taskId }) => taskId), ...ended]);
  // Late or again: a task that has ended meanwhile must not come back into anyone's inbox.
  const candidates = [...payload.opened, ...payload.updated];
  const check = repeated || payload.updated.length > 0 ? await tasksById(collections, candidates.map(({ id }) => id)) : [];
  const standing = new Map(check.map((task) => [task._id, task]));
  for (const task of candidates) {
    const now = standing.get(task.id) ?? task;
    if (standing.get(task.id) && standing.get(task.id)!.status !== 'open') continue;
    for (const user of now.candidates) of(user).set[`open.${asKey(task.id)}`] = now.dueAt ?? 0;
  }
  for (const task of before) {
    const now = standing.get(task._id);
    const left = gone.has(task._id) ? task.candidates : task.candidates.filter((user) => !(now ?? task).candidates.includes(user));
    for (const user of left) of(user).unset[`open.${asKey(task._id)}`] = '';
  }
  const missing = ended.filter((id) => !before.some((task) => task._id === id));
  if (missing.length > 0) {
    for (const task of await tasksById(collections, missing)) for (const user of task.candidates) of(user).unset[`open.${asKey(task._id)}`] = '';
  }
  if (changes.size === 0) return;
  await collections.inboxes.bulkWrite(
    [...changes].map(([user, { set, unset }]) => {
      for (const key of Object.keys(set)) delete unset[key];
      const update = { ...(Object.keys(set).length > 0 && { $set: set }), ...(Object.keys(unset).length > 0 && { $unset: unset }) };
      return { updateOne: { filter: { _id: user }, update: update as never, upsert: Object.keys(set).length > 0 } };
    }),
    { ordered: false },
  );
}

async function projectWindows(collections: Collections, turn: Turn, titleOf: TitleOf): Promise<void> {
  const { payload } = turn;
  if (payload.windowsOpened.length + payload.windowsClosed.length === 0) return;
  const about = payload.windowsOpened.length > 0 ? await titleOf(turn.processId) : { title: '', rehearsal: false };
  for (const window of payload.windowsOpened) {
    const document: Omit<WindowDocument, 'status' | '_id'> & { seq: number } = {
      ...window, processId: turn.processId, processTitle: about.title, definition: turn.entry.leaf.definition!, rehearsal: about.rehearsal,
      workflowId: payload.workflowId, seq: turn.seq,
    };
    const { upsertedCount } = await collections.windows.updateOne({ _id: window.id }, { $setOnInsert: { ...document, status: 'open' } as never }, { upsert: true });
    if (upsertedCount === 0) await collections.windows.updateOne({ _id: window.id, seq: { $lt: turn.seq } } as never, { $set: document });
  }
  for (const { windowId, counts } of payload.windowsClosed) {
    await collections.windows.updateOne({ _id: windowId }, { $set: { status: 'closed', counts } });
  }
}

async function projectNotices(collections: Collections, turn: Turn, titleOf: TitleOf): Promise<void> {
  const about = await titleOf(turn.processId);
  await collections.notices.bulkWrite(
    turn.payload.notices.map((notice) => ({
      updateOne: {
        filter: { _id: notice.id },
        update: { $setOnInsert: { ...notice, processId: turn.processId, processTitle: about.title, definition: turn.entry.leaf.definition, rehearsal: about.rehearsal } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

// ------------------------------------------------------------------------------------------------ acts

/** Brings the projections up to a person's act, right after it was accepted. Repeating it changes nothing. */
export async function projectAct(collections: Collections, entry: StoredEntry): Promise<void> {
  const { type } = entry.leaf;
  if (type === 'task-ended') return projectTaskEnds(collections, [taskEndOf(entry)]);
  if (type === 'definition-published') return projectPublished(collections, entry);
  if (entry._id.startsWith('disposition:')) return projectDisposition(collections, entry);
}

async function projectPublished(collections: Collections, entry: StoredEntry): Promise<void> {
  const { definition, version, hash, note } = entry.payload as unknown as { definition: ProcessDefinition; version: number; hash: string; note?: string };
  const document: PublishedVersion = {
    _id: `${definition.id}@${version}`, definitionId: definition.id, version, hash, publishedAt: Date.parse(entry.leaf.at),
    publishedBy: entry.leaf.actor.replace(/^user:/, ''), definition, ...(note && { note }),
  };
  await collections.versions.updateOne({ _id: document._id }, { $setOnInsert: document }, { upsert: true });
}

async function projectDisposition(collections: Collections, entry: StoredEntry): Promise<void> {
  const { inputId } = entry.payload as unknown as { inputId: string };
  const { seq: n } = entry.leaf;
  const { upsertedCount } = await collections.dispositions.updateOne({ _id: inputId }, { $setOnInsert: { entryId: entry._id, n } }, { upsert: true });
  if (upsertedCount === 0) await collections.dispositions.updateOne({ _id: inputId, n: { $lt: n } }, { $set: { entryId: entry._id, n } });
}

export type TurnInput = CommitInput;
