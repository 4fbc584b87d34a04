/**
 * Checks a whole log, trusting nobody but the key: each leaf's hash, each payload, each stream's chain, each entry's place,
 * the acts that turns name, and the tree's root against the signed checkpoints. The first fault is named: which entry, which
 * part of it, what was expected and what was found.
 */
import { LedgerError } from './errors';
import { bytesToHex, hexToBytes } from './hash';
import { leafHash, payloadHash, type Leaf } from './leaf';
import { MerkleLog } from './merkle-log';
import { parseCheckpoint, verifyNote, type CheckSignature, type Verifier } from './note';
import type { Json } from '../process/types';

export interface LoggedEntry {
  id: string;
  leaf: Leaf;
  /** As stored; recomputed here. */
  leafHash: string;
  salt: string;
  /** Undefined after erasure: then only its hash is known. */
  payload?: Json | undefined;
  /** As stored beside the leaf, where it is. */
  logIndex?: number | undefined;
  processId?: string | undefined;
}

export interface LogToVerify {
  /** Ids and leaf hashes in the log's order, as its bundles say. */
  order: { id: string; hash: string }[];
  entries: Map<string, LoggedEntry>;
  checkpoint: string;
  verifier: Verifier;
  check: CheckSignature;
}

export interface Verified {
  entries: number;
  streams: number;
  erased: number;
  size: number;
  root: string;
}

/** Throws the first `LedgerError`; gives what was checked when all is well. */
export async function verifyLog({ order, entries, checkpoint, verifier, check }: LogToVerify): Promise<Verified> {
  const log = new LogCheck();
  for (const placed of order) log.place(placed, entries.get(placed.id));
  log.checkNamedActs();
  const { size, root } = await log.checkCheckpoint(checkpoint, 'checkpoint', { verifier, check });
  return { entries: log.size, streams: log.streams, erased: log.erased, size, root };
}

/** Takes entries in the log's order, one by one, so that no log is too long for memory's sake. */
export class LogCheck {
  readonly log = new MerkleLog();
  erased = 0;
  private readonly hashes = new Map<string, string>();
  private readonly heads = new Map<string, { seq: number; hash: string }>();
  private readonly named: { in: string; entryId: string; hash: string }[] = [];

  get size(): number {
    return this.log.size;
  }
  get streams(): number {
    return this.heads.size;
  }
  has(id: string): boolean {
    return this.hashes.has(id);
  }

  /** The next entry of the log, with the hash that its bundle gives it. */
  place({ id, hash }: { id: string; hash: string }, entry: LoggedEntry | undefined): void {
    const index = this.log.size;
    const place = `${id} (entry ${index} of the log)`;
    if (this.has(id)) throw new LedgerError('ENTRY_TWICE', place, 'once', 'twice');
    if (!entry) throw new LedgerError('ENTRY_MISSING', place, 'an entry', 'none');
    if (entry.logIndex !== undefined && entry.logIndex !== index) throw new LedgerError('ENTRY_PLACE', `${place}, logIndex`, String(index), String(entry.logIndex));
    this.take(entry, hash, place);
    this.log.append(hexToBytes(hash));
  }

  /** An accepted entry that has no place yet: all is checked but its place. */
  waits(entry: LoggedEntry): void {
    this.take(entry, entry.leafHash, `${entry.id} (waiting for its place)`);
  }

  private take(entry: LoggedEntry, hash: string, place: string): void {
    checkEntry(entry, hash, place);
    checkIdentity(entry, place);
    this.checkChain(entry.leaf, place);
    if (entry.payload === undefined) this.erased += 1;
    for (const act of actsIn(entry.payload)) this.named.push({ in: place, ...act });
    this.heads.set(entry.leaf.stream, { seq: entry.leaf.seq, hash });
    this.hashes.set(entry.id, hash);
  }

