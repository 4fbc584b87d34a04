import { bytesToHex, hashLeaf, sameHash, utf8ToBytes, type Hash } from '../../ledger/hash';
import { MerkleLog } from '../../ledger/merkle-log';
import { append, consistencyProof, emptyFrontier, inclusionProof, rangesOf, rootFromInclusion, rootOf, rootOfFrontier, split, verifyConsistency, verifyInclusion } from '../../ledger/tree';
import { decodeBundle, decodeTile, encodeBundle, encodeTile, parseTilePath, tilePath, tileRoot, tileWidth } from '../../ledger/tiles';

const SIZES = 130;
const leaves: Hash[] = Array.from({ length: SIZES }, (_, n) => hashLeaf(utf8ToBytes(`leaf ${n}`)));
const flipped = (hash: Hash): Hash => hash.map((byte, n) => (n === 7 ? byte ^ 1 : byte));

/** MTH of RFC 6962 as its text says it, for comparison. */
function naiveRoot(part: Hash[]): Hash {
  if (part.length === 1) return part[0]!;
  const k = split(part.length);
  return require('../../ledger/hash').hashChildren(naiveRoot(part.slice(0, k)), naiveRoot(part.slice(k)));
}

describe('Merkle tree of RFC 6962', () => {
  test('known roots: the empty tree, and the RFC’s own seven inputs', () => {
    expect(bytesToHex(rootOf([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].map((hex) => hashLeaf(Uint8Array.from(Buffer.from(hex, 'hex'))));
    expect(bytesToHex(rootOf(inputs.slice(0, 1)))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(bytesToHex(rootOf(inputs.slice(0, 2)))).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
    expect(bytesToHex(rootOf(inputs))).toBe('ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c');
  });

  test(`growth, recursion and the mirror give the same root at every size to ${SIZES}`, () => {
    let frontier = emptyFrontier();
    const log = new MerkleLog();
    for (let size = 1; size <= SIZES; size++) {
      frontier = append(frontier, leaves[size - 1]!);
      log.append(leaves[size - 1]!);
      const expected = bytesToHex(naiveRoot(leaves.slice(0, size)));
      expect(bytesToHex(rootOfFrontier(frontier))).toBe(expected);
      expect(bytesToHex(log.root())).toBe(expected);
    }
  });

  test('every leaf of every size is proved, and a flipped bit anywhere fails', () => {
    const range = rangesOf(leaves);
    for (let size = 1; size <= 70; size++) {
      const root = naiveRoot(leaves.slice(0, size));
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(index, size, range);
        expect(verifyInclusion(index, size, leaves[index]!, proof, root)).toBe(true);
        expect(verifyInclusion(index, size, flipped(leaves[index]!), proof, root)).toBe(false);
        expect(verifyInclusion(index, size, leaves[index]!, proof, flipped(root))).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion(index, size, leaves[index]!, [flipped(proof[0]!), ...proof.slice(1)], root)).toBe(false);
          expect(rootFromInclusion(index, size, leaves[index]!, proof.slice(1))).toBeUndefined();
        }
      }
    }
  });

  test('every pair of sizes is consistent, and a flipped bit anywhere fails', () => {
    const range = rangesOf(leaves);
    for (let size = 1; size <= 48; size++) {
      const root = naiveRoot(leaves.slice(0, size));
      for (let old = 1; old <= size; old++) {
        const oldRoot = naiveRoot(leaves.slice(0, old));
        const proof = consistencyProof(old, size, range);
        expect(verifyConsistency(old, size, oldRoot, root, proof)).toBe(true);
        if (old === size) continue;
        expect(verifyConsistency(old, size, flipped(oldRoot), root, proof)).toBe(false);
        expect(verifyConsistency(old, size, oldRoot, flipped(root), proof)).toBe(false);
        expect(verifyConsistency(old, size, oldRoot, root, [flipped(proof[0]!), ...proof.slice(1)])).toBe(false);
      }
    }
  });
});

describe('tiles', () => {
  test.each([
    [0, 256, '000'],
    [999, 256, '999'],
    [1_234_067, 256, 'x001/x234/067'],
    [5, 17, '005.p/17'],
  ])('path of tile %i of width %i is %s', (n, width, path) => {
    expect(tilePath(n, width)).toBe(path);
    expect(parseTilePath(path)).toEqual({ n, width });
  });

  test.each(['', '1', '0001', 'x000/001', '../../etc', '001.p/0', '001.p/256', '001.p/007'])('refuses the path "%s"', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  test('a full tile’s root is one hash of the level above', () => {
    const many = Array.from({ length: 512 }, (_, n) => hashLeaf(utf8ToBytes(`${n}`)));
    const log = new MerkleLog();
    for (const hash of many) log.append(hash);
    expect(tileWidth(1, 0, 512)).toBe(2);
    expect(log.tile(1, 0, 2).every((hash, n) => sameHash(hash, tileRoot(many.slice(n * 256, n * 256 + 256))))).toBe(true);
  });

  test('tiles and entry bundles read back as they were written', () => {
    expect(decodeTile(encodeTile(leaves)).map(bytesToHex)).toEqual(leaves.map(bytesToHex));
    const texts = ['', 'a', 'x'.repeat(300)].map(utf8ToBytes);
    expect(decodeBundle(encodeBundle(texts))).toEqual(texts);
    expect(() => decodeBundle(encodeBundle(texts).slice(0, -1))).toThrow(/TILE/);
  });
});
