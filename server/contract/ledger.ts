/**
 * The ledger for people; the machine's side (`/ledger/checkpoint`, `/ledger/tile/…`, `/ledger/key`, at the root) is
 * C2SP tlog-tiles and plain text.
 *
 *   GET /ledger                `LedgerState`: size, checkpoint, key, witnesses (anyone)
 *   GET /entries/:id           `EntryDetail`: leaf, payload as far as the reader may see it, place and proof
 *   GET /entries?process=:id   page of `EntryRow`, oldest first (owners, auditors)
 */
import { z } from 'zod';
import { actor, definitionRef, hash, json, page, paging, processId, time } from './common';

export const ledgerState = z
  .object({
    origin: z.string(),
    size: z.int(),
    /** Root hash of the newest checkpoint, hex; null before the first. */
    root: z.string().nullable(),
    checkpointAt: time.nullable(),
    /** The signed note itself. */
    checkpoint: z.string().nullable(),
    /** Verifier key of the log. */
    key: z.string(),
    witnesses: z.array(z.object({ name: z.string(), at: time.nullable() })),
    /** Accepted entries that wait for their place in the log. */
    waiting: z.int(),
  })
  .meta({ id: 'LedgerState' });

export const entryRow = z
  .object({
    id: z.string(),
    stream: z.string(),
    seq: z.int(),
    prev: z.string().nullable(),
    type: z.string(),
    actor,
    at: time,
    acceptedAt: time,
    hash,
    logIndex: z.int().nullable(),
  })
  .meta({ id: 'EntryRow' });
export const entryPage = page(entryRow);
export const entryQuery = z.strictObject({ ...paging, process: processId });

export const entryDetail = entryRow
  .extend({
    definition: definitionRef.nullable(),
    payloadHash: hash,
    salt: z.string(),
    /** Null: erased, or not for this reader. */
    payload: json.nullable(),
    payloadState: z.enum(['shown', 'hidden', 'erased']),
    /** RFC 8785 JSON whose RFC 6962 leaf hash is `hash`: check it yourself. */
    leaf: z.string(),
    /** Null until the next checkpoint. `path`: inclusion proof, hex, leaf upwards. */
    proof: z.object({ index: z.int(), size: z.int(), path: z.array(hash), checkpoint: z.string() }).nullable(),
  })
  .meta({ id: 'EntryDetail' });

export type LedgerState = z.infer<typeof ledgerState>;
export type EntryRow = z.infer<typeof entryRow>;
export type EntryDetail = z.infer<typeof entryDetail>;
