import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical';
import type { Json, ProcessDefinition } from './types';

/** What identifies a published version: the SHA-256 of its canonical JSON, in hex. The order in which its fields were written doesn't count. */
export function definitionHash(definition: ProcessDefinition): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(definition as unknown as Json))));
}
