/** SHA-256 as RFC 6962 uses it. Hashes are lower-case hex in JSON and bytes in the tree. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { LedgerError } from './errors';

export { bytesToHex, concatBytes, hexToBytes, utf8ToBytes };
export type Hash = Uint8Array;

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** SHA-256(0x00 ‖ bytes): the hash of a leaf (RFC 6962, 2.1). */
export const hashLeaf = (bytes: Uint8Array): Hash => sha256(concatBytes(LEAF, bytes));
/** SHA-256(0x01 ‖ left ‖ right): the hash of an inner node. */
export const hashChildren = (left: Hash, right: Hash): Hash => sha256(concatBytes(NODE, left, right));
/** Hash of the empty tree. */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array());

export const sameHash = (a: Hash, b: Hash): boolean => a.length === b.length && a.every((byte, n) => byte === b[n]);

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Throws `BASE64` for anything that `toBase64` would not have written: one value has one spelling. */
export function fromBase64(text: string): Uint8Array {
  let bytes: Uint8Array | undefined;
  try {
    bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // Told below, together with the spellings that `atob` lets pass.
  }
  if (!bytes || toBase64(bytes) !== text) throw new LedgerError('BASE64', 'text', 'padded base64', text.slice(0, 60));
  return bytes;
}

/** One SHA-256 in base64. Throws `BASE64` for other lengths too. */
export function hashFromBase64(text: string): Hash {
  const hash = fromBase64(text);
  if (hash.length !== EMPTY_ROOT.length) throw new LedgerError('BASE64', 'hash', `${EMPTY_ROOT.length} bytes`, `${hash.length}`);
  return hash;
}
