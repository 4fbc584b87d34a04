import { checkEd25519, newSigningKey, signerFrom } from '../../ledger/ed25519-node';
import { bytesToHex, hashLeaf, hexToBytes, utf8ToBytes } from '../../ledger/hash';
import { checkStream, leafBytes, leafHash, parseLeaf, payloadHash, type Leaf } from '../../ledger/leaf';
import { MerkleLog } from '../../ledger/merkle-log';
import { checkpointText, openNote, parseCheckpoint, parseVerifierKey, signNote, verifierKey, verifyNote } from '../../ledger/note';
import { encodeProof, parseProof, verifyProof } from '../../ledger/proof';
import { verifyLog, type LoggedEntry } from '../../ledger/verify';
import type { LedgerError } from '../../ledger/errors';

const signer = signerFrom('bungo.test/log', newSigningKey());
const other = signerFrom('bungo.test/log', newSigningKey());

const leaf = (stream: string, seq: number, prev: string | null, payload = 'p'): { leaf: Leaf; salt: string; payload: string } => {
  const salt = '00'.repeat(32);
  return {
    leaf: { v: 1, stream, seq, prev, type: 'test', actor: 'engine', at: '2026-01-02T03:04:05.678Z', definition: null, payloadHash: payloadHash(salt, payload) },
    salt,
    payload,
  };
};

describe('leaf', () => {
  test('reads back what it writes, and refuses another spelling of the same JSON', () => {
    const { leaf: one } = leaf('s', 0, null);
    expect(parseLeaf(leafBytes(one))).toEqual(one);
    expect(() => parseLeaf(utf8ToBytes(JSON.stringify(one, null, 1)))).toThrow(/LEAF_FORM/);
    expect(() => parseLeaf(utf8ToBytes('{"v":2}'))).toThrow(/LEAF_FORM/);
  });

  test('the chain names a gap and a wrong predecessor', () => {
    const first = leaf('s', 0, null).leaf;
    const second = leaf('s', 1, leafHash(first)).leaf;
    expect(() => checkStream([first, second])).not.toThrow();
    expect(() => checkStream([first, { ...second, seq: 2 }])).toThrow(/CHAIN_GAP/);
    expect(() => checkStream([first, { ...second, prev: 'ab'.repeat(32) }])).toThrow(/CHAIN_PREV/);
  });
});

describe('signed note', () => {
  const text = checkpointText({ origin: signer.name, size: 3, root: new Uint8Array(32).fill(7), extensions: [] });
  const note = signNote(text, [signer]);

  test('the key that signed verifies; another of the same name does not', async () => {
    await expect(verifyNote(note, parseVerifierKey(verifierKey(signer)), checkEd25519)).resolves.toBe(text);
    await expect(verifyNote(note, other, checkEd25519)).rejects.toThrow(/SIGNATURE/);
  });

  test('a changed text or signature does not verify', async () => {
    await expect(verifyNote(note.replace('\n3\n', '\n4\n'), signer, checkEd25519)).rejects.toThrow(/SIGNATURE/);
  });

  test('a checkpoint reads back', () => {
    expect(parseCheckpoint(openNote(note).text)).toEqual({ origin: signer.name, size: 3, root: new Uint8Array(32).fill(7), extensions: [] });
    expect(() => parseCheckpoint('x\n03\nAAAA\n')).toThrow(/NOTE_FORM/);
  });

  test('a verifier key with another hash is refused', () => {
    expect(() => parseVerifierKey(verifierKey(signer).replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toThrow(/NOTE_FORM/);
  });
});

describe('receipt', () => {
  test('proves its own leaf only', async () => {
    const log = new MerkleLog();
    const hashes = Array.from({ length: 11 }, (_, n) => hashLeaf(utf8ToBytes(`${n}`)));
    for (const hash of hashes) log.append(hash);
    const checkpoint = signNote(checkpointText({ origin: signer.name, size: 11, root: log.root(), extensions: [] }), [signer]);
    const receipt = encodeProof({ index: 4, path: log.inclusion(4), checkpoint });
    expect(parseProof(receipt).index).toBe(4);
    await expect(verifyProof(receipt, hashes[4]!, signer, checkEd25519)).resolves.toMatchObject({ size: 11 });
    await expect(verifyProof(receipt, hashes[5]!, signer, checkEd25519)).rejects.toThrow(/INCLUSION/);
  });
});

describe('a whole log', () => {
  function logOf(count: number) {
    const order: { id: string; hash: string }[] = [];
    const entries = new Map<string, LoggedEntry>();
    const log = new MerkleLog();
    let prev: string | null = null;
    for (let n = 0; n < count; n++) {
      const one = leaf('process:p', n, prev, `payload ${n}`);
      prev = leafHash(one.leaf);
      const id = `process:p:${n}`;
      order.push({ id, hash: prev });
      entries.set(id, { id, ...one, leafHash: prev });
      log.append(hexToBytes(prev));
    }
    const checkpoint = signNote(checkpointText({ origin: signer.name, size: count, root: log.root(), extensions: [] }), [signer]);
    return { order, entries, checkpoint, verifier: signer, check: checkEd25519 };
  }
  const faultOf = async (change: (log: ReturnType<typeof logOf>) => void): Promise<Partial<LedgerError>> => {
    const log = logOf(7);
    change(log);
    return verifyLog(log).then(() => ({}), (error: LedgerError) => ({ code: error.code, place: error.place }));
  };

  test('verifies, also with an erased payload', async () => {
    const log = logOf(7);
    const { payload: _gone, ...erased } = log.entries.get('process:p:3')!;
    log.entries.set('process:p:3', erased);
    await expect(verifyLog(log)).resolves.toMatchObject({ entries: 7, streams: 1, erased: 1, size: 7 });
  });

  test.each<[string, string, (log: ReturnType<typeof logOf>) => void]>([
    ['a changed payload', 'PAYLOAD_HASH', (log) => (log.entries.get('process:p:4')!.payload = 'other')],
    ['a changed leaf', 'LEAF_HASH', (log) => (log.entries.get('process:p:4')!.leaf.actor = 'user:eve')],
    ['a missing entry', 'ENTRY_MISSING', (log) => log.entries.delete('process:p:4')],
    ['an entry that is in twice', 'ENTRY_TWICE', (log) => log.order.splice(4, 0, log.order[3]!)],
  ])('%s is found and named', async (_, code, change) => {
    const fault = await faultOf(change);
    expect(fault.code).toBe(code);
    expect(fault.place).toMatch(/process:p:[34]/);
  });

  test('entries that changed places break the chain or the root', async () => {
    expect((await faultOf((log) => log.order.splice(4, 2, log.order[5]!, log.order[4]!))).code).toBe('CHAIN_GAP');
  });

  test('another root than the signed one is found', async () => {
    expect(
      (
        await faultOf((log) => {
          log.checkpoint = signNote(checkpointText({ origin: signer.name, size: 7, root: new Uint8Array(32), extensions: [] }), [signer]);
        })
      ).code,
    ).toBe('ROOT');
  });

  test('hashes are hex of 32 bytes', () => expect(bytesToHex(hashLeaf(new Uint8Array()))).toHaveLength(64));
});
