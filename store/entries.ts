/**
 * The truth: entries, inserted once. The unique `_id` decides every race; the same act again is the same answer, another
 * act under the same id is refused.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Problem } from '../errors/problem';
import { canonicalJson } from '../process/canonical';
import type { Json } from '../process/types';
import type { Accepted, ActInput, EntryDocument, EntryLeaf } from './contract';
import { groupedWrites } from './grouped';
import type { Collections } from './models';

/** Tells the sequencer of accepted entries. */
export type Hint = (id: string) => void;

export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 11_000;

const sha256 = (...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const LEAF_PREFIX = Buffer.from([0]);

/** Hex RFC 6962 leaf hash, by Node's crypto. */
export const hashLeafJson = (leaf: EntryLeaf): string => sha256(LEAF_PREFIX, canonicalJson(leaf as unknown as Json)).toString('hex');
/** Hex SHA-256(salt ‖ canonical JSON). */
export const hashPayload = (salt: string, payload: Json): string => sha256(Buffer.from(salt, 'hex'), canonicalJson(payload)).toString('hex');

export type StoredEntry = EntryDocument & { windowId?: string; unsequenced?: boolean; untold?: boolean };

/** `input:<windowId>:<key>`; undefined for the id of anything else. */
export function partsOfInput(id: string): { windowId: string; key: string } | undefined {
  const [, windowId, key] = /^input:(.+):([^:]+)$/.exec(id) ?? [];
  return windowId === undefined || key === undefined ? undefined : { windowId, key };
}

/** The document that an act becomes. */
export function entryOf(act: ActInput, acceptedAt: number): StoredEntry {
  const salt = randomBytes(32).toString('hex');
  const leaf: EntryLeaf = {
    v: 1,
    stream: act.stream,
    seq: act.seq,
    prev: act.prev,
    type: act.type,
    actor: act.actor,
    at: new Date(act.at).toISOString(),
    definition: act.definition,
    payloadHash: hashPayload(salt, act.payload),
  };
  // A refusal that the engine puts in an input's place is no input.
  const window = act.actor === 'engine' ? undefined : partsOfInput(act.id)?.windowId;
  return {
    _id: act.id,
    leaf,
    leafHash: hashLeafJson(leaf),
    salt,
    payload: act.payload,
    acceptedAt,
    unsequenced: true,
    ...(act.processId !== undefined && { processId: act.processId }),
    ...(act.rehearsal && { rehearsal: true }),
    ...(window !== undefined && { windowId: window }),
    ...(act.deliver && { deliver: act.deliver, untold: true }),
  };
}

/** Inserts an entry; what stands there already comes back instead. */
export async function insertEntry(collections: Pick<Collections, 'entries'>, entry: StoredEntry, hint: Hint): Promise<{ entry: StoredEntry; repeated: boolean }> {
  try {
    await groupedWrites(collections.entries).insert(entry);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const standing = await collections.entries.findOne({ _id: entry._id });
    if (!standing) throw error;
    return { entry: standing, repeated: true };
  }
  hint(entry._id);
  return { entry, repeated: false };
}

/** Accepts an act: one insert. Throws `ACT_CONFLICT` when another act has that id, `TASK_CLOSED` when the engine had ended the task. */
export async function acceptAct(collections: Pick<Collections, 'entries'>, act: ActInput, hint: Hint, now: number): Promise<Accepted & { entry: StoredEntry }> {
  const { entry, repeated } = await insertEntry(collections, entryOf(act, now), hint);
  if (repeated && !sameAct(entry, act)) {
    throw entry.leaf.type === 'task-closed' ? new Problem('TASK_CLOSED') : new Problem('ACT_CONFLICT', { params: { entry: act.id } });
  }
  return { entryId: entry._id, leafHash: entry.leafHash, acceptedAt: entry.acceptedAt, repeated, entry };
}

function sameAct(entry: StoredEntry, act: ActInput): boolean {
  const { leaf } = entry;
  return leaf.actor === act.actor && leaf.type === act.type && hashPayload(entry.salt, act.payload) === leaf.payloadHash;
}

/** As much of an entry as its place in time needs. */
export type BriefEntry = Pick<EntryDocument, '_id' | 'acceptedAt'> & { leaf: Pick<EntryLeaf, 'stream' | 'seq'> };

/** By acceptance; in one stream by sequence. */
export const byAcceptance = (a: BriefEntry, b: BriefEntry): number =>
  a.acceptedAt - b.acceptedAt || (a.leaf.stream === b.leaf.stream ? a.leaf.seq - b.leaf.seq : a._id < b._id ? -1 : 1);
export const inOrder = (entries: readonly StoredEntry[]): StoredEntry[] => [...entries].sort(byAcceptance);

/** Collects ids for some milliseconds and stores them as one hint. A lost hint is found by the sweep. */
export class Hints {
  private ids: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly collections: Pick<Collections, 'hints'>,
    private readonly delayMs = 60,
  ) {}

  readonly drop: Hint = (id) => {
    this.ids.push(id);
    this.timer ??= setTimeout(() => void this.flush(), this.delayMs);
  };

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const ids = this.ids.splice(0);
    if (ids.length === 0) return;
    await this.collections.hints.insertOne({ _id: randomBytes(12).toString('hex'), ids }).catch(() => undefined);
  }
}
