/**
 * Checks a whole log, trusting nobody but the key: each leaf's hash, each payload, each stream's chain, each entry's place,
 * and the tree's root against the signed checkpoint. The first fault is named: entry, what was expected, what was found.
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
  const { origin, size, root } = parseCheckpoint(await verifyNote(checkpoint, verifier, check));
  if (origin !== verifier.name) throw new LedgerError('SIGNATURE', 'checkpoint', verifier.name, origin);
  if (order.length < size) throw new LedgerError('ENTRY_MISSING', 'log', `${size} entries`, `${order.length}`);
  const log = new MerkleLog();
  const seen = new Set<string>();
  const heads = new Map<string, { seq: number; hash: string }>();
  let erased = 0;
  order.forEach(({ id, hash }, index) => {
    const place = `${id} (entry ${index} of the log)`;
    if (seen.has(id)) throw new LedgerError('ENTRY_TWICE', place, 'once', 'twice');
    seen.add(id);
    const entry = entries.get(id);
    if (!entry) throw new LedgerError('ENTRY_MISSING', place, 'an entry', 'none');
    checkEntry(entry, hash, place);
    if (entry.payload === undefined) erased += 1;
    checkChain(entry.leaf, heads, place);
    heads.set(entry.leaf.stream, { seq: entry.leaf.seq, hash });
    log.append(hexToBytes(hash));
  });
  const computed = log.root(size);
  if (bytesToHex(computed) !== bytesToHex(root)) throw new LedgerError('ROOT', `tree of ${size}`, bytesToHex(root), bytesToHex(computed));
  return { entries: order.length, streams: heads.size, erased, size, root: bytesToHex(root) };
}

/** Leaf and payload of one entry. Throws `LEAF_HASH` or `PAYLOAD_HASH`. */
export function checkEntry(entry: LoggedEntry, expectedHash: string, place: string): void {
  const computed = leafHash(entry.leaf);
  if (computed !== expectedHash) throw new LedgerError('LEAF_HASH', place, expectedHash, computed);
  if (entry.leafHash !== computed) throw new LedgerError('LEAF_HASH', `${place}, its stored hash`, computed, entry.leafHash);
  if (entry.payload === undefined) return;
  const hash = payloadHash(entry.salt, entry.payload);
  if (hash !== entry.leaf.payloadHash) throw new LedgerError('PAYLOAD_HASH', place, entry.leaf.payloadHash, hash);
}

function checkChain(leaf: Leaf, heads: ReadonlyMap<string, { seq: number; hash: string }>, place: string): void {
  const head = heads.get(leaf.stream);
  const seq = head ? head.seq + 1 : 0;
  if (leaf.seq !== seq) throw new LedgerError('CHAIN_GAP', place, `#${seq} of ${leaf.stream}`, `#${leaf.seq}`);
  const prev = head?.hash ?? null;
  if (leaf.prev !== prev) throw new LedgerError('CHAIN_PREV', place, String(prev), String(leaf.prev));
}
