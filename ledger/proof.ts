/**
 * Receipts: a transparency proof that needs nothing but the log's key (c2sp.org/tlog-proof@v1): index, inclusion proof
 * and signed checkpoint in one text.
 */
import { LedgerError } from './errors';
import { fromBase64, hashFromBase64, toBase64, type Hash } from './hash';
import { parseCheckpoint, verifyNote, type CheckSignature, type Verifier } from './note';
import { verifyInclusion } from './tree';

const HEADER = 'c2sp.org/tlog-proof@v1';

export interface TlogProof {
  index: number;
  path: Hash[];
  checkpoint: string;
  /** Data of the maker's own. Nothing vouches for it: not signed, not in the tree. */
  extra?: Uint8Array | undefined;
}

export const encodeProof = ({ index, path, checkpoint, extra }: TlogProof): string =>
  [HEADER, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...path.map(toBase64), '', checkpoint].join('\n');

export function parseProof(text: string): TlogProof {
  const cut = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(0, cut)).split('\n');
  const extra = /^extra (\S+)$/.exec(lines[1] ?? '');
  const place = extra ? 2 : 1;
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines[place] ?? '');
  if (cut < 0 || lines[0] !== HEADER || !index) throw new LedgerError('PROOF_FORM', 'receipt', HEADER, text.slice(0, 60));
  const path = lines.slice(place + 1).map(hashFromBase64);
  return { index: Number(index[1]), path, checkpoint: text.slice(cut + 2), ...(extra ? { extra: fromBase64(extra[1]!) } : {}) };
}

/** Checks a receipt for a leaf hash. Throws `SIGNATURE` or `INCLUSION`; gives the tree's size and root. */
export async function verifyProof(text: string, leaf: Hash, verifier: Verifier, check: CheckSignature): Promise<{ size: number; root: Hash }> {
  const proof = parseProof(text);
  const { size, root } = parseCheckpoint(await verifyNote(proof.checkpoint, verifier, check));
  if (!verifyInclusion(proof.index, size, leaf, proof.path, root)) {
    throw new LedgerError('INCLUSION', `leaf ${proof.index} of ${size}`, `root ${toBase64(root)}`, 'a proof that leads elsewhere');
  }
  return { size, root };
}
