/**
 * The stores in memory, for tests of what the server itself decides: who may, what fits, what is shown. That the real
 * store keeps the same promises is proved by the suites that run on it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Problem } from '../../../errors/problem';
import { canonicalJson } from '../../../process/canonical';
import type { Json, RunState } from '../../../process/types';
import type { DocumentCollection } from '../../../server/records/shelf';
import type { Listed, ListOptions, NoticeDocument, Stores } from '../../../server/stores';
import type { Accepted, ActInput, CalendarDocument, EntryDocument, ProcessDocument, PublishedVersion, TaskDocument, UserDocument, WindowDocument } from '../../../store/contract';

export interface Memory {
  stores: Stores;
  entries: Map<string, EntryDocument>;
  tasks: Map<string, TaskDocument>;
  processes: Map<string, ProcessDocument>;
  windows: Map<string, WindowDocument>;
  published: Map<string, PublishedVersion>;
  calendars: Map<string, CalendarDocument>;
  users: Map<string, UserDocument>;
  /** States of hosted steps, as their workflows would tell. */
  runs: Map<string, RunState>;
  notices: (NoticeDocument & { users: string[] })[];
  collection(name: string): DocumentCollection;
  /** Everything that is kept, as one text: equal before and after where nothing may have changed. */
  fingerprint(): string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function memoryStores(now: () => number): Memory {
  const entries = new Map<string, EntryDocument>();
  const tasks = new Map<string, TaskDocument>();
  const processes = new Map<string, ProcessDocument>();
  const windows = new Map<string, WindowDocument>();
  const published = new Map<string, PublishedVersion>();
  const calendars = new Map<string, CalendarDocument>();
  const users = new Map<string, UserDocument>();
  const runs = new Map<string, RunState>();
  const notices: Memory['notices'] = [];
  const collections = new Map<string, Map<string, Record<string, unknown>>>();

  const accept = async (act: ActInput): Promise<Accepted> => {
    const standing = entries.get(act.id);
    if (standing) {
      if (canonicalJson(standing.payload ?? null) !== canonicalJson(act.payload) || standing.leaf.actor !== act.actor) throw new Problem('ACT_CONFLICT', { params: { entry: act.id } });
      return { entryId: act.id, leafHash: standing.leafHash, acceptedAt: standing.acceptedAt, repeated: true };
    }
    const salt = randomBytes(32).toString('hex');
    const leaf = {
      v: 1 as const, stream: act.stream, seq: act.seq, prev: act.prev, type: act.type, actor: act.actor, at: new Date(act.at).toISOString(), definition: act.definition,
      payloadHash: sha256(salt + canonicalJson(act.payload)),
    };
    const entry: EntryDocument = {
      _id: act.id, leaf, leafHash: sha256(canonicalJson(leaf as unknown as Json)), salt, payload: structuredClone(act.payload), acceptedAt: now(), logIndex: entries.size,
      ...(act.processId === undefined ? {} : { processId: act.processId }), ...(act.rehearsal === undefined ? {} : { rehearsal: act.rehearsal }),
      ...(act.deliver ? { deliver: act.deliver } : {}),
    };
    entries.set(act.id, entry);
    project(act);
    return { entryId: act.id, leafHash: entry.leafHash, acceptedAt: entry.acceptedAt, repeated: false };
  };

  /** As much of the store's projections as a test needs. */
  const project = (act: ActInput): void => {
    const payload = act.payload as Record<string, string>;
    const task = act.type === 'task-ended' ? tasks.get(payload.taskId ?? '') : undefined;
    if (task?.status === 'open') tasks.set(task._id, { ...task, status: 'completed', endedBy: payload.by ?? '', endedAt: act.at, outcome: payload.outcome ?? '' });
    if (act.type !== 'definition-published') return;
    const { definition, version, hash } = act.payload as unknown as PublishedVersion;
    const _id = `${definition.id}@${version}`;
    published.set(_id, { _id, definitionId: definition.id, version, hash, definition, publishedAt: act.at, publishedBy: act.actor.replace(/^user:/, '') });
  };

  const stores: Stores = {
    acts: { accept },
    entries: {
      get: async (id) => entries.get(id) ?? null,
      many: async (ids) => ids.flatMap((id) => entries.get(id) ?? []),
      turnsOf: async (processId, options) => {
        const own = [...entries.values()].filter((entry) => entry.processId === processId && /^(process|step):.*:\d+$/.test(entry._id));
        return paged(options.newestFirst ? own.reverse() : own, options);
      },
      allOf: async (processId, options) => paged([...entries.values()].filter((entry) => entry.processId === processId), options),
    },
    tasks: {
      get: async (id) => tasks.get(id) ?? null,
      many: async (ids) => ids.flatMap((id) => tasks.get(id) ?? []),
      openOf: async (user) => [...tasks.values()].filter((task) => task.status === 'open' && task.candidates.includes(user)),
      endedBy: async (user, options) => paged([...tasks.values()].filter((task) => task.endedBy === user), options),
      ofRun: async (runId) => [...tasks.values()].filter((task) => task.runId === runId),
    },
    processes: {
      get: async (id) => processes.get(id) ?? null,
      many: async (ids) => ids.flatMap((id) => processes.get(id) ?? []),
      list: async (filter, options) =>
        paged(
          [...processes.values()].filter(
            (process) =>
              (filter.status === undefined || process.view.status === filter.status) &&
              (filter.definitionId === undefined || process.definition.id === filter.definitionId) &&
              (filter.rehearsal === 'all' || (filter.rehearsal === 'only') === (process.rehearsal !== undefined)) &&
              (filter.member === undefined || Object.values(process.roles).some((members) => members.includes(filter.member as string))) &&
              (filter.q === undefined || process.title.toLowerCase().includes(filter.q.toLowerCase())),
          ),
          options,
        ),
    },
    windows: {
      get: async (id) => windows.get(id) ?? null,
      ofProcess: async (processId) => [...windows.values()].filter((window) => window.processId === processId),
      total: async (windowId) => [...entries.keys()].filter((id) => id.startsWith(`input:${windowId}:`)).length,
      openTelling: async () => [...windows.values()].filter((window) => window.status === 'open' && window.tellAt.length > 0),
      exactTotal: async (windowId) => stores.windows.total(windowId),
      inputs: async (windowId, options) => paged([...entries.values()].filter((entry) => entry._id.startsWith(`input:${windowId}:`)).reverse(), options),
    },
    dispositions: {
      newest: async (ids) => {
        const found = new Map<string, EntryDocument>();
        for (const entry of entries.values()) {
          const inputId = entry.leaf.stream.startsWith('disposition:') ? entry.leaf.stream.slice('disposition:'.length) : undefined;
          if (inputId !== undefined && ids.includes(inputId)) found.set(inputId, entry);
        }
        return found;
      },
    },
    definitions: {
      version: async (id, version) => published.get(`${id}@${version}`) ?? null,
      newest: async (id) => [...published.values()].filter((one) => one.definitionId === id).sort((a, b) => b.version - a.version)[0] ?? null,
      versions: async (id) => [...published.values()].filter((one) => one.definitionId === id),
      allNewest: async () => {
        const newest = new Map<string, PublishedVersion>();
        for (const one of published.values()) if ((newest.get(one.definitionId)?.version ?? 0) < one.version) newest.set(one.definitionId, one);
        return [...newest.values()];
      },
    },
    calendars: {
      get: async (id) => calendars.get(id) ?? null,
      all: async () => [...calendars.values()],
      replace: async (calendar, expectedRevision) => {
        if (calendars.get(calendar.id)?.revision !== expectedRevision) return false;
        calendars.set(calendar.id, { _id: calendar.id, calendar, revision: expectedRevision + 1 });
        return true;
      },
    },
    users: {
      get: async (id) => users.get(id) ?? null,
      all: async () => [...users.values()],
      insert: async (user) => !users.has(user._id) && users.set(user._id, user).size > 0,
      put: async (user) => void users.set(user._id, user),
    },
    log: {
      state: async () => ({ origin: 'test', size: entries.size, root: null, checkpointAt: null, checkpoint: null, key: 'test+00000000+x', witnesses: [], waiting: 0 }),
      proof: async () => null,
      after: async (index, limit) => [...entries.values()].slice(index + 1, index + 1 + limit),
    },
    histories: { ofProcess: async () => [] },
    notices: { of: async (user, options) => paged(notices.filter((notice) => notice.users.includes(user)), options) },
    settle: async () => {},
    ping: async () => {},
  };

  const collection = (name: string): DocumentCollection => {
    const kept = collections.get(name) ?? new Map<string, Record<string, unknown>>();
    collections.set(name, kept);
    return memoryCollection(kept);
  };
  const fingerprint = (): string =>
    JSON.stringify([entries, tasks, processes, windows, published, calendars, users, ...[...collections].filter(([name]) => name !== 'sessions').map(([, kept]) => kept)].map((map) => [...map]));
  return { stores, entries, tasks, processes, windows, published, calendars, users, runs, notices, collection, fingerprint };
}

