/** What the server reads and accepts, over the collections: the implementation of `server/stores.ts`. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Filter } from 'mongodb';
import type { Listed, NoticeDocument, ProcessFilter, Stores } from '../server/stores';
import type { Accepted, EntryDocument, ProcessDocument, PublishedVersion, TaskDocument } from './contract';
import { acceptAct, byAcceptance, isDuplicate, partsOfInput, type BriefEntry, type Hint, type StoredEntry } from './entries';
import { groupedLookUps } from './grouped';
import { asKey, fromKey, type Collections, type StoredProcess } from './models';
import { projectAct } from './project';
import { TaskEnds } from './task-ends';
import { acceptInput, totalOf } from './windows';

const gunzipped = promisify(gunzip);

/** Ids that one query asks for at most. */
const CHUNK = 1_000;

export interface StoresOptions {
  hint: Hint;
  log: Stores['log'];
  now?: () => number;
  /** A projection that failed after its act was accepted; `rebuild` and the workflow's turn repair it. */
  onLate?: (error: unknown) => void;
}

export function createStores(collections: Collections, { hint, log, now = Date.now, onLate = () => undefined }: StoresOptions): Stores {
  const { entries, tasks, inboxes, processes, windows, versions, calendars, users, notices, dispositions } = collections;

  const entriesByIds = async (ids: readonly string[]): Promise<EntryDocument[]> => {
    const found: StoredEntry[] = [];
    for (let at = 0; at < ids.length; at += CHUNK) found.push(...(await entries.find({ _id: { $in: ids.slice(at, at + CHUNK) } }).toArray()));
    return found;
  };
  /** Only what puts the turns of a process in order: a process of ten years has thousands. */
  const turnsOf = async (processId: string): Promise<BriefEntry[]> => {
    const process = await processes.findOne({ _id: processId }, { projection: { streams: 1 } });
    const ids = Object.entries(process?.streams ?? {}).flatMap(([stream, last]) => Array.from({ length: last + 1 }, (_, seq) => `${fromKey(stream)}:${seq}`));
    const found: BriefEntry[] = [];
    const projection = { acceptedAt: 1, 'leaf.stream': 1, 'leaf.seq': 1 };
    for (let at = 0; at < ids.length; at += CHUNK) found.push(...(await entries.find({ _id: { $in: ids.slice(at, at + CHUNK) } }, { projection }).toArray()));
    return found;
  };

  const taskEnds = new TaskEnds(collections, onLate);
  const overlaid = (found: TaskDocument[]): TaskDocument[] => found.map((task) => taskEnds.overlay(task));

  return {
    acts: {
      async accept(act) {
        const input = partsOfInput(act.id);
        if (input) return answerOf(await acceptInput(collections, act, { ...input, hint, now: now() }));
        const accepted = await acceptAct(collections, act, hint, now());
        // A repeat may come because the first answer was lost in a crash, and its projection with it.
        if (accepted.entry.leaf.type === 'task-ended') taskEnds.add(accepted.entry);
        // What the person sees next should hold their act already; a failure here loses nothing.
        else await projectAct(collections, accepted.entry).catch(onLate);
        return answerOf(accepted);
      },
    },
    entries: {
      get: (id) => entries.findOne({ _id: id }),
      many: entriesByIds,
      async turnsOf(processId, { limit, cursor, newestFirst }) {
        const brief = await turnsOf(processId);
        const page = pageOf(brief.sort((a, b) => (newestFirst ? byAcceptance(b, a) : byAcceptance(a, b))), limit, cursor);
        const found = new Map((await entriesByIds(page.items.map(({ _id }) => _id))).map((entry) => [entry._id, entry]));
        return { items: page.items.flatMap(({ _id }) => found.get(_id) ?? []), next: page.next };
      },
      async allOf(processId, { limit, cursor }) {
        const filter: Filter<StoredEntry> = { processId };
        const found = await entries.find(filter).sort({ acceptedAt: 1, _id: 1 }).skip(offsetOf(cursor)).limit(limit + 1).toArray();
        return cut(found, limit, cursor);
      },
    },
    tasks: {
      async get(id) {
        const found = await groupedLookUps(tasks).get(id);
        return found && taskEnds.overlay(found);
      },
      many: async (ids) => overlaid(await tasks.find({ _id: { $in: [...ids] } }).toArray()),
      async openOf(user) {
        const inbox = await inboxes.findOne({ _id: user });
        const ids = Object.keys(inbox?.open ?? {}).map(fromKey);
        if (ids.length === 0) return [];
        const found = overlaid(await tasks.find({ _id: { $in: ids } }).toArray());
        return found.filter((task) => task.status === 'open' && task.candidates.includes(user)).sort(byDue);
      },
      async endedBy(user, { limit, cursor }) {
        const found = await tasks.find({ endedBy: user }).sort({ endedAt: -1, _id: 1 }).skip(offsetOf(cursor)).limit(limit + 1).toArray();
        return cut(found, limit, cursor);
      },
      ofRun: async (runId) => overlaid(await tasks.find({ runId }).toArray()),
    },
    processes: {
      get: async (id) => merged(await groupedLookUps(processes).get(id)),
      many: async (ids) => (await processes.find({ _id: { $in: [...ids] } }).toArray()).map((process) => merged(process) as ProcessDocument),
      async list(filter, { limit, cursor }) {
        const found = await processes.find(processFilter(filter)).sort({ updatedAt: -1, _id: 1 }).skip(offsetOf(cursor)).limit(limit + 1).toArray();
        const page = cut(found, limit, cursor);
        return { items: page.items.map((process) => merged(process) as ProcessDocument), next: page.next };
      },
    },
    windows: {
      get: (id) => windows.findOne({ _id: id }),
      ofProcess: (processId) => windows.find({ processId }).toArray(),
      total: (windowId) => totalOf(collections, windowId),
      openTelling: async () => (await windows.find({ status: 'open' }).toArray()).filter((window) => window.tellAt.length > 0),
      exactTotal: (windowId) => totalOf(collections, windowId),
      async inputs(windowId, { limit, cursor }) {
        const found = await entries.find({ windowId }).sort({ acceptedAt: -1, _id: 1 }).skip(offsetOf(cursor)).limit(limit + 1).toArray();
        return cut(found, limit, cursor);
      },
    },
    dispositions: {
      async newest(inputIds) {
        if (inputIds.length === 0) return new Map();
        const index = await dispositions.find({ _id: { $in: [...inputIds] } }).toArray();
        const found = new Map((await entriesByIds(index.map(({ entryId }) => entryId))).map((entry) => [entry._id, entry]));
        return new Map(index.flatMap(({ _id, entryId }) => (found.has(entryId) ? [[_id, found.get(entryId)!] as const] : [])));
      },
    },
    definitions: {
      version: (id, version) => versions.findOne({ _id: `${id}@${version}` }),
      newest: async (id) => (await versions.find({ definitionId: id }).sort({ version: -1 }).limit(1).toArray())[0] ?? null,
      versions: (id) => versions.find({ definitionId: id }).sort({ version: -1 }).toArray(),
      async allNewest() {
        const newest = new Map<string, PublishedVersion>();
        for (const version of await versions.find({}).sort({ version: 1 }).toArray()) newest.set(version.definitionId, version);
        return [...newest.values()];
      },
    },
    calendars: {
      get: (id) => calendars.findOne({ _id: id }),
      all: () => calendars.find({}).toArray(),
      async replace(calendar, expectedRevision) {
        const next = { _id: calendar.id, calendar, revision: expectedRevision + 1 };
        if (expectedRevision === 0 && (await inserted(calendars.insertOne(next)))) return true;
        const { matchedCount } = await calendars.replaceOne({ _id: calendar.id, revision: expectedRevision }, next);
        return matchedCount === 1;
      },
    },
    users: {
      get: (id) => users.findOne({ _id: id }),
      all: () => users.find({}).toArray(),
      insert: (user) => inserted(users.insertOne(user)),
      put: async (user) => void (await users.replaceOne({ _id: user._id }, user, { upsert: true })),
    },
    log,
    histories: {
      async ofProcess(processId) {
        const kept = await collections.histories.find({ processId }).toArray();
        return Promise.all(
          kept.map(async ({ _id, hash, gzipped }) => {
            const bytes = Buffer.isBuffer(gzipped) ? gzipped : Buffer.from((gzipped as { buffer: Uint8Array }).buffer);
            const cut = _id.lastIndexOf(':');
            return { workflowId: _id.slice(0, cut), runId: _id.slice(cut + 1), hash, json: (await gunzipped(bytes)).toString('utf8') };
          }),
        );
      },
    },
    notices: {
      async of(user, { limit, cursor }) {
        const found = await notices.find({ users: user }).sort({ at: -1, _id: 1 }).skip(offsetOf(cursor)).limit(limit + 1).toArray();
        return cut(found as unknown as NoticeDocument[], limit, cursor);
      },
    },
    settle: () => taskEnds.settle(),
    ping: async () => void (await entries.findOne({ _id: 'ping' })),
  };
}

