/** A whole log's hashes in memory, every complete subtree once: roots, proofs and tiles without hashing again. 64 bytes an entry. */
import { EMPTY_ROOT, hashChildren, type Hash } from './hash';
import { consistencyProof, inclusionProof, split } from './tree';

export class MerkleLog {
  /** levels[k][n] is the root of leaves [n·2^k, (n+1)·2^k). */
  private readonly levels: Hash[][] = [[]];

  get size(): number {
    return this.levels[0]!.length;
  }

  /** Adds a leaf hash; amortised one more hash. */
  append(leaf: Hash): void {
    let hash = leaf;
    for (let level = 0; ; level++) {
      const row = (this.levels[level] ??= []);
      row.push(hash);
      if (row.length % 2 === 1) return;
      hash = hashChildren(row[row.length - 2]!, row[row.length - 1]!);
    }
  }

  /** Root of leaves [from, to), at most log2 hashes. */
  readonly range = (from: number, to: number): Hash => {
    const width = to - from;
    const level = Math.log2(width);
    if (Number.isInteger(level) && from % width === 0) return this.levels[level]![from / width]!;
    const middle = from + split(width);
    return hashChildren(this.range(from, middle), this.range(middle, to));
  };

  root(size = this.size): Hash {
    return size === 0 ? EMPTY_ROOT : this.range(0, size);
  }

  inclusion(index: number, size = this.size): Hash[] {
    return inclusionProof(index, size, this.range);
  }

  consistency(old: number, size = this.size): Hash[] {
    return consistencyProof(old, size, this.range);
  }

  /** The hashes of tile <level>/<n>, at most `width` of them (c2sp.org/tlog-tiles). */
  tile(level: number, n: number, width: number): Hash[] {
    return (this.levels[level * 8] ?? []).slice(n * 256, n * 256 + width);
  }
}
