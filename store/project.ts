/**
 * Projections: what each entry means for the collections that screens and people read. Applying an entry again, or late,
 * changes nothing that is newer. `rebuild` gives the same documents from entries alone.
 */
import type { ProcessDefinition } from '../process/types';
import type { PublishedVersion, WindowDocument, WorkflowPayload } from './contract';
import type { StoredEntry } from './entries';
import { groupedWrites } from './grouped';
import { asKey, type Collections, type StoredProcess } from './models';
import { projectTaskEnds, taskEndOf } from './task-ends';
import { projectTasks } from './project-tasks';

/** A workflow's entry, taken apart. */
export interface Turn {
  stream: string;
  seq: number;
  at: number;
  processId: string;
  payload: WorkflowPayload;
  entry: StoredEntry;
}

/** What every projection says about its process. */
export interface About {
  title: string;
  rehearsal: boolean;
}

/** Is this the entry of a workflow's own stream? */
export const isTurn = (entry: Pick<StoredEntry, '_id'>): boolean =>
  (entry._id.startsWith('process:') || entry._id.startsWith('step:')) && !entry._id.endsWith(':start');

/** Titles never change, so that each is read once. */
export type TitleOf = (processId: string) => Promise<About>;

const KNOWN_MAX = 5_000;

export function titles(collections: Collections): TitleOf {
  const known = new Map<string, About>();
  return async (processId) => {
    const kept = known.get(processId);
    if (kept) return kept;
    const process = await collections.processes.findOne({ _id: processId }, { projection: { title: 1, rehearsal: 1 } });
    const found = { title: process?.title ?? processId, rehearsal: process?.rehearsal !== undefined };
    if (process) known.set(processId, found);
    if (known.size > KNOWN_MAX) known.delete(known.keys().next().value as string);
    return found;
  };
}

/**
 * Brings the projections up to a workflow's entry, all of them side by side: none needs another to be there.
 * `repeated`: it may have been applied before, in part or whole.
 */
export async function projectTurn(collections: Collections, entry: StoredEntry, titleOf: TitleOf, repeated: boolean): Promise<void> {
  const payload = entry.payload as unknown as WorkflowPayload;
  const turn: Turn = { stream: entry.leaf.stream, seq: entry.leaf.seq, at: Date.parse(entry.leaf.at), processId: entry.processId ?? '', payload, entry };
  const about = await aboutOf(turn, titleOf);
  await Promise.all([
    projectProcess(collections, turn, repeated),
    projectTasks(collections, turn, { about, repeated }),
    projectWindows(collections, turn, about),
    markTaken(collections, payload),
    projectNotices(collections, turn, about),
  ]);
}

async function aboutOf({ payload, processId }: Turn, titleOf: TitleOf): Promise<About> {
  if (payload.started) return { title: payload.started.title, rehearsal: payload.started.rehearsal !== undefined };
  const needed = payload.opened.length + payload.windowsOpened.length + payload.notices.length > 0;
  return needed ? titleOf(processId) : { title: '', rehearsal: false };
}

async function markTaken({ entries }: Collections, { acts }: WorkflowPayload): Promise<void> {
  await groupedWrites(entries).write(acts.map(({ entryId }) => ({ updateOne: { filter: { _id: entryId }, update: { $set: { taken: true }, $unset: { untold: '' } } } })));
}

async function projectProcess({ processes }: Collections, turn: Turn, repeated: boolean): Promise<void> {
  const { payload, processId, seq, stream, entry } = turn;
  const { view, started, clock } = payload;
  if (view.kind === 'run') {
    const run = asKey(view.runId);
    await groupedWrites(processes).write([
      {
        updateOne: {
          filter: { _id: processId, [`runs.${run}.seq`]: { $not: { $gte: seq } } },
          update: { $set: { [`runs.${run}`]: { view: view.view, seq }, [`streams.${asKey(stream)}`]: seq } },
        },
      },
    ]);
    return;
  }
  if (started) {
    const document: StoredProcess = {
      _id: processId, title: started.title, definition: entry.leaf.definition!, roles: started.roles, startedBy: started.startedBy, startedAt: turn.at,
      ...(started.rehearsal && { rehearsal: started.rehearsal }), ...(clock && { clock }),
      view: view.view, seq, updatedAt: entry.acceptedAt, streams: { [asKey(stream)]: seq }, runs: {},
      members: [...new Set(Object.values(started.roles).flat())],
    };
    const { upsertedCount } = await processes.updateOne({ _id: processId }, { $setOnInsert: document }, { upsert: true });
    if (upsertedCount > 0 || !repeated) return;
  }
  await groupedWrites(processes).write([
    {
      updateOne: {
        filter: { _id: processId, seq: { $lt: seq } },
        update: { $set: { view: view.view, seq, updatedAt: entry.acceptedAt, [`streams.${asKey(stream)}`]: seq, ...(clock && { clock }) } },
      },
    },
  ]);
}

async function projectWindows({ windows, counts }: Collections, { payload, processId, seq, entry }: Turn, about: About): Promise<void> {
  for (const window of payload.windowsOpened) {
    const document: Omit<WindowDocument, 'status' | '_id'> & { seq: number } = {
      ...window, processId, processTitle: about.title, definition: entry.leaf.definition!, rehearsal: about.rehearsal, workflowId: payload.workflowId, seq,
    };
    await counts.updateOne({ _id: window.id }, { $setOnInsert: { total: 0 } }, { upsert: true });
    const { upsertedCount } = await windows.updateOne({ _id: window.id }, { $setOnInsert: { ...document, status: 'open' } as never }, { upsert: true });
    if (upsertedCount > 0) continue;
    const gone = window.closesAt === undefined ? { $unset: { closesAt: '' as const } } : {};
    await windows.updateOne({ _id: window.id, seq: { $lt: seq } } as never, { $set: document, ...gone });
  }
  for (const { windowId, counts: figures } of payload.windowsClosed) {
    await windows.updateOne({ _id: windowId }, { $set: { status: 'closed', counts: figures } });
  }
}

async function projectNotices({ notices }: Collections, { payload, processId, entry }: Turn, about: About): Promise<void> {
  if (payload.notices.length === 0) return;
  await notices.bulkWrite(
    payload.notices.map((notice) => ({
      updateOne: {
        filter: { _id: notice.id },
        update: { $setOnInsert: { ...notice, processId, processTitle: about.title, definition: entry.leaf.definition, rehearsal: about.rehearsal } },
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
