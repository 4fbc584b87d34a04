/**
 * Tiles of height 8 (c2sp.org/tlog-tiles): tile <L>/<N> holds up to 256 hashes of level 8·L, from hash 256·N on; a partial
 * tile carries its width. Entry bundles hold the leaves themselves, each after its length in two bytes.
 */
import { LedgerError } from './errors';
import { hashChildren, type Hash } from './hash';

export const TILE_WIDTH = 256;
const HASH_BYTES = 32;

/** `x001/x234/067`, and `.p/<width>` for a partial tile. */
export function tilePath(n: number, width = TILE_WIDTH): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g)!;
  const path = groups.map((group, index) => (index === groups.length - 1 ? group : `x${group}`)).join('/');
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/** Reads what `tilePath` writes; undefined for any other spelling. */
export function parseTilePath(path: string): { n: number; width: number } | undefined {
  const match = /^((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return undefined;
  const n = Number(match[1]!.replace(/[x/]/g, ''));
  const width = match[2] === undefined ? TILE_WIDTH : Number(match[2]);
  if (width < 1 || width > TILE_WIDTH || (match[2] !== undefined && width === TILE_WIDTH)) return undefined;
  return tilePath(n, width) === path ? { n, width } : undefined;
}

/** How wide tile <L>/<N> is in a tree of `size` leaves; 0 when it is not there. */
export function tileWidth(level: number, n: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH));
}

/** Root of a full tile: one hash of the level above. */
export function tileRoot(hashes: readonly Hash[]): Hash {
  if (hashes.length === 1) return hashes[0]!;
  const half = hashes.length / 2;
  return hashChildren(tileRoot(hashes.slice(0, half)), tileRoot(hashes.slice(half)));
}

/** Bytes of a tile. */
export function encodeTile(hashes: readonly Hash[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  hashes.forEach((hash, n) => bytes.set(hash, n * HASH_BYTES));
  return bytes;
}

export function decodeTile(bytes: Uint8Array): Hash[] {
  if (bytes.length % HASH_BYTES !== 0) throw new LedgerError('TILE', 'tile', `a multiple of ${HASH_BYTES} bytes`, `${bytes.length}`);
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, n) => bytes.slice(n * HASH_BYTES, (n + 1) * HASH_BYTES));
}

/** Bytes of an entry bundle. A leaf has at most 65,535 bytes. */
export function encodeBundle(leaves: readonly Uint8Array[]): Uint8Array {
  const total = leaves.reduce((sum, leaf) => sum + 2 + leaf.length, 0);
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const leaf of leaves) {
    if (leaf.length > 0xffff) throw new LedgerError('TILE', 'entry bundle', 'at most 65535 bytes', `${leaf.length}`);
    bytes[at] = leaf.length >> 8;
    bytes[at + 1] = leaf.length & 0xff;
    bytes.set(leaf, at + 2);
    at += 2 + leaf.length;
  }
  return bytes;
}

export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
    const end = at + 2 + length;
    if (end > bytes.length) throw new LedgerError('TILE', `entry bundle, byte ${at}`, `${length} bytes`, `${bytes.length - at - 2}`);
    leaves.push(bytes.slice(at + 2, end));
    at = end;
  }
  return leaves;
}
