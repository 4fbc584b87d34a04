/**
 * The Merkle tree of RFC 6962, section 2.1: roots, growth, inclusion and consistency proofs. All by leaf hashes; a tree
 * of n leaves needs n hashes of 32 bytes for proofs, and log2(n) for growth alone.
 */
import { EMPTY_ROOT, hashChildren, sameHash, type Hash } from './hash';

/** The roots of the complete subtrees of a tree, left to right, largest first: all that growth needs. */
export interface Frontier {
  size: number;
  roots: Hash[];
}

export const emptyFrontier = (): Frontier => ({ size: 0, roots: [] });

/** Adds one leaf hash. Amortised constant time. */
export function append(frontier: Frontier, leaf: Hash): Frontier {
  const roots = [...frontier.roots, leaf];
  for (let n = frontier.size; n % 2 === 1; n = Math.floor(n / 2)) {
    const right = roots.pop()!;
    roots.push(hashChildren(roots.pop()!, right));
  }
  return { size: frontier.size + 1, roots };
}

/** Root of the tree that a frontier stands for. */
export function rootOfFrontier({ roots }: Frontier): Hash {
  if (roots.length === 0) return EMPTY_ROOT;
  return [...roots].reverse().reduce((right, left) => hashChildren(left, right));
}

/** MTH of RFC 6962 over all leaf hashes. */
export const rootOf = (leaves: readonly Hash[]): Hash => rootOfFrontier(leaves.reduce(append, emptyFrontier()));

/** Root of leaves [from, to): how a proof asks for subtrees. */
export type RangeRoot = (from: number, to: number) => Hash;

/** Roots of ranges by plain recursion over all leaf hashes. */
export function rangesOf(leaves: readonly Hash[]): RangeRoot {
  const root = (from: number, to: number): Hash => {
    if (to - from === 1) return leaves[from]!;
    const middle = from + split(to - from);
    return hashChildren(root(from, middle), root(middle, to));
  };
  return root;
}

/** Largest power of two below n (n > 1). */
export function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** PATH(index, D[size]) of RFC 6962, from the leaf upwards. */
export function inclusionProof(index: number, size: number, range: RangeRoot): Hash[] {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path = (at: number, from: number, to: number): Hash[] => {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return at < middle ? [...path(at, from, middle), range(middle, to)] : [...path(at, middle, to), range(from, middle)];
  };
  return path(index, 0, size);
}

/** The root that a leaf hash and its proof lead to; undefined when the proof has the wrong length. */
export function rootFromInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[]): Hash | undefined {
  if (index < 0 || index >= size) return undefined;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = hashChildren(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = hashChildren(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}

export function verifyInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[], root: Hash): boolean {
  const led = rootFromInclusion(index, size, leaf, proof);
  return led !== undefined && sameHash(led, root);
}

/** PROOF(old, D[size]) of RFC 6962: the tree of `size` begins with the tree of `old`. */
export function consistencyProof(old: number, size: number, range: RangeRoot): Hash[] {
  if (old < 0 || old > size) throw new RangeError(`no tree of ${old} in a tree of ${size}`);
  if (old === 0 || old === size) return [];
  const proof = (m: number, from: number, to: number, whole: boolean): Hash[] => {
    const n = to - from;
    if (m === n) return whole ? [] : [range(from, to)];
    const k = split(n);
    return m <= k ? [...proof(m, from, from + k, whole), range(from + k, to)] : [...proof(m - k, from + k, to, false), range(from, from + k)];
  };
  return proof(old, 0, size, true);
}

/** RFC 9162, 2.1.4.2. */
export function verifyConsistency(old: number, size: number, oldRoot: Hash, root: Hash, proof: readonly Hash[]): boolean {
  if (old === size) return proof.length === 0 && sameHash(oldRoot, root);
  if (old === 0) return proof.length === 0 && sameHash(oldRoot, EMPTY_ROOT);
  if (old > size || proof.length === 0) return false;
  const path = powerOfTwo(old) ? [oldRoot, ...proof] : [...proof];
  let node = old - 1;
  let last = size - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let first = path[0]!;
  let second = path[0]!;
  for (const step of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      first = hashChildren(step, first);
      second = hashChildren(step, second);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      second = hashChildren(second, step);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameHash(first, oldRoot) && sameHash(second, root);
}

const powerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n));
