/** Reads the whole log from the store and verifies it; also what waits for its place. */
import { checkEd25519 } from '../ledger/ed25519-node';
import { LedgerError } from '../ledger/errors';
import type { Verifier } from '../ledger/note';
import { checkEntry, verifyLog, type LoggedEntry, type Verified } from '../ledger/verify';
import type { StoredEntry } from './entries';
import type { Collections } from './models';

export interface StoreVerified extends Verified {
  /** Accepted entries without a place yet; their leaves and payloads were checked too. */
  waiting: number;
}

/** Throws `LedgerError` at the first fault. */
export async function verifyStore(collections: Collections, verifier: Verifier): Promise<StoreVerified> {
  const bundles = (await collections.bundles.find({}).toArray()).sort((a, b) => a._id - b._id);
  bundles.forEach((bundle, n) => {
    if (bundle._id !== n) throw new LedgerError('ENTRY_MISSING', `bundle ${n}`, `bundle ${n}`, `bundle ${bundle._id}`);
  });
  const order = bundles.flatMap((bundle) => bundle.entries);
  const [checkpoint] = await collections.checkpoints.find({}).sort({ _id: -1 }).limit(1).toArray();
  if (!checkpoint) throw new LedgerError('SIGNATURE', 'checkpoint', 'a signed checkpoint', 'none');
  const all = await collections.entries.find({}).toArray();
  const entries = new Map(all.map((entry) => [entry._id, logged(entry)]));
  const verified = await verifyLog({ order, entries, checkpoint: checkpoint.note, verifier, check: checkEd25519 });
  const placed = new Set(order.map(({ id }) => id));
  const waiting = all.filter((entry) => !placed.has(entry._id));
  for (const entry of waiting) {
    checkEntry(logged(entry), entry.leafHash, `${entry._id} (waiting)`);
    if (!entry.unsequenced) throw new LedgerError('ENTRY_PLACE', entry._id, 'a place in the log', 'none, though it is marked so');
  }
  return { ...verified, waiting: waiting.length };
}

const logged = (entry: StoredEntry): LoggedEntry => ({ id: entry._id, leaf: entry.leaf, leafHash: entry.leafHash, salt: entry.salt, payload: entry.payload });
