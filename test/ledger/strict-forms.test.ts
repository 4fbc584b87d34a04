/** One value has one spelling: what a lenient reader lets pass, two readers can read differently. */
import { fromBase64, hashFromBase64, hashLeaf, toBase64, utf8ToBytes } from '../../ledger/hash';
import { leafBytes, parseLeaf, type Leaf } from '../../ledger/leaf';
import { keyHashOf, openNote, parseCheckpoint, verifyCosignature } from '../../ledger/note';
import { checkEd25519, newSigningKey, signerFrom } from '../../ledger/ed25519-node';
import { encodeProof, parseProof } from '../../ledger/proof';
import { verifyConsistency } from '../../ledger/tree';

const hash = hashLeaf(utf8ToBytes('a'));

test.each(['AAA', 'AA==\n', ' AAAA', 'AB==', 'A-_=', '*'])('[T7] base64 has one spelling: %j is refused', (text) => {
  expect(() => fromBase64(text)).toThrow(/BASE64/);
});

test('[T7] a hash in base64 has 32 bytes', () => {
  expect(hashFromBase64(toBase64(hash))).toEqual(hash);
  expect(() => hashFromBase64(toBase64(hash.slice(1)))).toThrow(/BASE64/);
});

test('[T7] a leaf is UTF-8: another byte does not pass as the replacement character', () => {
  const leaf: Leaf = {
    v: 1,
    stream: 's',
    seq: 0,
    prev: null,
    type: 't',
    actor: 'user:\uFFFD',
    at: '2026-01-01T00:00:00.000Z',
    definition: null,
    payloadHash: '00'.repeat(32),
  };
  const bytes = leafBytes(leaf);
  expect(parseLeaf(bytes)).toEqual(leaf);
  const at = bytes.indexOf(0xef);
  expect(() => parseLeaf(Uint8Array.from([...bytes.slice(0, at), 0xff, ...bytes.slice(at + 3)]))).toThrow(/LEAF_FORM/);
});

test('[T7] a checkpoint has no empty extension line and a size that is exact', () => {
  const root = toBase64(hash);
  expect(parseCheckpoint(`log\n5\n${root}\nmore\n`).extensions).toEqual(['more']);
  for (const text of [
    `log\n5\n${root}\n\nmore\n`,
    `log\n05\n${root}\n`,
    `log\n99999999999999999999\n${root}\n`,
    `log\n5\nAAAA\n`,
  ]) {
    expect(() => parseCheckpoint(text)).toThrow(/NOTE_FORM|BASE64/);
  }
});

test('[T8] a receipt may carry extra data, and reads back', () => {
  const proof = { index: 3, path: [hash, hash], checkpoint: 'log\n4\nx\n\n— log AAAA\n', extra: utf8ToBytes('salt') };
  expect(parseProof(encodeProof(proof))).toEqual(proof);
  const { extra: _none, ...plain } = proof;
  expect(parseProof(encodeProof(plain))).toEqual(plain);
});

test('[T8] the empty tree has its own root: another one is consistent with nothing', () => {
  expect(verifyConsistency(0, 4, hash, hash, [])).toBe(false);
});

test('[T9] a witness signs the time and the checkpoint; another time or text is no cosignature', async () => {
  const witness = signerFrom('witness.example/w1', newSigningKey());
  const text = `log\n5\n${toBase64(hash)}\n`;
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, 1_700_000_000n);
  const signature = Uint8Array.from([
    ...time,
    ...witness.sign(utf8ToBytes(`cosignature/v1\ntime 1700000000\n${text}`)),
  ]);
  const keyHash = keyHashOf(witness.name, witness.publicKey, 4);
  const line = openNote(`${text}\n— ${witness.name} ${toBase64(Uint8Array.from([...keyHash, ...signature]))}\n`)
    .signatures[0]!;
  await expect(verifyCosignature(text, line, witness.publicKey, checkEd25519)).resolves.toEqual({
    at: 1_700_000_000_000,
  });
  await expect(
    verifyCosignature(text.replace('5', '6'), line, witness.publicKey, checkEd25519),
  ).resolves.toBeUndefined();
  const later = { ...line, signature: Uint8Array.from(line.signature, (byte, n) => (n === 7 ? byte ^ 1 : byte)) };
  await expect(verifyCosignature(text, later, witness.publicKey, checkEd25519)).resolves.toBeUndefined();
});
