/** A small log with a key of its own: what the screens verify is really signed and really included. */
import type { Router } from 'express';
import { newSigningKey, signerFrom } from '../../ledger/ed25519-node';
import { bytesToHex, hexToBytes } from '../../ledger/hash';
import { leafBytes, leafHash, payloadHash, type Leaf } from '../../ledger/leaf';
import { checkpointText, signNote, verifierKey } from '../../ledger/note';
import { encodeProof } from '../../ledger/proof';
import { inclusionProof, rangesOf, rootOf } from '../../ledger/tree';
import type { Json } from '../../process/types';
import type { EntryBrief } from '../../server/contract/history';
import type { EntryDetail, LedgerState } from '../../server/contract/ledger';

const ORIGIN = 'contoh.bungokab.go.id';
const SALT = '00112233445566778899aabbccddeeff';
const signer = signerFrom(ORIGIN, newSigningKey());

export interface Act {
  id: string;
  stream: string;
  seq: number;
  type: string;
  actor: string;
  at: string;
  payload: Json;
}

export interface SmallLog {
  brief(id: string): EntryBrief;
  state: LedgerState;
  entry(id: string): EntryDetail | undefined;
}

/** All acts in one tree, in the order given, under one signed checkpoint. */
export function logOf(acts: readonly Act[], nameOf: (user: string) => string): SmallLog {
  const leaves = acts.map(({ type, actor, at, stream, seq, payload }): Leaf => ({ v: 1, actor, at, definition: null, payloadHash: payloadHash(SALT, payload as never), prev: null, seq, stream, type }));
  const hashes = leaves.map((leaf) => hexToBytes(leafHash(leaf)));
  const root = rootOf(hashes);
  const checkpoint = signNote(checkpointText({ origin: ORIGIN, size: hashes.length, root, extensions: [] }), [signer]);
  const placeOf = (id: string): number => acts.findIndex((act) => act.id === id);
  const actorOf = (actor: string): EntryDetail['actor'] =>
    actor.startsWith('user:') ? { type: 'user', id: actor.slice(5), name: nameOf(actor.slice(5)) } : { type: actor === 'public' ? 'public' : 'engine' };
  return {
    brief(id) {
      const place = placeOf(id);
      const { stream, seq } = acts[place]!;
      return { id, hash: bytesToHex(hashes[place]!), stream, seq, logIndex: place };
    },
    state: { origin: ORIGIN, size: hashes.length, root: bytesToHex(root), checkpointAt: acts.at(-1)!.at, checkpoint, key: verifierKey(signer), witnesses: [], waiting: 0 },
    entry(id) {
      const place = placeOf(id);
      const [act, leaf] = [acts[place], leaves[place]];
      if (!act || !leaf) return undefined;
      return {
        id, stream: act.stream, seq: act.seq, prev: null, type: act.type, actor: actorOf(act.actor), at: act.at, acceptedAt: act.at, hash: bytesToHex(hashes[place]!), logIndex: place,
        definition: null, payloadHash: leaf.payloadHash, salt: SALT, payload: act.payload, payloadState: 'shown', leaf: new TextDecoder().decode(leafBytes(leaf)),
        proof: { index: place, size: hashes.length, path: inclusionProof(place, hashes.length, rangesOf(hashes)).map(bytesToHex), checkpoint },
      };
    },
  };
}

/** A receipt's proof as the real server writes it, below `/ledger`. */
export function proofOf(log: SmallLog, id: string): string | undefined {
  const proof = log.entry(id)?.proof;
  return proof ? encodeProof({ index: proof.index, path: proof.path.map(hexToBytes), checkpoint: proof.checkpoint }) : undefined;
}

export function ledgerRoutes(router: Router, log: SmallLog): void {
  router.get('/ledger', (_, response) => void response.json(log.state));
  router.get('/entries/:id', (request, response) => {
    const entry = log.entry(request.params.id);
    if (entry) response.json(entry);
    else response.status(404).type('application/problem+json').send({ type: 'about:blank', title: 'Catatan tidak ditemukan.', detail: 'Catatan tidak ditemukan.', status: 404, code: 'NOT_FOUND', reference: 'a1' });
  });
}
