/**
 * The leaf of an entry: RFC 8785 JSON, version 1.
 *
 *   {"actor":"user:owner","at":"2026-11-24T08:00:00.000Z","definition":null,"payloadHash":"…","prev":null,"seq":0,
 *    "stream":"task:p1.draft.1.main:end","type":"task-completed","v":1}
 *
 * `prev` is the leaf hash of the entry before it in its stream, so a gap or a change shows. `payloadHash` is
 * SHA-256(salt ‖ canonical JSON of the payload): the payload can be erased and the log stays valid.
 */
import { canonicalJson } from '../process/canonical';
import type { DefinitionRef, Json } from '../process/types';
import { sha256 } from '@noble/hashes/sha2.js';
import { LedgerError } from './errors';
import { bytesToHex, concatBytes, hashLeaf, hexToBytes, utf8ToBytes } from './hash';

export interface Leaf {
  v: 1;
  stream: string;
  seq: number;
  prev: string | null;
  type: string;
  actor: string;
  at: string;
  definition: DefinitionRef | null;
  payloadHash: string;
}

/** The bytes that the tree hashes. */
export const leafBytes = (leaf: Leaf): Uint8Array => utf8ToBytes(canonicalJson(leaf as unknown as Json));
/** Hex RFC 6962 hash of a leaf. */
export const leafHash = (leaf: Leaf): string => bytesToHex(hashLeaf(leafBytes(leaf)));
/** Hex SHA-256(salt ‖ canonical JSON); `salt` is hex. */
export const payloadHash = (salt: string, payload: Json): string =>
  bytesToHex(sha256(concatBytes(hexToBytes(salt), utf8ToBytes(canonicalJson(payload)))));

const KEYS = ['actor', 'at', 'definition', 'payloadHash', 'prev', 'seq', 'stream', 'type', 'v'];

/** Reads a leaf back from its bytes. Throws `LEAF_FORM` for anything that `leafBytes` would not have written. */
export function parseLeaf(bytes: Uint8Array): Leaf {
  const text = decodeText(bytes);
  let leaf: Leaf;
  try {
    leaf = JSON.parse(text) as Leaf;
  } catch {
    throw new LedgerError('LEAF_FORM', 'leaf', 'canonical JSON', text.slice(0, 60));
  }
  const keys = Object.keys(leaf ?? {}).sort().join();
  if (keys !== KEYS.join() || leaf.v !== 1) throw new LedgerError('LEAF_FORM', 'leaf', `version 1 with ${KEYS.join()}`, keys);
  if (canonicalJson(leaf as unknown as Json) !== text) throw new LedgerError('LEAF_FORM', leaf.stream, 'canonical JSON', 'another spelling');
  return leaf;
}

/** Strict: a byte that isn't UTF-8 would decode to U+FFFD, and then two different leaves would read the same. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LedgerError('LEAF_FORM', 'leaf', 'UTF-8', 'other bytes');
  }
}

/** Checks one stream, in order: sequence without gap, and each `prev` the hash before. Throws the first fault. */
export function checkStream(leaves: readonly Leaf[]): void {
  let prev: string | null = null;
  leaves.forEach((leaf, seq) => {
    const place = `${leaf.stream} #${leaf.seq}`;
    if (leaf.seq !== seq) throw new LedgerError('CHAIN_GAP', place, `#${seq}`, `#${leaf.seq}`);
    if (leaf.prev !== prev) throw new LedgerError('CHAIN_PREV', place, String(prev), String(leaf.prev));
    prev = leafHash(leaf);
  });
}
