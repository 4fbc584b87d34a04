/** What workflows ask of the store: the implementation of `activities/contract.ts`'s short writes. */
import type { RecordActivities } from '../activities/contract';
import { Problem } from '../errors/problem';
import { canonicalJson } from '../process/canonical';
import type { Json, TaskAct } from '../process/types';
import type { CommitInput, CommitResult, EntryLeaf, WorkflowPayload } from './contract';
import { acceptAct, entryOf, hashPayload, insertEntry, type Hint, type StoredEntry } from './entries';
import type { Collections } from './models';
import { projectTurn, titles } from './project';
import { readWindow } from './windows';

export function createRecords(collections: Collections, options: { hint: Hint; now?: () => number }): RecordActivities {
  const { entries, versions, calendars } = collections;
  const now = options.now ?? Date.now;
  const titleOf = titles(collections);

  const loadDefinition: RecordActivities['loadDefinition'] = async ({ id, version, hash }) => {
    const found = await versions.findOne({ _id: `${id}@${version}` });
    if (!found || found.hash !== hash) throw new Problem('NOT_FOUND', { params: { what: `${id} v${version} ${hash.slice(0, 12)}` } });
    return found.definition;
  };
  const loadCalendar: RecordActivities['loadCalendar'] = async (id) => {
    const found = await calendars.findOne({ _id: id });
    if (!found) throw new Problem('NOT_FOUND', { params: { what: `calendar ${id}` } });
    return found.calendar;
  };

  return {
    loadDefinition,
    loadCalendar,
    async commit(input) {
      const { entry, repeated } = await insertEntry(collections, turnEntry(input, now()), options.hint);
      await projectTurn(collections, entry, titleOf, repeated);
      return resultOf(entry, repeated, input);
    },

    async readTurn({ stream, seq }) {
      const entry = await entries.findOne({ _id: `${stream}:${seq}` });
      return entry ? { leafHash: entry.leafHash, events: (entry.payload as unknown as WorkflowPayload).events ?? [] } : null;
    },

    async endTasks({ tasks, at, processId, definition, rehearsal }) {
      const results = await Promise.all(
        tasks.map(async ({ taskId, reason }) => {
          const id = `task:${taskId}:end`;
          const act = { id, stream: id, seq: 0, prev: null, type: 'task-closed', actor: 'engine', at, definition, payload: { taskId, reason }, processId, rehearsal };
          const { entry } = await insertEntry(collections, entryOf(act, now()), options.hint);
          return entry.leaf.actor === 'engine' ? [] : [wonBy(entry)];
        }),
      );
      return { won: results.flat() };
    },

    async readCounts({ windowIds, close, at }) {
      const figures = await Promise.all(windowIds.map(async (id) => [id, await readWindow(collections, id, { close, at, hint: options.hint, now: now() })] as const));
      return Object.fromEntries(figures);
    },

    async startSubprocess({ processId, definitionId, version, roles, at, rehearsal, startedBy }) {
      const [found] = version === undefined ? await versions.find({ definitionId }).sort({ version: -1 }).limit(1).toArray() : await versions.find({ _id: `${definitionId}@${version}` }).toArray();
      if (!found) throw new Problem('NOT_FOUND', { params: { what: `${definitionId} v${version ?? ''}` } });
      const id = `process:${processId}:start`;
      const standing = await entries.findOne({ _id: id });
      const definition = standing?.leaf.definition ?? { id: found.definitionId, version: found.version, hash: found.hash };
      const title = found.definition.title.id;
      const input = { format: 1, processId, title, definition, roles, data: {}, startedBy, ...(rehearsal && { rehearsal }) };
      const accepted = standing
        ? { entryId: id, leafHash: standing.leafHash }
        : await acceptAct(
            collections,
            { id, stream: id, seq: 0, prev: null, type: 'process-accepted', actor: 'engine', at, definition, payload: input as unknown as Json, processId, rehearsal: rehearsal !== undefined },
            options.hint,
            now(),
          );
      return { definition, workflowId: `process/${processId}`, title, start: { entryId: id, hash: accepted.leafHash, at } };
    },
  };
}

function turnEntry(input: CommitInput, acceptedAt: number): StoredEntry {
  const { stream, seq, prev, type, at, definition, processId, rehearsal } = input;
  // Undefined members can't be stored; the hash is made of what is stored.
  const payload = JSON.parse(JSON.stringify(input.payload)) as Json;
  return entryOf({ id: `${stream}:${seq}`, stream, seq, prev, type, actor: 'engine', at, definition, payload, processId, rehearsal }, acceptedAt);
}

/** The leaf hash of what stands; its events too, when that is another turn than the one that was to be committed. */
function resultOf(entry: StoredEntry, repeated: boolean, input: CommitInput): CommitResult {
  if (!repeated || same(entry, input)) return { leafHash: entry.leafHash };
  return { leafHash: entry.leafHash, standing: { events: (entry.payload as unknown as WorkflowPayload).events ?? [] } };
}

const same = (entry: StoredEntry, input: CommitInput): boolean =>
  hashPayload(entry.salt, JSON.parse(JSON.stringify(input.payload)) as Json) === entry.leaf.payloadHash && sameLeaf(entry.leaf, input);

const sameLeaf = (leaf: EntryLeaf, input: CommitInput): boolean =>
  leaf.prev === input.prev && leaf.type === input.type && canonicalJson(leaf.definition as unknown as Json) === canonicalJson(input.definition as unknown as Json);

function wonBy(entry: StoredEntry): { at: number; act: TaskAct } {
  const { taskId, outcome, by, variables } = entry.payload as unknown as TaskAct;
  return {
    at: Date.parse(entry.leaf.at),
    act: { taskId, outcome, by, entryId: entry._id, hash: entry.leafHash, ...(variables && Object.keys(variables).length > 0 && { variables }) },
  };
}
