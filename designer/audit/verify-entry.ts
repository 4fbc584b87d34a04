/**
 * Checks one entry in the browser, trusting only the log's key: the leaf's hash from the leaf itself, the payload's from salt and
 * payload, the checkpoint's signature, and the way from the leaf to the signed root.
 */
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../ledger/hash';
import { leafHash, parseLeaf, payloadHash } from '../../ledger/leaf';
import { parseCheckpoint, parseVerifierKey, verifyNote, type Checkpoint, type CheckSignature } from '../../ledger/note';
import { parseProof, type TlogProof } from '../../ledger/proof';
import { rootFromInclusion } from '../../ledger/tree';
import { LedgerError } from '../../ledger/errors';
import type { EntryDetail } from '../../server/contract/ledger';

export type CheckId = 'leaf' | 'payload' | 'signature' | 'inclusion';
export type CheckResult =
  | { id: CheckId; state: 'ok' }
  | { id: CheckId; state: 'bad'; expected: string; found: string }
  | { id: CheckId; state: 'pending' }
  | { id: CheckId; state: 'skipped'; why: 'hidden' | 'erased' | 'no-ed25519' };

export interface EntryVerdict {
  checks: CheckResult[];
  /** The worst of the checks; `skipped` where only the payload or nothing but the signature was left out. */
  state: CheckResult['state'];
  /** The checkpoint that it was followed to. */
  tree?: { size: number; root: string };
}

/** The browser has no Ed25519, or none on this address: WebCrypto is there only over HTTPS and on localhost. */
export class NoEd25519 extends Error {
  override readonly name = 'NoEd25519';
}

/** An Ed25519 signature by WebCrypto. Throws `NoEd25519` where the browser can't check one. */
export const checkWithWebCrypto: CheckSignature = async (publicKey, message, signature) => {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) throw new NoEd25519('WebCrypto is not available here');
  let key: CryptoKey;
  try {
    key = await subtle.importKey('raw', own(publicKey), { name: 'Ed25519' }, false, ['verify']);
  } catch (error) {
    throw new NoEd25519(error instanceof Error ? error.message : String(error));
  }
  return subtle.verify({ name: 'Ed25519' }, key, own(signature), own(message));
};

/** A copy with a buffer of its own, as WebCrypto's types want it. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** `expected`: the leaf hash that the reader has from elsewhere (the history, a receipt). */
export async function verifyEntry(entry: EntryDetail, key: string, expected: string, check: CheckSignature = checkWithWebCrypto): Promise<EntryVerdict> {
  const checks: CheckResult[] = [checkLeaf(entry, expected), checkPayload(entry)];
  if (!entry.proof) {
    checks.push({ id: 'signature', state: 'pending' }, { id: 'inclusion', state: 'pending' });
    return { checks, state: worst(checks) };
  }
  const { result, checkpoint } = await checkCheckpoint(entry.proof.checkpoint, key, check);
  checks.push(result);
  if (!checkpoint) return { checks, state: worst(checks) };
  checks.push(checkInclusion(entry, checkpoint));
  return { checks, state: worst(checks), tree: { size: checkpoint.size, root: bytesToHex(checkpoint.root) } };
}

/** A receipt's proof file: is this leaf hash in the log under a signature of this key? Of the content a receipt holds only the hash. */
export async function verifyReceipt(proofText: string, leaf: string, key: string, check: CheckSignature = checkWithWebCrypto): Promise<EntryVerdict> {
  let proof: TlogProof;
  try {
    proof = parseProof(proofText);
  } catch (error) {
    const checks = [faultOf('inclusion', error)];
    return { checks, state: worst(checks) };
  }
  const { result, checkpoint } = await checkCheckpoint(proof.checkpoint, key, check);
  const checks: CheckResult[] = [result];
  if (!checkpoint) return { checks, state: worst(checks) };
  const computed = rootFromInclusion(proof.index, checkpoint.size, hexToBytes(leaf), proof.path);
  checks.push(compare('inclusion', bytesToHex(checkpoint.root), computed ? bytesToHex(computed) : '–'));
  return { checks, state: worst(checks), tree: { size: checkpoint.size, root: bytesToHex(checkpoint.root) } };
}

const compare = (id: CheckId, expected: string, found: string): CheckResult => (expected === found ? { id, state: 'ok' } : { id, state: 'bad', expected, found });

function checkLeaf(entry: EntryDetail, expected: string): CheckResult {
  try {
    const leaf = parseLeaf(utf8ToBytes(entry.leaf));
    const computed = leafHash(leaf);
    if (computed !== expected) return { id: 'leaf', state: 'bad', expected, found: computed };
    // What is shown beside the leaf must be what the leaf says.
    const [stated, shown] = [[leaf.stream, String(leaf.seq), leaf.payloadHash].join(' '), [entry.stream, String(entry.seq), entry.payloadHash].join(' ')];
    return compare('leaf', stated, shown);
  } catch (error) {
    return faultOf('leaf', error);
  }
}

function checkPayload(entry: EntryDetail): CheckResult {
  if (entry.payloadState !== 'shown') return { id: 'payload', state: 'skipped', why: entry.payloadState };
  try {
    return compare('payload', entry.payloadHash, payloadHash(entry.salt, entry.payload as never));
  } catch (error) {
    return faultOf('payload', error);
  }
}

/** A checkpoint whose signature holds; without Ed25519 its text is still used, and the check says that it was left out. */
export async function checkCheckpoint(note: string, key: string, check: CheckSignature = checkWithWebCrypto): Promise<{ result: CheckResult; checkpoint?: Checkpoint }> {
  try {
    const verifier = parseVerifierKey(key);
    const checkpoint = parseCheckpoint(await verifyNote(note, verifier, check));
    return { result: compare('signature', verifier.name, checkpoint.origin), checkpoint };
  } catch (error) {
    if (!(error instanceof NoEd25519)) return { result: faultOf('signature', error) };
    const checkpoint = unsigned(note);
    return { result: { id: 'signature', state: 'skipped', why: 'no-ed25519' }, ...(checkpoint && { checkpoint }) };
  }
}

function unsigned(note: string): Checkpoint | undefined {
  try {
    return parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
  } catch {
    return undefined;
  }
}

function checkInclusion(entry: EntryDetail, checkpoint: Checkpoint): CheckResult {
  const { index, size, path } = entry.proof!;
  try {
    if (size !== checkpoint.size) return { id: 'inclusion', state: 'bad', expected: String(checkpoint.size), found: String(size) };
    const computed = rootFromInclusion(index, size, hexToBytes(leafHash(parseLeaf(utf8ToBytes(entry.leaf)))), path.map(hexToBytes));
    return compare('inclusion', bytesToHex(checkpoint.root), computed ? bytesToHex(computed) : '–');
  } catch (error) {
    return faultOf('inclusion', error);
  }
}

const faultOf = (id: CheckId, error: unknown): CheckResult =>
  error instanceof LedgerError ? { id, state: 'bad', expected: error.expected, found: error.received } : { id, state: 'bad', expected: '', found: error instanceof Error ? error.message : String(error) };

const ORDER: readonly CheckResult['state'][] = ['ok', 'skipped', 'pending', 'bad'];
/** A payload that isn't shown leaves a sound entry sound: its hash is in the leaf. */
function worst(checks: readonly CheckResult[]): CheckResult['state'] {
  const counted = checks.filter((check) => !(check.id === 'payload' && check.state === 'skipped'));
  return counted.reduce<CheckResult['state']>((state, check) => (ORDER.indexOf(check.state) > ORDER.indexOf(state) ? check.state : state), 'ok');
}
