import { checkEd25519, newSigningKey, signerFrom } from '../../ledger/ed25519-node';
import { bytesToHex, hexToBytes } from '../../ledger/hash';
import { leafBytes, leafHash, payloadHash, type Leaf } from '../../ledger/leaf';
import { checkpointText, signNote, verifierKey } from '../../ledger/note';
import { encodeProof } from '../../ledger/proof';
import { inclusionProof, rangesOf, rootOf } from '../../ledger/tree';
import { checkWithWebCrypto, NoEd25519, verifyEntry, verifyReceipt } from '../../designer/audit/verify-entry';
import type { EntryDetail } from '../../server/contract/ledger';

const signer = signerFrom('log.example', newSigningKey());
const key = verifierKey(signer);
const SALT = '00112233445566778899aabbccddeeff';
const PAYLOAD = { input: 'Setuju.' };
const INDEX = 3;

const leaf: Leaf = {
  v: 1, actor: 'public', at: '2026-11-24T03:00:00.000Z', definition: null, payloadHash: payloadHash(SALT, PAYLOAD), prev: null, seq: 0, stream: 'input:1', type: 'input-given',
};
const hashes = ['aa', 'bb', 'cc'].map((byte) => hexToBytes(byte.repeat(32)));
const leaves = [...hashes, hexToBytes(leafHash(leaf)), hexToBytes('dd'.repeat(32))];
const checkpoint = signNote(checkpointText({ origin: 'log.example', size: leaves.length, root: rootOf(leaves), extensions: [] }), [signer]);

const entry: EntryDetail = {
  id: 'input:1', stream: 'input:1', seq: 0, prev: null, type: 'input-given', actor: { type: 'public' }, at: leaf.at, acceptedAt: leaf.at, hash: leafHash(leaf), logIndex: INDEX, definition: null,
  payloadHash: leaf.payloadHash, salt: SALT, payload: PAYLOAD, payloadState: 'shown', leaf: new TextDecoder().decode(leafBytes(leaf)),
  proof: { index: INDEX, size: leaves.length, path: inclusionProof(INDEX, leaves.length, rangesOf(leaves)).map(bytesToHex), checkpoint },
};
const check = (change: Partial<EntryDetail> = {}, expected = entry.hash, verifier = key) => verifyEntry({ ...entry, ...change }, verifier, expected, checkEd25519);
const stateOf = async (id: string, verdict: ReturnType<typeof check>) => (await verdict).checks.find((one) => one.id === id)?.state;

describe('the check of an entry in the browser', () => {
  test('a sound entry passes every check and names the tree that it was followed to', async () => {
    expect(await check()).toEqual({
      state: 'ok',
      checks: (['leaf', 'payload', 'signature', 'inclusion'] as const).map((id) => ({ id, state: 'ok' })),
      tree: { size: 5, root: bytesToHex(rootOf(leaves)) },
    });
  });

  test('WebCrypto comes to the same as Node where it knows Ed25519', async () => {
    const verdict = await verifyEntry(entry, key, entry.hash, checkWithWebCrypto);
    expect(['ok', 'skipped']).toContain(verdict.state);
    expect(verdict.checks.filter((one) => one.state === 'bad')).toEqual([]);
  });

  test('a changed leaf, payload, place or signature is named', async () => {
    const other = { ...leaf, actor: 'user:mallory' };
    expect(await stateOf('leaf', check({ leaf: new TextDecoder().decode(leafBytes(other)) }))).toBe('bad');
    expect(await stateOf('inclusion', check({ leaf: new TextDecoder().decode(leafBytes(other)) }))).toBe('bad');
    expect(await stateOf('payload', check({ payload: { input: 'Menolak.' } }))).toBe('bad');
    expect(await stateOf('inclusion', check({ proof: { ...entry.proof!, index: 2 } }))).toBe('bad');
    expect(await stateOf('signature', check({ proof: { ...entry.proof!, checkpoint: checkpoint.replace('\n5\n', '\n6\n') } }))).toBe('bad');
    expect(await stateOf('leaf', check({}, 'ff'.repeat(32)))).toBe('bad');
    expect(await stateOf('leaf', check({ seq: 1 }))).toBe('bad');
  });

  test('a checkpoint of another log does not count', async () => {
    const strange = verifierKey(signerFrom('log.example', newSigningKey()));
    expect((await check({}, entry.hash, strange)).state).toBe('bad');
  });

  test('an entry that no checkpoint covers yet waits; a hidden payload leaves the entry sound', async () => {
    expect((await check({ proof: null })).state).toBe('pending');
    const hidden = await check({ payload: null, payloadState: 'hidden' });
    expect(hidden.state).toBe('ok');
    expect(hidden.checks[1]).toEqual({ id: 'payload', state: 'skipped', why: 'hidden' });
  });

  test('without Ed25519 the signature is said to be unchecked, never to hold', async () => {
    const verdict = await verifyEntry(entry, key, entry.hash, () => {
      throw new NoEd25519('none');
    });
    expect(verdict.state).toBe('skipped');
    expect(verdict.checks[2]).toEqual({ id: 'signature', state: 'skipped', why: 'no-ed25519' });
    expect(verdict.checks[3]?.state).toBe('ok');
  });
});

describe('the check of a receipt in the browser', () => {
  const proof = encodeProof({ index: INDEX, path: inclusionProof(INDEX, leaves.length, rangesOf(leaves)), checkpoint });
  const statesOf = async (text: string, leafHashHex = entry.hash) => (await verifyReceipt(text, leafHashHex, key, checkEd25519)).checks.map(({ id, state }) => `${id} ${state}`);

  test('signature and inclusion hold for its own leaf only', async () => {
    expect(await statesOf(proof)).toEqual(['signature ok', 'inclusion ok']);
    expect(await statesOf(proof, 'ff'.repeat(32))).toEqual(['signature ok', 'inclusion bad']);
    expect(await statesOf(proof.replace('index 3', 'index 2'))).toEqual(['signature ok', 'inclusion bad']);
    expect(await statesOf(proof.replace('\n5\n', '\n6\n'))).toEqual(['signature bad']);
    expect(await statesOf('not a proof')).toEqual(['inclusion bad']);
  });
});
