/** Public windows: nothing is accepted after the close, and the last figure is the number of accepted entries, whatever the race. */
import { Problem } from '../../errors/problem';
import { acceptInput } from '../../store/windows';
import { disposition, end, input, task, turn, window } from './support/acts';
import { openTestStore, type TestStore } from './support/open-store';

let held: TestStore;
const store = () => held.store;
beforeAll(async () => {
  held = await openTestStore('windows');
});
afterAll(() => held.close());

const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const accept = (windowId: string, key: string) => store().stores.acts.accept(input(windowId, key));
const close = async (id: string) => (await store().records.readCounts({ windowIds: [id], close: true, at: 0 }))[id];
const open = (processId: string, more = {}) => store().records.commit(turn(processId, 0, null, { windowsOpened: [window(`${processId}.consult.1`, more)] }));

test('each key counts once, however often and at once it is sent', async () => {
  await open('w1');
  await Promise.all(Array.from({ length: 40 }, (_, n) => accept('w1.consult.1', `key-${n % 10}`)));
  for (let n = 0; n < 10; n++) await accept('w1.consult.1', `key-${n}`);
  expect(await close('w1.consult.1')).toEqual({ total: 10, undisposed: 10 });
});

test('answers that race with the close: those accepted are those counted, and the others are told that it is closed', async () => {
  for (let round = 0; round < 6; round++) {
    const id = `w2x${round}.consult.1`;
    await open(`w2x${round}`);
    const sent = Array.from({ length: 30 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 2));
      return codeOf(accept(id, `key-${n}`));
    });
    await new Promise((resolve) => setTimeout(resolve, 15 + round * 8));
    const figure = await close(id);
    const codes = await Promise.all(sent);
    expect(codes.every((code) => code === 'none' || code === 'WINDOW_CLOSED')).toBe(true);
    expect(figure!.total).toBe(codes.filter((code) => code === 'none').length);
    expect(await store().stores.windows.total(id)).toBe(figure!.total);
    expect((await store().stores.windows.inputs(id, { limit: 100 })).items).toHaveLength(figure!.total);
    expect(await codeOf(accept(id, 'key-late'))).toBe('WINDOW_CLOSED');
  }
});

test('a server that fell between its reservation and its insert can not bring its answer in after the close', async () => {
  const id = 'w3.consult.1';
  await open('w3');
  await accept(id, 'key-in-time');
  await store().collections.counts.updateOne({ _id: id }, { $addToSet: { pending: 'key-slow' } });
  expect(await close(id)).toMatchObject({ total: 1 });
  // The slow one goes on: its reservation is gone, and its place is taken by a refusal.
  const slow = acceptInput(store().collections, input(id, 'key-slow'), { windowId: id, key: 'key-slow', hint: () => undefined, now: Date.now() });
  expect(await codeOf(slow)).toBe('WINDOW_CLOSED');
  expect((await store().collections.entries.findOne({ _id: `input:${id}:key-slow` }))?.leaf).toMatchObject({ type: 'input-refused', actor: 'engine' });
  expect(await close(id)).toMatchObject({ total: 1 });
});

test('a server that fell between its insert and its count: the answer counts, and once', async () => {
  const id = 'w4.consult.1';
  await open('w4');
  const { counts, entries } = store().collections;
  await acceptInput(store().collections, input(id, 'key-a'), { windowId: id, key: 'key-a', hint: () => undefined, now: Date.now() });
  await counts.updateOne({ _id: id }, { $inc: { total: -1 }, $addToSet: { pending: 'key-a' } });
  expect(await store().stores.windows.total(id)).toBe(1);
  expect(await accept(id, 'key-a')).toMatchObject({ repeated: true });
  expect(await counts.findOne({ _id: id })).toMatchObject({ total: 1, pending: [] });
  expect(await entries.countDocuments({ windowId: id })).toBe(1);
});

test('the same answer again after the close gets its receipt again; another one under its key is refused', async () => {
  const id = 'w5.consult.1';
  await open('w5');
  const first = await accept(id, 'key-a');
  await close(id);
  expect(await accept(id, 'key-a')).toEqual({ ...first, repeated: true });
  expect(await codeOf(store().stores.acts.accept({ ...input(id, 'key-a'), payload: { windowId: id, kind: 'input', answers: { opinion: 'other' } } }))).toBe('ACT_CONFLICT');
});

test('undisposed counts the public and the invited; the newest disposition of an answer is the one that holds', async () => {
  const id = 'w6.consult.1';
  const respond = task('w6.consult.1.respond-ani', ['ani'], { kind: 'respond' });
  await store().records.commit(turn('w6', 0, null, { windowsOpened: [window(id)], opened: [respond] }));
  await store().stores.acts.accept(end(respond.id, 'ani'));
  await accept(id, 'key-a');
  await accept(id, 'key-b');
  const figure = async () => (await store().records.readCounts({ windowIds: [id], close: false, at: 0 }))[id];
  expect(await figure()).toEqual({ total: 2, undisposed: 3 });
  const first = await store().stores.acts.accept(disposition(`input:${id}:key-a`, 0, id));
  await store().stores.acts.accept(disposition(`input:${id}:key-a`, 1, id, first.leafHash));
  await store().stores.acts.accept(disposition(`task:${respond.id}:end`, 0, id));
  expect(await figure()).toEqual({ total: 2, undisposed: 1 });
  expect((await store().stores.dispositions.newest([`input:${id}:key-a`])).get(`input:${id}:key-a`)?.payload).toMatchObject({ reason: 'Alasan 1' });
});

test('a window that was opened with the turn and is updated keeps its count', async () => {
  const id = 'w7.consult.1';
  const { leafHash } = await store().records.commit(turn('w7', 0, null, { windowsOpened: [window(id, { closesAt: 10, tellAt: [2] })] }));
  await accept(id, 'key-a');
  await store().records.commit(turn('w7', 1, leafHash, { windowsOpened: [window(id, { tellAt: [2] })] }));
  const stored = (await store().stores.windows.get(id))!;
  expect({ closesAt: stored.closesAt, status: stored.status }).toEqual({ closesAt: undefined, status: 'open' });
  expect(await store().stores.windows.total(id)).toBe(1);
  expect((await store().stores.windows.openTelling()).map(({ _id }) => _id)).toContain(id);
});
