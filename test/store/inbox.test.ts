/** Inboxes: who has what to do, right at once, and found by id alone however much has been finished. */
import { end, task, turn } from './support/acts';
import { openTestStore, type TestStore } from './support/open-store';

let held: TestStore;
const store = () => held.store;
beforeAll(async () => {
  held = await openTestStore('inbox');
});
afterAll(() => held.close());

const openOf = async (user: string, process: string): Promise<string[]> => (await store().stores.tasks.openOf(user)).map(({ _id }) => _id).filter((id) => id.startsWith(`${process}.`));

test('an opened task is in the inbox of every candidate, the earliest due first, those without a date last', async () => {
  await store().records.commit(
    turn('i1', 0, null, { opened: [task('i1.s.1.c', ['ani']), task('i1.s.1.b', ['ani', 'budi'], { dueAt: 20 }), task('i1.s.1.a', ['ani'], { dueAt: 10 })] }),
  );
  expect(await openOf('ani', 'i1')).toEqual(['i1.s.1.a', 'i1.s.1.b', 'i1.s.1.c']);
  expect(await openOf('budi', 'i1')).toEqual(['i1.s.1.b']);
});

test('who has handed in a task does not see it open, at once; nor does anyone after a moment', async () => {
  await store().records.commit(turn('i2', 0, null, { opened: [task('i2.s.1.a', ['ani', 'budi'])] }));
  await store().stores.acts.accept(end('i2.s.1.a', 'ani'));
  expect(await openOf('ani', 'i2')).toEqual([]);
  await store().stores.settle();
  expect(await openOf('budi', 'i2')).toEqual([]);
  expect((await store().stores.tasks.endedBy('ani', { limit: 10 })).items.map(({ _id }) => _id)).toContain('i2.s.1.a');
  const inbox = await store().collections.inboxes.findOne({ _id: 'budi' });
  expect(Object.keys(inbox!.open).filter((key) => key.startsWith('i2~'))).toEqual([]);
});

test('reassigned: it leaves one inbox and appears in the other', async () => {
  const { leafHash } = await store().records.commit(turn('i3', 0, null, { opened: [task('i3.s.1.a', ['ani', 'citra'])] }));
  await store().records.commit(turn('i3', 1, leafHash, { updated: [task('i3.s.1.a', ['budi', 'citra'])] }));
  expect(await openOf('ani', 'i3')).toEqual([]);
  expect(await openOf('budi', 'i3')).toEqual(['i3.s.1.a']);
  expect(await openOf('citra', 'i3')).toEqual(['i3.s.1.a']);
});

test('closed by the engine: it leaves every inbox', async () => {
  const { leafHash } = await store().records.commit(turn('i4', 0, null, { opened: [task('i4.s.1.a', ['ani', 'budi'])] }));
  await store().records.commit(turn('i4', 1, leafHash, { closed: [{ taskId: 'i4.s.1.a', reason: 'overdue' }] }));
  expect([await openOf('ani', 'i4'), await openOf('budi', 'i4')]).toEqual([[], []]);
});

test('what a crash left out after an acceptance, the turn that takes the act brings, at the time of the act', async () => {
  const { leafHash } = await store().records.commit(turn('i5', 0, null, { opened: [task('i5.s.1.a', ['ani'])] }));
  const act = end('i5.s.1.a', 'ani');
  const accepted = await store().stores.acts.accept(act);
  await store().stores.settle();
  // As if the server had been killed right after its insert.
  await store().collections.tasks.updateOne({ _id: 'i5.s.1.a' }, { $set: { status: 'open' }, $unset: { endedAt: '', endedBy: '', outcome: '' } });
  await store().collections.inboxes.updateOne({ _id: 'ani' }, { $set: { 'open.i5~s~1~a': 0 } });
  await store().records.commit(
    turn('i5', 1, leafHash, {
      facts: [{ at: act.at + 500, type: 'task-ended', taskId: 'i5.s.1.a', outcome: 'done', by: 'ani', entryId: accepted.entryId, hash: accepted.leafHash }],
      events: [{ id: accepted.entryId, event: { type: 'act', at: act.at } }],
      acts: [{ entryId: accepted.entryId, hash: accepted.leafHash }],
    }),
  );
  expect(await openOf('ani', 'i5')).toEqual([]);
  expect(await store().stores.tasks.get('i5.s.1.a')).toMatchObject({ status: 'completed', endedAt: act.at, endedBy: 'ani' });
  expect(await store().stores.entries.get(accepted.entryId)).toMatchObject({ taken: true });
});

test('an inbox costs the same with two hundred finished tasks and with ten thousand', async () => {
  const open = Array.from({ length: 100 }, (_, n) => task(`busy.s.1.open${n}`, ['dewi'], { dueAt: n }));
  await store().records.commit(turn('busy', 0, null, { opened: open }));
  const finish = async (from: number, to: number): Promise<void> => {
    const documents = Array.from({ length: to - from }, (_, n) => ({
      ...task(`old.s.1.t${from + n}`, ['dewi']), _id: `old.s.1.t${from + n}`, processId: 'old', status: 'completed', endedBy: 'dewi', endedAt: n,
    }));
    for (let at = 0; at < documents.length; at += 2_000) await store().collections.any('tasks').insertMany(documents.slice(at, at + 2_000) as never);
  };
  await finish(0, 200);
  const few = await median(25, () => store().stores.tasks.openOf('dewi'));
  await finish(200, 10_000);
  const many = await median(25, () => store().stores.tasks.openOf('dewi'));
  expect(await store().stores.tasks.openOf('dewi')).toHaveLength(100);
  // A scan of fifty times as many would take many times as long.
  expect(many / few).toBeLessThan(5);
});

async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const from = process.hrtime.bigint();
    await work();
    taken.push(Number(process.hrtime.bigint() - from));
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}