  private checkChain(leaf: Leaf, place: string): void {
    const head = this.heads.get(leaf.stream);
    const seq = head ? head.seq + 1 : 0;
    if (leaf.seq !== seq) throw new LedgerError('CHAIN_GAP', `${place}, seq`, `#${seq} of ${leaf.stream}`, `#${leaf.seq}`);
    const prev = head?.hash ?? null;
    if (leaf.prev !== prev) throw new LedgerError('CHAIN_PREV', `${place}, prev`, String(prev), String(leaf.prev));
  }

  /** Each act that a turn says it took is there, with the hash that the turn gives. */
  checkNamedActs(): void {
    for (const { in: place, entryId, hash } of this.named) {
      const found = this.hashes.get(entryId);
      if (found !== hash) throw new LedgerError(found === undefined ? 'ENTRY_MISSING' : 'LEAF_HASH', `${entryId}, which ${place} names`, hash, found ?? 'none');
    }
  }

  /** Signature, name and root of one checkpoint, of this size or a smaller one. */
  async checkCheckpoint(note: string, place: string, { verifier, check }: Pick<LogToVerify, 'verifier' | 'check'>): Promise<{ size: number; root: string }> {
    const { origin, size, root } = parseCheckpoint(await verifyNote(note, verifier, check));
    if (origin !== verifier.name) throw new LedgerError('SIGNATURE', `${place}, origin`, verifier.name, origin);
    if (this.size < size) throw new LedgerError('ENTRY_MISSING', `log, as its ${place} says`, `${size} entries`, `${this.size}`);
    const computed = bytesToHex(this.log.root(size));
    if (computed !== bytesToHex(root)) throw new LedgerError('ROOT', `${place}, tree of ${size}`, bytesToHex(root), computed);
    return { size, root: computed };
  }
}

/** Leaf and payload of one entry. Throws `LEAF_HASH` or `PAYLOAD_HASH`, and says which copy of a hash differs from the others. */
export function checkEntry(entry: LoggedEntry, expectedHash: string, place: string): void {
  const computed = leafHash(entry.leaf);
  if (computed !== expectedHash) {
    // Two against one: where the entry agrees with itself, its bundle is the one that was changed.
    const part = computed === entry.leafHash ? 'the hash in its bundle' : 'leaf';
    throw part === 'leaf' ? new LedgerError('LEAF_HASH', `${place}, leaf`, expectedHash, computed) : new LedgerError('LEAF_HASH', `${place}, ${part}`, computed, expectedHash);
  }
  if (entry.leafHash !== computed) throw new LedgerError('LEAF_HASH', `${place}, leafHash`, computed, entry.leafHash);
  if (entry.payload === undefined) return;
  const hash = payloadHash(entry.salt, entry.payload);
  if (hash !== entry.leaf.payloadHash) throw new LedgerError('PAYLOAD_HASH', `${place}, payload or salt`, entry.leaf.payloadHash, hash);
}

/** An entry stands under its own name, and with its own process. Throws `ENTRY_PLACE`. */
export function checkIdentity({ id, leaf, processId }: LoggedEntry, place: string): void {
  if (id !== leaf.stream && id !== `${leaf.stream}:${leaf.seq}`) throw new LedgerError('ENTRY_PLACE', `${place}, id`, leaf.seq === 0 ? leaf.stream : `${leaf.stream}:${leaf.seq}`, id);
  const named = processNamedIn(id);
  if (processId !== undefined && named !== undefined && processId !== named) throw new LedgerError('ENTRY_PLACE', `${place}, processId`, named, processId);
}

/** The process that an id begins with: `process:p`, `step:p.draft.1`, `task:p.draft.1.main:end`, `input:p.consult.1:key`. */
const processNamedIn = (id: string): string | undefined => /^(?:process|step|task|input):([^:.]+)/.exec(id)?.[1];

/** The acts that a turn says it took, with their hashes. */
export function actsIn(payload: Json | undefined): { entryId: string; hash: string }[] {
  const acts = payload !== null && typeof payload === 'object' && !Array.isArray(payload) && 'facts' in payload ? payload.acts : undefined;
  return Array.isArray(acts) ? (acts as { entryId: string; hash: string }[]) : [];
}
