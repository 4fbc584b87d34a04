/** verify, rebuild, export and import as a person runs them: what they print, what they give back, and that every changed byte is named. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import express from 'express';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { run as exportStore } from '../../cli/commands/export';
import { run as importStore } from '../../cli/commands/import';
import { run as rebuildStore } from '../../cli/commands/rebuild';
import { run as verify } from '../../cli/commands/verify';
import { LedgerError } from '../../ledger/errors';
import { verifierKey } from '../../ledger/note';
import { canonicalJson } from '../../process/canonical';
import { definitionHash } from '../../process/hash';
import type { Json } from '../../process/types';
import { workload } from '../../bench/workload';
import { replayHistories } from '../../cli/replay-evidence';
import { verifyEvidence } from '../../cli/verify-evidence';
import { fetchFrom, verifyRemote, type Fetch } from '../../cli/verify-remote';
import { Sequencer } from '../../sequencer/sequencer';
import { evidenceBundle } from '../../server/acts/evidence';
import type { Services } from '../../server/acts/services';
import { ledgerRouter } from '../../server/http/ledger-router';
import { LogMirror } from '../../store/log';
import { connectStore, type Store } from '../../store/connect';
import { end, input, startOf, task, taskEnded, turn, window } from '../store/support/acts';
import { withDatabase } from '../store/support/database';
import { openTestStore, type TestStore } from '../store/support/open-store';
import { testBundle } from '../support/workflow-bundle';

const folder = mkdtempSync(join(tmpdir(), 'musyawarah-cli-'));
const HASH = definitionHash(workload);
const REF = { id: workload.id, version: 1, hash: HASH };
/** A history that was recorded on a real Temporal. */
const RECORDED = resolve(__dirname, '../histories/first.workload.json');
/** More entries than one tile holds, so that there is a tile above it. */
const INPUTS = 270;

let held: TestStore;
let server: Server;
let url: string;
let workflows: string;
const store = () => held.store;

