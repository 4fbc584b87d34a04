/**
 * Reads the whole log from the store and verifies it, in pieces; and what the log answers for beside its entries: published
 * definitions, kept histories, files of answers.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { checkEd25519 } from '../ledger/ed25519-node';
import { LedgerError } from '../ledger/errors';
import type { Verifier } from '../ledger/note';
import { LogCheck, type LoggedEntry, type Verified } from '../ledger/verify';
import { definitionHash } from '../process/hash';
import type { StoredEntry } from './entries';
import { inOrder } from './entries';
import type { Collections } from './models';

export interface StoreVerified extends Verified {
  /** Accepted entries without a place yet; their leaves, payloads and chains were checked too. */
  waiting: number;
  checkpoints: number;
  definitions: number;
  histories: number;
  files: number;
}

/** Bundles, entries, documents of one look. */
const PIECE = 200;

/** Throws `LedgerError` at the first fault. May run while the store is in use: it checks what had been signed when it began, at least. */
export async function verifyStore(collections: Collections, verifier: Verifier, progress: (entries: number) => void = () => undefined): Promise<StoreVerified> {
  // Checkpoints first: whatever they promise is in the bundles already.
  const head = await collections.heads.findOne({ _id: 'log' });
  if (!head) throw new LedgerError('SIGNATURE', 'checkpoint', 'a signed checkpoint', 'none');
  const kept = await collections.checkpoints.find({}).toArray();
  const log = new LogCheck();
  const bundles = await placeFrom(0, collections, log, progress);
  const waiting = await checkWaiting(collections, log, bundles);
  log.checkNamedActs();
  const newest = await log.checkCheckpoint(head.note, 'checkpoint', { verifier, check: checkEd25519 });
  if (newest.size !== head.size) throw new LedgerError('ROOT', 'checkpoint, size', String(newest.size), String(head.size));
  for (const { _id, note } of kept) {
    const { size } = await log.checkCheckpoint(note, `checkpoint of ${_id}`, { verifier, check: checkEd25519 });
    if (size !== _id) throw new LedgerError('ROOT', `checkpoint of ${_id}, size`, String(size), String(_id));
  }
  const rest = { definitions: await checkDefinitions(collections), histories: await checkHistories(collections), files: await checkFiles(collections) };
  return { entries: log.size + waiting, streams: log.streams, erased: log.erased, ...newest, waiting, checkpoints: kept.length + 1, ...rest };
}

/** Takes the bundles from this number on; gives the number after the last. */
async function placeFrom(from: number, { bundles, entries }: Collections, log: LogCheck, progress: (entries: number) => void = () => undefined): Promise<number> {
  for (let number = from; ; ) {
    const wanted = Array.from({ length: PIECE }, (_, n) => number + n);
    const found = new Map((await bundles.find({ _id: { $in: wanted } }).toArray()).map((bundle) => [bundle._id, bundle]));
    if (found.size === 0) return number;
    for (const last = Math.max(...found.keys()); number <= last; number++) {
      const bundle = found.get(number);
      if (!bundle) throw new LedgerError('ENTRY_MISSING', `bundle ${number}`, 'a bundle', 'none');
      if (bundle.first !== log.size) throw new LedgerError('ENTRY_PLACE', `bundle ${number}, first`, String(log.size), String(bundle.first));
      const held = new Map((await entries.find({ _id: { $in: bundle.entries.map(({ id }) => id) } }).toArray()).map((entry) => [entry._id, entry]));
      for (const placed of bundle.entries) log.place(placed, logged(held.get(placed.id)));
    }
    progress(log.size);
  }
}

/** Entries that are in no bundle: fresh ones wait; one that says that it has a place, and has none, is a fault. */
async function checkWaiting(collections: Collections, log: LogCheck, nextBundle: number): Promise<number> {
  const outside: StoredEntry[] = [];
  for await (const entry of collections.entries.find({})) if (!log.has(entry._id)) outside.push(entry);
  // Some may have got their place since the bundles were read.
  if (outside.length > 0) await placeFrom(nextBundle, collections, log);
  const waiting = inOrder(outside.filter(({ _id }) => !log.has(_id)));
  for (const entry of waiting) {
    if (!entry.unsequenced || entry.logIndex !== undefined) throw new LedgerError('ENTRY_PLACE', entry._id, 'a place in the log', 'none, though it is marked so');
    log.waits(logged(entry) as LoggedEntry);
  }
  return waiting.length;
}

async function checkDefinitions({ versions, entries }: Collections): Promise<number> {
  let count = 0;
  for await (const { _id, definitionId, version, hash, definition } of versions.find({})) {
    const computed = definitionHash(definition);
    if (computed !== hash) throw new LedgerError('PAYLOAD_HASH', `published version ${_id}, definition`, hash, computed);
    const entry = await entries.findOne({ _id: `admin:definition:${definitionId}:${version - 1}` });
    if (entry && entry.leaf.definition?.hash !== hash) throw new LedgerError('PAYLOAD_HASH', `published version ${_id}, hash`, entry.leaf.definition?.hash ?? 'none', hash);
    count += 1;
  }
  return count;
}

const unzipped = promisify(gunzip);

async function checkHistories({ entries, histories }: Collections): Promise<number> {
  let count = 0;
  for await (const { payload } of entries.find({ 'leaf.type': 'history-archived' })) {
    const { workflowId, runId, hash } = payload as { workflowId: string; runId: string; hash: string };
    const place = `history of ${workflowId}, run ${runId}`;
    const kept = await histories.findOne({ _id: `${workflowId}:${runId}` });
    if (!kept) throw new LedgerError('ENTRY_MISSING', place, 'a kept history', 'none');
    const computed = await unzipped(bytesOf(kept.gzipped)).then(sha256, () => 'no readable content');
    if (computed !== hash) throw new LedgerError('PAYLOAD_HASH', place, hash, computed);
    count += 1;
  }
  return count;
}

/** Files are named in answers by the hash of their bytes, which is their id. */
async function checkFiles(collections: Collections): Promise<number> {
  let count = 0;
  for await (const { _id, bytes } of collections.any('files').find({})) {
    const computed = sha256(bytesOf(bytes));
    if (computed !== _id) throw new LedgerError('PAYLOAD_HASH', `file ${_id}`, _id, computed);
    count += 1;
  }
  return count;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** The driver gives binary content wrapped. */
export const bytesOf = (value: unknown): Uint8Array => (Buffer.isBuffer(value) ? value : Buffer.from((value as { buffer: Uint8Array }).buffer));

function logged(entry: StoredEntry | undefined): LoggedEntry | undefined {
  if (!entry) return undefined;
  const { _id, leaf, leafHash, salt, payload, logIndex, processId } = entry;
  return { id: _id, leaf, leafHash, salt, payload, logIndex, processId };
}
