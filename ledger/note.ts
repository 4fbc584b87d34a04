/**
 * Signed notes (c2sp.org/signed-note) with Ed25519, and checkpoints (c2sp.org/tlog-checkpoint) in them.
 *
 *   bungo.example/kebijakan
 *   42
 *   <base64 root>
 *
 *   — bungo.example/kebijakan <base64 of 4 bytes of key hash and 64 of signature>
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { LedgerError } from './errors';
import { bytesToHex, concatBytes, fromBase64, hashFromBase64, toBase64, utf8ToBytes, type Hash } from './hash';

/** What a key signs: notes, or (a witness's) checkpoints with the time. */
const ED25519 = 1;
export const ED25519_COSIGNATURE = 4;

export interface Verifier {
  name: string;
  keyHash: Uint8Array;
  publicKey: Uint8Array;
}
export interface Signer extends Verifier {
  sign(message: Uint8Array): Uint8Array;
}
/** Checks an Ed25519 signature: Node's crypto or the browser's. */
export type CheckSignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

/** First four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ public key). */
export const keyHashOf = (name: string, publicKey: Uint8Array, algorithm = ED25519): Uint8Array =>
  sha256(concatBytes(utf8ToBytes(`${name}\n`), new Uint8Array([algorithm]), publicKey)).slice(0, 4);

/** `name+hash+base64(algorithm ‖ key)`: what is handed to a verifier. */
export const verifierKey = ({ name, keyHash, publicKey }: Verifier): string =>
  `${name}+${bytesToHex(keyHash)}+${toBase64(concatBytes(new Uint8Array([ED25519]), publicKey))}`;

/** Reads a key for notes, or with `ED25519_COSIGNATURE` a witness's. Throws `NOTE_FORM`. */
export function parseVerifierKey(text: string, algorithm = ED25519): Verifier {
  const [name, hash, ...rest] = text.trim().split('+');
  const key = name && hash && rest.length > 0 ? fromBase64(rest.join('+')) : new Uint8Array();
  if (!name || key[0] !== algorithm || key.length !== 33) {
    throw new LedgerError('NOTE_FORM', 'verifier key', `name+hash+key of Ed25519 (type ${algorithm})`, text.slice(0, 60));
  }
  const publicKey = key.slice(1);
  const keyHash = keyHashOf(name, publicKey, algorithm);
  if (bytesToHex(keyHash) !== hash) throw new LedgerError('NOTE_FORM', 'verifier key', bytesToHex(keyHash), hash ?? '');
  return { name, keyHash, publicKey };
}

export interface SignatureLine {
  name: string;
  keyHash: Uint8Array;
  signature: Uint8Array;
}

/** Signs a text, which must end with a newline. */
export function signNote(text: string, signers: readonly Signer[]): string {
  const lines = signers.map((signer) => `— ${signer.name} ${toBase64(concatBytes(signer.keyHash, signer.sign(utf8ToBytes(text))))}\n`);
  return `${text}\n${lines.join('')}`;
}

/** Takes a note apart; signatures are not checked yet. */
export function openNote(note: string): { text: string; signatures: SignatureLine[] } {
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0 || !note.endsWith('\n')) throw new LedgerError('NOTE_FORM', 'note', 'text, an empty line, signatures', note.slice(0, 60));
  const signatures = note
    .slice(cut + 2, -1)
    .split('\n')
    .map((line) => {
      const match = /^— (\S+) (\S+)$/.exec(line);
      const bytes = match ? fromBase64(match[2]!) : new Uint8Array();
      if (!match || bytes.length < 5) throw new LedgerError('NOTE_FORM', 'signature line', '— name base64', line.slice(0, 60));
      return { name: match[1]!, keyHash: bytes.slice(0, 4), signature: bytes.slice(4) };
    });
  return { text: note.slice(0, cut + 1), signatures };
}

/** The text of a note that this key has signed. Throws `SIGNATURE` otherwise. */
export async function verifyNote(note: string, verifier: Verifier, check: CheckSignature): Promise<string> {
  const { text, signatures } = openNote(note);
  for (const line of signatures) {
    if (line.name !== verifier.name || bytesToHex(line.keyHash) !== bytesToHex(verifier.keyHash)) continue;
    if (await check(verifier.publicKey, utf8ToBytes(text), line.signature)) return text;
    throw new LedgerError('SIGNATURE', `signature of ${line.name}`, 'a valid signature', 'another one');
  }
  throw new LedgerError('SIGNATURE', 'note', `a signature of ${verifier.name}`, signatures.map(({ name }) => name).join(', ') || 'none');
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Hash;
  extensions: string[];
}

export const checkpointText = ({ origin, size, root, extensions }: Checkpoint): string =>
  [origin, String(size), toBase64(root), ...extensions, ''].join('\n');

export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const [origin, size, root, ...rest] = lines;
  // 15 digits stay exact as a number; an empty line would end the extensions early for another reader.
  if (!origin || !size || !/^(0|[1-9]\d{0,14})$/.test(size) || !root || rest.at(-1) !== '' || rest.slice(0, -1).includes('')) {
    throw new LedgerError('NOTE_FORM', 'checkpoint', 'origin, size, root', text.slice(0, 80));
  }
  return { origin, size: Number(size), root: hashFromBase64(root), extensions: rest.slice(0, -1) };
}

/** A witness's cosignature/v1 (c2sp.org/tlog-cosignature): eight bytes of time, then Ed25519 over a line with that time and the checkpoint. */
export async function verifyCosignature(text: string, line: SignatureLine, publicKey: Uint8Array, check: CheckSignature): Promise<{ at: number } | undefined> {
  if (line.signature.length !== 72) return undefined;
  const seconds = Number(new DataView(line.signature.buffer, line.signature.byteOffset).getBigUint64(0));
  const message = utf8ToBytes(`cosignature/v1\ntime ${seconds}\n${text}`);
  return (await check(publicKey, message, line.signature.slice(8))) ? { at: seconds * 1000 } : undefined;
}