function paged<T>(all: readonly T[], { limit, cursor }: ListOptions): Listed<T> {
  const start = cursor === undefined ? 0 : Number(cursor);
  return { items: all.slice(start, start + limit), next: start + limit < all.length ? String(start + limit) : null };
}

type Kept = Record<string, unknown>;

function memoryCollection(kept: Map<string, Kept>): DocumentCollection {
  const matches = (document: Kept, filter: Kept): boolean => Object.entries(filter).every(([key, wanted]) => fits(document[key], wanted));
  const find = (filter: Kept): Kept[] => [...kept.values()].filter((document) => matches(document, filter));
  return {
    findOne: async (filter) => structuredClone(find(filter)[0] ?? null),
    find: (filter) => ({ toArray: async () => structuredClone(find(filter)) }),
    insertOne: async (document) => {
      const { _id } = document as Kept as { _id: string };
      if (kept.has(_id)) throw Object.assign(new Error('duplicate key'), { code: 11_000 });
      kept.set(_id, structuredClone(document as Kept));
    },
    replaceOne: async (filter, document, options) => {
      const found = find(filter)[0];
      const { _id } = document as Kept as { _id: string };
      if (found || options?.upsert) kept.set(_id, structuredClone(document as Kept));
      return { matchedCount: found ? 1 : 0 };
    },
    updateOne: async (filter, update) => {
      const found = find(filter)[0];
      if (found) Object.assign(found, update['$set']);
      return { matchedCount: found ? 1 : 0 };
    },
    deleteOne: async (filter) => ({ deletedCount: find(filter).slice(0, 1).filter((document) => kept.delete(document._id as string)).length }),
    deleteMany: async (filter) => ({ deletedCount: find(filter).filter((document) => kept.delete(document._id as string)).length }),
  };
}

function fits(value: unknown, wanted: unknown): boolean {
  if (wanted !== null && typeof wanted === 'object' && '$in' in wanted) return (wanted.$in as unknown[]).includes(value);
  if (wanted !== null && typeof wanted === 'object' && '$lt' in wanted) return (value as number) < (wanted.$lt as number);
  return value === wanted;
}
