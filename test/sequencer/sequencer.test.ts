/** The log over a real store: every accepted entry once, in order, by any number of sequencers; every later change is found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActInput } from '../../store/contract';
import { acceptAct } from '../../store/entries';
import { LogMirror } from '../../store/log';
import { newSigningKey, signerFrom } from '../../ledger/ed25519-node';
import { openNote, signNote } from '../../ledger/note';
import { openStore, type OpenStore } from '../../store';
import { verifyStore } from '../../store/verify';
import { Sequencer } from '../../sequencer/sequencer';
import { sharedServices } from '../support/services';

let services: Awaited<ReturnType<typeof sharedServices>>;
let store: OpenStore;
const folder = mkdtempSync(join(tmpdir(), 'musyawarah-log-'));

const act = (id: string, more: Partial<ActInput> = {}): ActInput => ({
  id, stream: id, seq: 0, prev: null, type: 'test', actor: 'user:owner', at: 1_790_000_000_000, definition: null, payload: { text: id }, ...more,
});
const sequencer = (name = 'one', sweepMs = 0): Sequencer =>
  new Sequencer({ collections: store.collections, mirror: new LogMirror(store.collections), signer: store.signer, everyMs: 5, sweepMs, onError: (error) => console.error(name, error) });
const accept = (input: ActInput) => acceptAct(store.collections, input, store.hints.drop, Date.now());
const settle = async (): Promise<void> => {
  await store.hints.flush();
  const one = sequencer();
  while ((await one.step()) > 0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await one.step();
};

beforeAll(async () => {
  services = await sharedServices();
  store = await openStore(services.mongoUri(`log_${Date.now()}`), { origin: 'test/log', keyFile: join(folder, 'key.pem') });
});
afterAll(async () => {
  await store?.connection.dropDatabase().catch(() => undefined);
  await store?.close();
  await services?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('three sequencers at once put each entry in once, and a stream stays in order', async () => {
  let prev: string | null = null;
  for (let seq = 0; seq < 20; seq++) prev = (await accept(act(`chain:${seq}`, { stream: 'chain', seq, prev }))).leafHash;
  const three = ['a', 'b', 'c'].map((name) => sequencer(name, 50).start());
  await Promise.all(Array.from({ length: 200 }, (_, n) => accept(act(`many:${n}`))));
  await store.hints.flush();
  const until = Date.now() + 20_000;
  while ((await store.collections.entries.countDocuments({ unsequenced: true })) > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all(three.map((one) => one.stop()));
  await settle();
  const bundles = await store.collections.bundles.find({}).toArray();
  const ids = bundles.sort((a, b) => a._id - b._id).flatMap((bundle) => bundle.entries.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(220);
  const chain = ids.filter((id) => id.startsWith('chain:'));
  expect(chain).toEqual(Array.from({ length: 20 }, (_, n) => `chain:${n}`));
  await expect(verifyStore(store.collections, store.signer)).resolves.toMatchObject({ entries: 220, waiting: 0 });
});

test('an entry whose hint was lost is found by the sweep', async () => {
  await acceptAct(store.collections, act('lost'), () => undefined, Date.now());
  await settle();
  expect((await store.stores.log.proof('lost'))?.index).toBeGreaterThanOrEqual(0);
});

test('a bundle whose marks were lost in a crash gets them, and nothing gets in twice', async () => {
  await accept(act('unmarked'));
  await settle();
  const place = (await store.collections.entries.findOne({ _id: 'unmarked' }))!.logIndex!;
  await store.collections.entries.updateOne({ _id: 'unmarked' }, { $set: { unsequenced: true }, $unset: { logIndex: '' } });
  const [last] = await store.collections.bundles.find({}).sort({ _id: -1 }).limit(1).toArray();
  await store.collections.bundles.updateOne({ _id: last!._id }, { $set: { marked: false } });
  await settle();
  expect((await store.collections.entries.findOne({ _id: 'unmarked' }))!.logIndex).toBe(place);
  await expect(verifyStore(store.collections, store.signer)).resolves.toMatchObject({ waiting: 0 });
});

test.each<[string, string, () => Promise<() => Promise<unknown>>]>([
  ['a payload', 'PAYLOAD_HASH', () => change('entries', 'many:7', { 'payload.text': 'changed' })],
  ['a leaf', 'LEAF_HASH', () => change('entries', 'many:8', { 'leaf.actor': 'user:eve' })],
  ['a stored hash', 'LEAF_HASH', () => change('entries', 'many:9', { leafHash: 'ab'.repeat(32) })],
  ['a bundle', 'LEAF_HASH', () => change('bundles', 0, { 'entries.3.hash': 'cd'.repeat(32) })],
  ['the checkpoint', 'SIGNATURE', async () => {
    const newest = await store.collections.heads.findOne({ _id: 'log' });
    return change('heads', 'log', { note: newest!.note.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) - 1}\n`) });
  }],
])('one change in %s of the store is found and named', async (_, code, make) => {
  const undo = await make();
  await expect(verifyStore(store.collections, store.signer)).rejects.toMatchObject({ code });
  await undo();
  await expect(verifyStore(store.collections, store.signer)).resolves.toBeDefined();
});

async function change(collection: string, id: string | number, set: Record<string, unknown>): Promise<() => Promise<unknown>> {
  const documents = store.collections.any(collection);
  const before = (await documents.findOne({ _id: id } as never))!;
  await documents.updateOne({ _id: id } as never, { $set: set });
  return () => documents.replaceOne({ _id: id } as never, before as never);
}

describe('nothing is signed over a log that is not the one that was signed before', () => {
  const head = () => store.collections.heads.findOne({ _id: 'log' });
  const lastBundle = async () => (await store.collections.bundles.find({}).sort({ _id: -1 }).limit(1).toArray())[0]!;

  test.each<[string, string, () => Promise<() => Promise<unknown>>]>([
    ['a changed hash', 'ROOT', () => change('bundles', 0, { 'entries.0.hash': 'ab'.repeat(32) })],
    ['fewer entries than were signed', 'ENTRY_MISSING', async () => {
      const bundle = await lastBundle();
      await store.collections.bundles.deleteOne({ _id: bundle._id });
      return () => store.collections.bundles.insertOne(bundle);
    }],
    ['a checkpoint that another key signed', 'SIGNATURE', async () => {
      const { note, size } = (await head())!;
      return change('heads', 'log', { note: signNote(openNote(note).text, [signerFrom('test/log', newSigningKey())]), size });
    }],
    ['a changed hash, and no newest checkpoint any more', 'ROOT', async () => {
      const before = (await head())!;
      const undo = await change('bundles', 0, { 'entries.0.hash': 'ab'.repeat(32) });
      await store.collections.heads.deleteOne({ _id: 'log' });
      return async () => {
        await undo();
        await store.collections.heads.replaceOne({ _id: 'log' }, before, { upsert: true });
      };
    }],
  ])('%s', async (what, code, make) => {
    await settle();
    const undo = await make();
    const [signed, bundles] = [await head(), await store.collections.bundles.countDocuments({})];
    await accept(act(`after ${what}`));
    await store.hints.flush();
    const one = sequencer();
    await expect(one.step()).rejects.toMatchObject({ code });
    await expect(one.step()).rejects.toMatchObject({ code });
    expect(await head()).toEqual(signed);
    expect(await store.collections.bundles.countDocuments({})).toBe(bundles);
    await undo();
    // Once it is put right, a sequencer that starts goes on.
    await settle();
    await expect(store.collections.entries.findOne({ _id: `after ${what}` })).resolves.toMatchObject({ logIndex: expect.any(Number) });
  });
});
