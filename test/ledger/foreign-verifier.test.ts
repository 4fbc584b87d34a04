/**
 * The contract of the ledger's address: other people's code verifies our log unchanged. The Go checksum database's own
 * packages (`golang.org/x/mod/sumdb/note` and `tlog`) read what we serve.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkEd25519, newSigningKey, signerFrom } from '../../ledger/ed25519-node';
import { hexToBytes, toBase64 } from '../../ledger/hash';
import { type Leaf, leafBytes, leafHash, payloadHash } from '../../ledger/leaf';
import { MerkleLog } from '../../ledger/merkle-log';
import {
  checkpointText,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
  verifierKey,
  verifyNote,
} from '../../ledger/note';
import { encodeProof } from '../../ledger/proof';
import { encodeBundle, encodeTile, TILE_WIDTH, tilePath, tileWidth } from '../../ledger/tiles';
import { type ForeignReport, foreignVerifier, runForeign } from './foreign/verifier';

jest.setTimeout(120_000);

const foreign = foreignVerifier();
const signer = signerFrom('ledger.example/bungo', newSigningKey());
/** One for all: what a payload says is no business of the tree's. */
const PAYLOAD_HASH = payloadHash('5a'.repeat(32), { text: 'putusan – “äöü” 🌾' });
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface MadeLog {
  folder: string;
  log: MerkleLog;
  leaves: Uint8Array[];
}

/** A log of our making, chained over three streams, written out file by file as `server/http/ledger-router.ts` serves it. */
function makeLog(size: number, { older = [] as number[], receipts = [] as number[] } = {}): MadeLog {
  const folder = mkdtempSync(join(tmpdir(), 'musyawarah-log-'));
  folders.push(folder);
  const log = new MerkleLog();
  const leaves = makeLeaves(size);
  for (const { hash } of leaves) log.append(hexToBytes(hash));
  const made: MadeLog = { folder, log, leaves: leaves.map(({ bytes }) => bytes) };
  write(folder, 'key', `${verifierKey(signer)}\n`);
  write(folder, 'checkpoint', noteOf(log, size));
  for (const old of older) write(folder, `checkpoints/${String(old).padStart(8, '0')}`, noteOf(log, old));
  writeTiles(made);
  for (const index of receipts) {
    write(
      folder,
      `receipts/${index}.tlog-proof`,
      encodeProof({ index, path: log.inclusion(index), checkpoint: noteOf(log, size) }),
    );
    write(folder, `receipts/${index}.leaf`, made.leaves[index] as Uint8Array);
  }
  return made;
}

function makeLeaves(size: number): { bytes: Uint8Array; hash: string }[] {
  const heads = new Map<string, { seq: number; hash: string }>();
  return Array.from({ length: size }, (_, index) => {
    const stream = `process:p${index % 3}`;
    const head = heads.get(stream);
    const seq = head ? head.seq + 1 : 0;
    const leaf: Leaf = {
      v: 1,
      stream,
      seq,
      prev: head?.hash ?? null,
      type: 'advanced',
      actor: `user:petugas-é${index % 7}`,
      at: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      definition: null,
      payloadHash: PAYLOAD_HASH,
    };
    const hash = leafHash(leaf);
    heads.set(stream, { seq, hash });
    return { bytes: leafBytes(leaf), hash };
  });
}

function writeTiles({ folder, log, leaves }: MadeLog): void {
  for (let level = 0; tileWidth(level, 0, leaves.length) > 0; level++) {
    for (let n = 0; tileWidth(level, n, leaves.length) > 0; n++) {
      const width = tileWidth(level, n, leaves.length);
      write(folder, `tile/${level}/${tilePath(n, width)}`, encodeTile(log.tile(level, n, width)));
    }
  }
  for (let n = 0; n * TILE_WIDTH < leaves.length; n++) {
    const width = tileWidth(0, n, leaves.length);
    write(
      folder,
      `tile/entries/${tilePath(n, width)}`,
      encodeBundle(leaves.slice(n * TILE_WIDTH, n * TILE_WIDTH + width)),
    );
  }
}

