/** SHA-256 as RFC 6962 uses it. Hashes are lower-case hex in JSON and bytes in the tree. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

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

/** Throws `InvalidCharacterError` for what is no base64. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