beforeAll(async () => {
  held = await openTestStore('commands');
  Object.assign(process.env, { LEDGER_ORIGIN: store().signer.name, LEDGER_KEY_FILE: held.keyFile });
  workflows = (await testBundle()).codePath;
  process.env['WORKFLOW_BUNDLE'] = workflows;
  await fill();
  const app = express();
  app.use('/ledger', ledgerRouter(store().reader, store().stores));
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.close();
  await held?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One process with a published version, acts, a turn that names one, a history, a file, and many answers of the public. */
async function fill(): Promise<void> {
  const { stores, records, shelf, collections } = store();
  const stream = `admin:definition:${workload.id}`;
  await stores.acts.accept({
    id: `${stream}:0`, stream, seq: 0, prev: null, type: 'definition-published', actor: 'user:owner', at: 1, definition: REF,
    payload: { version: 1, hash: HASH, definition: workload as unknown as Json },
  });
  await stores.acts.accept({ ...startOf('p1'), definition: REF });
  const opened = [task('p1.s.1.a', ['ani'])];
  const { leafHash } = await records.commit(turn('p1', 0, null, { opened, windowsOpened: [window('p1.consult.1')] }, { definition: REF }));
  const ended = await stores.acts.accept({ ...end('p1.s.1.a', 'ani'), definition: REF });
  await records.commit(
    turn('p1', 1, leafHash, { facts: [taskEnded('p1.s.1.a', 'ani', ended, 1)], acts: [{ entryId: ended.entryId, hash: ended.leafHash }] }, { definition: REF }),
  );
  await Promise.all(Array.from({ length: INPUTS }, (_, n) => stores.acts.accept({ ...input('p1.consult.1', `key-${n}`), definition: REF })));
  const { gzipSync } = await import('node:zlib');
  const { createHash } = await import('node:crypto');
  const { workflowId, history: recorded } = JSON.parse(readFileSync(RECORDED, 'utf8')) as { workflowId: string; history: Json };
  const history = canonicalJson(recorded);
  const hash = createHash('sha256').update(history).digest('hex');
  await shelf.keep({ workflowId, runId: 'r1', rehearsal: false, processId: 'p1', hash, events: 0, bytes: history.length, gzipped: gzipSync(history), at: 5 });
  const bytes = Buffer.from('isi berkas');
  await collections.any('files').insertOne({ _id: createHash('sha256').update(bytes).digest('hex'), type: 'text/plain', size: bytes.length, bytes } as never);
  await stores.settle();
  await store().hints.flush();
  await sequence();
}

async function sequence(): Promise<void> {
  const one = new Sequencer({ collections: store().collections, mirror: new LogMirror(store().collections), signer: store().signer, sweepMs: 0 });
  while ((await one.step()) > 0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await one.step();
}

/** Runs a command and gives its exit code with what it printed. */
async function printed(command: (args: string[]) => Promise<number>, args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const spies = (['log', 'error'] as const).map((name) => jest.spyOn(console, name).mockImplementation((...said: unknown[]) => void lines.push(said.join(' '))));
  try {
    return { code: await command(args), text: lines.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
const here = () => ['--mongodb-uri', held.uri];

describe('verify', () => {
  test('a whole ledger verifies, and it says what was looked at', async () => {
    const { code, text } = await printed(verify, here());
    expect(text).toMatch(/verifies: \d+ entries/);
    expect(text).toMatch(/1 published versions, 1 histories, 1 files/);
    expect(code).toBe(0);
  });

  type Flip = { collection: string; id: string | number; set?: Record<string, unknown>; unset?: string; remove?: true };
  test.each<[string, RegExp, () => Flip | Promise<Flip>]>([
    ['a payload', /PAYLOAD_HASH[\s\S]*task:p1\.s\.1\.a:end .*payload/, () => ({ collection: 'entries', id: 'task:p1.s.1.a:end', set: { 'payload.data.text': 'Buruk' } })],
    ['a salt', /PAYLOAD_HASH[\s\S]*task:p1\.s\.1\.a:end .*salt/, () => ({ collection: 'entries', id: 'task:p1.s.1.a:end', set: { salt: '00'.repeat(32) } })],
    ['an actor', /LEAF_HASH[\s\S]*task:p1\.s\.1\.a:end .*, leaf\n/, () => ({ collection: 'entries', id: 'task:p1.s.1.a:end', set: { 'leaf.actor': 'user:eve' } })],
    ['a time', /LEAF_HASH[\s\S]*process:p1:1 .*, leaf\n/, () => ({ collection: 'entries', id: 'process:p1:1', set: { 'leaf.at': '2020-01-01T00:00:00.000Z' } })],
    ['a stored hash', /LEAF_HASH[\s\S]*process:p1:1 .*leafHash/, () => ({ collection: 'entries', id: 'process:p1:1', set: { leafHash: 'ab'.repeat(32) } })],
    ['a place', /ENTRY_PLACE[\s\S]*process:p1:1 .*logIndex/, () => ({ collection: 'entries', id: 'process:p1:1', set: { logIndex: 0 } })],
    ['whose process it is', /ENTRY_PLACE[\s\S]*process:p1:1 .*processId/, () => ({ collection: 'entries', id: 'process:p1:1', set: { processId: 'p2' } })],
    ['a missing entry', /ENTRY_MISSING[\s\S]*process:p1:1/, () => ({ collection: 'entries', id: 'process:p1:1', remove: true })],
    ['a hash in a bundle', /LEAF_HASH[\s\S]*the hash in its bundle/, () => ({ collection: 'bundles', id: 0, set: { 'entries.1.hash': 'cd'.repeat(32) } })],
    ['a missing bundle', /ENTRY_MISSING[\s\S]*bundle 0|ENTRY_PLACE/, () => ({ collection: 'bundles', id: 0, remove: true })],
    ['the start of a bundle', /ENTRY_PLACE[\s\S]*bundle 0, first/, () => ({ collection: 'bundles', id: 0, set: { first: 1 } })],
    ['a published definition', /PAYLOAD_HASH[\s\S]*published version .*definition/, () => ({ collection: 'versions', id: `${workload.id}@1`, set: { 'definition.title.id': 'Lain' } })],
    ['a kept history', /PAYLOAD_HASH[\s\S]*history of process\/workload/, () => ({ collection: 'histories', id: 'process/workload:r1', set: { gzipped: Buffer.from('x') } })],
    ['the root in the checkpoint', /SIGNATURE/, async () => {
      const head = await store().collections.heads.findOne({ _id: 'log' });
      const lines = head!.note.split('\n');
      lines[2] = Buffer.alloc(32).toString('base64');
      return { collection: 'heads', id: 'log', set: { note: lines.join('\n') } };
    }],
    ['the signature of the checkpoint', /SIGNATURE|NOTE_FORM/, async () => {
      const head = await store().collections.heads.findOne({ _id: 'log' });
      const at = head!.note.length - 10;
      return { collection: 'heads', id: 'log', set: { note: `${head!.note.slice(0, at)}${head!.note[at] === 'A' ? 'B' : 'A'}${head!.note.slice(at + 1)}` } };
    }],
  ])('one change of %s is found and named', async (_, fault, make) => {
    const flip = await make();
    const documents = store().collections.any(flip.collection);
    const before = (await documents.findOne({ _id: flip.id } as never))!;
    if (flip.remove) await documents.deleteOne({ _id: flip.id } as never);
    else await documents.updateOne({ _id: flip.id } as never, { $set: flip.set } as never);
    const { code, text } = await printed(verify, here());
    await documents.replaceOne({ _id: flip.id } as never, before as never, { upsert: true });
    expect(text).toMatch(fault);
    expect(code).toBe(1);
  });

  test('another key than the one that signed does not verify it', async () => {
    const { newSigningKey, signerFrom } = await import('../../ledger/ed25519-node');
    const other = verifierKey(signerFrom(store().signer.name, newSigningKey()));
    expect(await printed(verify, [...here(), '--key', other])).toMatchObject({ code: 1, text: expect.stringContaining('SIGNATURE') });
  });

  test('an entry that waits for its place is no fault, but its content is checked', async () => {
    await store().stores.acts.accept({ ...end('p9.s.1.a', 'ani'), deliver: undefined as never });
    expect((await printed(verify, here())).text).toMatch(/1 waiting/);
    await store().collections.entries.updateOne({ _id: 'task:p9.s.1.a:end' }, { $set: { 'payload.outcome': 'other' } });
    expect((await printed(verify, here())).text).toMatch(/PAYLOAD_HASH[\s\S]*waiting for its place/);
    await store().collections.entries.updateOne({ _id: 'task:p9.s.1.a:end' }, { $set: { 'payload.outcome': 'done' } });
  });
});

describe('verify --url', () => {
  test('the log verifies through its tiles alone', async () => {
    const { code, text } = await printed(verify, ['--url', url, '--key', verifierKey(store().signer)]);
    expect(text).toMatch(/verifies: \d+ entries/);
    expect(code).toBe(0);
  });

  test.each<[string, (path: string) => boolean, string]>([
    ['an entry bundle', (path) => path.startsWith('tile/entries/'), 'TILE|LEAF_FORM'],
    ['a lowest tile', (path) => path.startsWith('tile/0/'), 'TILE'],
    ['a tile above', (path) => path.startsWith('tile/1/'), 'TILE'],
    ['the checkpoint', (path) => path === 'checkpoint', 'SIGNATURE|NOTE_FORM'],
  ])('one flipped byte in %s is found', async (_, chosen, code) => {
    const get = fetchFrom(url);
    let flipped = false;
    const flipping: Fetch = async (path) => {
      const bytes = await get(path);
      if (flipped || !chosen(path)) return bytes;
      flipped = true;
      const at = Math.floor(bytes.length / 2);
      return bytes.map((byte, n) => (n === at ? byte ^ 1 : byte));
    };
    const error = await verifyRemote(flipping, verifierKey(store().signer)).catch((cause: unknown) => cause);
    expect(flipped).toBe(true);
    expect(error).toBeInstanceOf(LedgerError);
    expect((error as LedgerError).code).toMatch(new RegExp(code));
  });

  test('a server that does not answer is no fault of the ledger', async () => {
    const { code, text } = await printed(verify, ['--url', 'http://127.0.0.1:1']);
    expect(text).toMatch(/could not be checked: http:\/\/127\.0\.0\.1:1\/ledger\/ does not answer/);
    expect(code).toBe(2);
  });

  test('full tiles may be kept for ever; what no checkpoint has promised is not there', async () => {
    const full = await fetch(`${url}/ledger/tile/0/000`);
    expect(full.headers.get('cache-control')).toMatch(/immutable/);
    expect((await full.arrayBuffer()).byteLength).toBe(256 * 32);
    expect((await fetch(`${url}/ledger/tile/0/001`)).status).not.toBe(200);
    expect((await fetch(`${url}/ledger/tile/entries/999`)).status).not.toBe(200);
  });
});

describe('evidence of a process', () => {
  const bundle = async (): Promise<Uint8Array> => {
    const { stores } = store();
    const services = { stores, published: { version: (id: string, version: number) => stores.definitions.version(id, version) } } as unknown as Services;
    const process = await stores.processes.get('p1');
    return evidenceBundle(services, { ...process!, definition: REF }, { contacts: true });
  };

  test('verifies with nothing but the file and the key', async () => {
    const file = join(folder, 'evidence.zip');
    writeFileSync(file, await bundle());
    const { code, text } = await printed(verify, [file, '--key', verifierKey(store().signer)]);
    expect(text).toMatch(/verifies: \d+ entries, \d+ proved/);
    expect(text).toMatch(/1 histories are as the ledger says, and this version's workflows replay them/);
    expect(code).toBe(0);
  });

  test('where the workflows are not built it says that nothing was replayed', async () => {
    const file = join(folder, 'evidence.zip');
    process.env['WORKFLOW_BUNDLE'] = join(folder, 'nowhere.cjs');
    const { code, text } = await printed(verify, [file]);
    process.env['WORKFLOW_BUNDLE'] = workflows;
    expect(text).toMatch(/they were not replayed/);
    expect(code).toBe(0);
  });

  test('a history that these workflows can not have made is named', async () => {
    const { workflowId, history } = JSON.parse(readFileSync(RECORDED, 'utf8')) as { workflowId: string; history: { events: { eventType: string }[] } };
    const events = history.events.filter(({ eventType }) => eventType !== 'EVENT_TYPE_MARKER_RECORDED');
    const changed = { workflowId, file: 'histories/changed.json', json: JSON.stringify({ events }) };
    await expect(replayHistories([changed], workflows)).rejects.toMatchObject({ code: 'REPLAY', place: 'histories/changed.json' });
  });

  test.each<[string, string, (file: Record<string, Json>) => void, string]>([
    ['a payload', 'entries/task_p1.s.1.a_end.json', (entry) => ((entry.payload as Record<string, Json>).outcome = 'other'), 'PAYLOAD_HASH'],
    ['a leaf', 'entries/process_p1_1.json', (entry) => ((entry.leaf as Record<string, Json>).actor = 'user:eve'), 'LEAF_HASH'],
    ['a proof', 'entries/process_p1_1.json', (entry) => ((entry.proof as Record<string, Json>).index = 0), 'INCLUSION'],
    ['the definition', 'definition.json', (file) => ((file.definition as Record<string, Json>).calendar = 'other'), 'PAYLOAD_HASH'],
    ['a history', 'histories/process_workload.r1.json', (file) => (file.events = [1]), 'PAYLOAD_HASH'],
    ['the manifest', 'manifest.json', (file) => (file.entries as Json[]).pop(), 'ENTRY_MISSING'],
    ['the name of an entry', 'entries/process_p1_1.json', (entry) => (entry.id = 'process:p1:9'), 'ENTRY_MISSING'],
  ])('one change of %s is found', async (_, name, change, code) => {
    const files = unzipSync(await bundle());
    const file = JSON.parse(strFromU8(files[name]!)) as Record<string, Json>;
    change(file);
    const changed = zipSync({ ...files, [name]: strToU8(JSON.stringify(file)) });
    await expect(verifyEvidence(changed, verifierKey(store().signer))).rejects.toMatchObject({ code });
  });

  test('an act that was left out, of the manifest too, is missed by the turn that names it', async () => {
    const { 'entries/task_p1.s.1.a_end.json': act, ...files } = unzipSync(await bundle());
    expect(act).toBeDefined();
    const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as { entries: { id: string }[] };
    manifest.entries = manifest.entries.filter(({ id }) => id !== 'task:p1.s.1.a:end');
    const changed = zipSync({ ...files, 'manifest.json': strToU8(JSON.stringify(manifest)) });
    await expect(verifyEvidence(changed, verifierKey(store().signer))).rejects.toMatchObject({ code: 'ENTRY_MISSING', place: expect.stringContaining('process:p1:1 names') });
  });

  test('damaged bytes are named by the part that they are in; what is no evidence could not be checked', async () => {
    const whole = await bundle();
    const name = 'entries/task_p1.s.1.a_end.json';
    const at = Buffer.from(whole).indexOf(name) + name.length;
    const damaged = whole.map((byte, n) => (n >= at && n < at + 20 ? byte ^ 0xff : byte));
    const file = join(folder, 'damaged.zip');
    writeFileSync(file, damaged);
    expect(await printed(verify, [file])).toMatchObject({ code: 1, text: expect.stringMatching(/EVIDENCE_FORM[\s\S]*entries\/task_p1\.s\.1\.a_end\.json/) });
    expect(await printed(verify, [join(folder, 'nowhere.zip')])).toMatchObject({ code: 2, text: expect.stringContaining('ENOENT') });
  });
});

describe('export and import', () => {
  const target = () => withDatabase(held.uri, `import-${Date.now()}`);
  async function dump(from: Store): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const { name } of await from.connection.db!.listCollections().toArray()) {
      if (name === 'hints') continue;
      const documents = await from.collections.any(name).find({}).toArray();
      if (documents.length > 0) found[name] = documents.map((document) => canonicalJson(JSON.parse(JSON.stringify(document)) as Json)).sort();
    }
    return found;
  }

  test('moved to another store everything is the same, and the ledger verifies there', async () => {
    const file = join(folder, 'whole.ndjson');
    await printed(rebuildStore, here());
    expect((await printed(exportStore, [file, ...here()])).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const uri = target();
    expect(await printed(importStore, [file, '--mongodb-uri', uri])).toMatchObject({ code: 0 });
    const moved = await connectStore(uri);
    try {
      expect(await dump(moved)).toEqual(await dump(store()));
      expect((await printed(verify, ['--mongodb-uri', uri])).code).toBe(0);
      // A second time it is refused: the store is not empty.
      expect((await printed(importStore, [file, '--mongodb-uri', uri])).code).toBe(1);
    } finally {
      await moved.connection.dropDatabase();
      await moved.close();
    }
  });

  test('a file that was cut off is refused before anything is written', async () => {
    const whole = join(folder, 'to-cut.ndjson');
    await printed(exportStore, [whole, ...here()]);
    const cut = join(folder, 'cut.ndjson');
    writeFileSync(cut, readFileSync(whole, 'utf8').slice(0, -200));
    const uri = target();
    expect(await printed(importStore, [cut, '--mongodb-uri', uri])).toMatchObject({ code: 1, text: expect.stringContaining('not whole') });
    const empty = await connectStore(uri);
    expect(await empty.collections.entries.countDocuments({})).toBe(0);
    await empty.connection.dropDatabase();
    await empty.close();
  });
});