const noteOf = (log: MerkleLog, size: number): string =>
  signNote(checkpointText({ origin: signer.name, size, root: log.root(size), extensions: [] }), [signer]);

function write(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function change(folder: string, name: string, edit: (bytes: Buffer) => void): void {
  const bytes = readFileSync(join(folder, name));
  edit(bytes);
  writeFileSync(join(folder, name), bytes);
}

const describeForeign = 'missing' in foreign ? describe.skip : describe;
const title =
  'missing' in foreign
    ? `the foreign verifier reads our log (skipped: ${foreign.missing})`
    : 'the foreign verifier reads our log';

describeForeign(title, () => {
  const run = (folder: string, every?: number) => runForeign('binary' in foreign ? foreign.binary : '', folder, every);
  const reportOf = (folder: string, every?: number): ForeignReport => {
    const ran = run(folder, every);
    if ('fault' in ran) throw new Error(ran.fault);
    return ran.report;
  };

  test.each([1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 600])(
    '[T1] signature, tiles, bundles and every entry of a log of %i',
    (size) => {
      const { folder, log } = makeLog(size);
      const report = reportOf(folder);
      expect(report).toMatchObject({ origin: signer.name, size, root: toBase64(log.root()), entries: size });
      for (const [index, proof] of Object.entries(report.inclusion))
        expect(proof).toEqual(log.inclusion(Number(index)).map(toBase64));
    },
  );

  test('[T2] tiles of three levels: a log of 70,000', () => {
    const { folder, log } = makeLog(70_000, { older: [1, 65_535, 65_536, 65_537] });
    const report = reportOf(folder, 4_999);
    expect(report.root).toBe(toBase64(log.root()));
    expect(report.entries).toBe(15);
    for (const [old, proof] of Object.entries(report.consistency))
      expect(proof).toEqual(log.consistency(Number(old)).map(toBase64));
  });

  test('[T3] the log only grew: consistency with every older checkpoint', () => {
    const older = [1, 2, 3, 4, 127, 128, 255, 256, 257, 299, 300];
    const { folder, log } = makeLog(300, { older });
    const { consistency } = reportOf(folder);
    expect(Object.keys(consistency).map(Number)).toEqual(older);
    for (const old of older) expect(consistency[old]).toEqual(log.consistency(old).map(toBase64));
  });

  test('[T4] receipts', () => {
    const { folder } = makeLog(300, { receipts: [0, 1, 255, 256, 299] });
    expect(reportOf(folder).receipts).toBe(5);
  });

  test('[T5] our code verifies a note that the foreign code signed', async () => {
    const { folder, log } = makeLog(9);
    const { note, key } = reportOf(folder);
    const { origin, size, root } = parseCheckpoint(await verifyNote(note, parseVerifierKey(key), checkEd25519));
    expect({ origin, size, root }).toEqual({ origin: 'foreign.example/log', size: 9, root: log.root() });
  });

  test.each<[string, string, (bytes: Buffer) => void]>([
    ['an entry', 'tile/entries/001.p/44', (bytes) => (bytes[40] = (bytes[40] as number) ^ 1)],
    ['a leaf hash in a tile', 'tile/0/000', (bytes) => (bytes[33] = (bytes[33] as number) ^ 1)],
    ['a hash in the upper tile', 'tile/1/000.p/1', (bytes) => (bytes[3] = (bytes[3] as number) ^ 1)],
    ['the size in the checkpoint', 'checkpoint', (bytes) => bytes.write('301', bytes.indexOf('\n300\n') + 1)],
    ['the receipt', 'receipts/7.tlog-proof', (bytes) => bytes.write('index 8', bytes.indexOf('index 7'))],
  ])('[T6] one change in %s is found', (_, name, edit) => {
    const { folder } = makeLog(300, { receipts: [7] });
    expect(run(folder)).toHaveProperty('report');
    change(folder, name, edit);
    expect(run(folder)).toHaveProperty('fault');
  });
});
