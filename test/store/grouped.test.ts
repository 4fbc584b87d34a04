/** What travels together is answered apart: each caller gets its own result and its own failure. */
import { MongoClient, type Collection } from 'mongodb';
import { GroupedLookUps, GroupedWrites } from '../../store/grouped';
import { startServices } from '../support/services';

type Held = { _id: string; n: number; by?: string };

let services: Awaited<ReturnType<typeof startServices>>;
let client: MongoClient;
let held: Collection<Held>;

beforeAll(async () => {
  services = await startServices();
  client = await MongoClient.connect(services.mongoUri(`grouped-${Date.now().toString(36)}`));
  held = client.db().collection<Held>('held');
});
afterAll(async () => {
  await client?.close();
  await services?.stop();
});

const codeOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done', (error: { code?: unknown }) => error.code);

test('of inserts with one _id in one batch one is done, and the others are told so; strangers beside them are not disturbed', async () => {
  const writes = new GroupedWrites(held as never);
  const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => codeOf(writes.insert({ _id: n % 3 === 0 ? 'same' : `own-${n}`, n }))));
  expect(answers.filter((_, n) => n % 3 === 0).filter((answer) => answer === 'done')).toHaveLength(1);
  expect(answers.filter((_, n) => n % 3 === 0).filter((answer) => answer === 11_000)).toHaveLength(19);
  expect(answers.filter((_, n) => n % 3 !== 0).every((answer) => answer === 'done')).toBe(true);
  expect(await held.countDocuments({})).toBe(41);
});

test('a caller with several writes is done when all of them are, among other kinds of writes', async () => {
  const writes = new GroupedWrites(held as never);
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      writes.write([
        { updateOne: { filter: { _id: `up-${n}` }, update: { $setOnInsert: { n } }, upsert: true } },
        { updateOne: { filter: { _id: `own-${n}`, n }, update: { $set: { by: 'group' } } } },
      ]).then(async () => expect(await held.findOne({ _id: `up-${n}` })).toMatchObject({ n })),
    ),
  );
  expect(await held.countDocuments({ by: 'group' })).toBe(20);
});

test('as many commands as need be, not as many as callers', async () => {
  let commands = 0;
  const counted = { bulkWrite: async () => void (commands += 1), insertOne: async () => void (commands += 1) };
  const writes = new GroupedWrites(counted as never);
  await Promise.all(Array.from({ length: 50 }, (_, n) => writes.insert({ _id: `c${n}` })));
  expect(commands).toBe(2);
});

test('a look-up sees what was written before it was asked for, and each gets its own document or none', async () => {
  const lookUps = new GroupedLookUps(held);
  const found = await Promise.all(Array.from({ length: 40 }, (_, n) => lookUps.get(n % 2 === 0 ? `up-${n % 30}` : `none-${n}`)));
  found.forEach((document, n) => expect(document?._id ?? null).toBe(n % 2 === 0 ? `up-${n % 30}` : null));
  const slow = lookUps.get('late');
  await held.insertOne({ _id: 'late', n: 1 });
  expect(await lookUps.get('late')).toMatchObject({ n: 1 });
  await slow;
});

test('a refusal of some is known by its shape, whichever copy of the driver has thrown it', async () => {
  const strange = Object.assign(new Error('bulk'), { code: 11_000, writeErrors: [{ index: 1, code: 11_000 }] });
  const writes = new GroupedWrites({
    insertOne: async () => undefined,
    bulkWrite: async () => {
      throw strange;
    },
  } as never);
  // The first goes alone; the next two travel together, and only the second of them is refused.
  expect(await Promise.all([1, 2, 3].map((n) => codeOf(writes.insert({ _id: n }))))).toEqual(['done', 'done', 11_000]);
});

test('when the store is away all who wait learn it, and the next caller is tried again', async () => {
  let away = true;
  const flaky = {
    insertOne: async () => {
      if (away) throw new Error('away');
    },
    bulkWrite: async () => {
      if (away) throw new Error('away');
    },
  };
  const writes = new GroupedWrites(flaky as never);
  const answers = await Promise.allSettled(Array.from({ length: 5 }, (_, n) => writes.insert({ _id: n })));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  away = false;
  await writes.insert({ _id: 'again' });
});