function answerOf({ entry: _entry, ...answer }: Accepted & { entry: StoredEntry }): Accepted {
  return answer;
}

const inserted = (insert: Promise<unknown>): Promise<boolean> =>
  insert.then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false;
      throw error;
    },
  );

/** Earliest due first, then oldest; without a due time last. */
const byDue = (a: TaskDocument, b: TaskDocument): number =>
  (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER) || a.openedAt - b.openedAt || (a._id < b._id ? -1 : 1);

/** A hosted step's own word of how it stands replaces its parent's shadow of it. */
function merged(process: StoredProcess | null): ProcessDocument | null {
  if (!process) return null;
  const { runs, streams: _streams, members: _members, ...document } = process;
  const active = document.view.active.map((step) => runs?.[asKey(step.runId)]?.view ?? step);
  return { ...document, view: { ...document.view, active } };
}

function processFilter({ status, definitionId, rehearsal, member, q }: ProcessFilter): Filter<StoredProcess> {
  return {
    ...(status !== undefined && { 'view.status': status as never }),
    ...(definitionId !== undefined && { 'definition.id': definitionId }),
    ...(rehearsal === 'only' && { rehearsal: { $exists: true } }),
    ...(rehearsal === 'none' && { rehearsal: { $exists: false } }),
    ...(q !== undefined && q.trim() !== '' && { title: { $regex: q.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' } }),
    ...(member !== undefined && { members: member as never }),
  } as Filter<StoredProcess>;
}

const offsetOf = (cursor: string | undefined): number => {
  const offset = Number(cursor ?? 0);
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
};

function cut<T>(found: T[], limit: number, cursor: string | undefined): Listed<T> {
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? String(offsetOf(cursor) + limit) : null };
}

const pageOf = <T>(all: T[], limit: number, cursor: string | undefined): Listed<T> => cut(all.slice(offsetOf(cursor)), limit, cursor);
