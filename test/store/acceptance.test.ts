/** Acceptance: one insert decides; the same act again is the same answer; another act in its place is refused. */
import { Problem } from '../../errors/problem';
import type { Json } from '../../process/types';
import { payloadHash, leafHash } from '../../ledger/leaf';
import { openTestStore, type TestStore } from './support/open-store';
import { AT, end, REF, task, turn } from './support/acts';

let test_: TestStore;
const store = () => test_.store;
beforeAll(async () => {
  test_ = await openTestStore('acceptance');
});
afterAll(() => test_.close());

const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : String(error)));

test('an accepted act is a leaf whose hashes anyone can compute again', async () => {
  const accepted = await store().stores.acts.accept(end('p1.s.1.main', 'ani'));
  const entry = (await store().stores.entries.get('task:p1.s.1.main:end'))!;
  expect(leafHash(entry.leaf)).toBe(accepted.leafHash);
  expect(payloadHash(entry.salt, entry.payload!)).toBe(entry.leaf.payloadHash);
  expect(entry.leaf).toMatchObject({ v: 1, seq: 0, prev: null, actor: 'user:ani', at: '2026-11-24T08:00:01.000Z', definition: REF });
});

test('the same act again gets the same answer, whatever the order of its members', async () => {
  const first = await store().stores.acts.accept(end('p2.s.1.main', 'ani'));
  const { by, data, ...rest } = end('p2.s.1.main', 'ani').payload as Record<string, Json>;
  const again = await store().stores.acts.accept({ ...end('p2.s.1.main', 'ani'), at: AT + 99_000, payload: { data, ...rest, by } as Json });
  expect(first.repeated).toBe(false);
  expect(again).toEqual({ ...first, repeated: true });
});

test('another content, another person, or the engine first: refused, and nothing changed', async () => {
  await store().stores.acts.accept(end('p3.s.1.main', 'ani'));
  const before = await store().stores.entries.get('task:p3.s.1.main:end');
  expect(await codeOf(store().stores.acts.accept(end('p3.s.1.main', 'ani', {}, 'other')))).toBe('ACT_CONFLICT');
  expect(await codeOf(store().stores.acts.accept(end('p3.s.1.main', 'budi')))).toBe('ACT_CONFLICT');
  expect(await store().stores.entries.get('task:p3.s.1.main:end')).toMatchObject({ leafHash: before!.leafHash, payload: before!.payload });
  await store().records.endTasks({ tasks: [{ taskId: 'p4.s.1.main', reason: 'overdue' }], at: AT, processId: 'p4', definition: REF, rehearsal: false });
  expect(await codeOf(store().stores.acts.accept(end('p4.s.1.main', 'ani')))).toBe('TASK_CLOSED');
});

test('of two people and the engine at once, one ends the task; the engine learns who it was', async () => {
  for (let round = 0; round < 15; round++) {
    const taskId = `race${round}.s.1.main`;
    const [ani, budi, engine] = await Promise.all([
      codeOf(store().stores.acts.accept(end(taskId, 'ani'))),
      codeOf(store().stores.acts.accept(end(taskId, 'budi'))),
      store().records.endTasks({ tasks: [{ taskId, reason: 'overdue' }], at: AT, processId: `race${round}`, definition: REF, rehearsal: false }),
    ]);
    const people = [ani, budi].filter((code) => code === 'none').length;
    expect(people + (engine.won.length === 0 ? 1 : 0)).toBe(1);
    const actor = (await store().stores.entries.get(`task:${taskId}:end`))!.leaf.actor;
    expect(engine.won.map(({ act }) => `user:${act.by}`)).toEqual(actor === 'engine' ? [] : [actor]);
  }
});

test('keys that are operators or paths elsewhere are only content here', async () => {
  const payload = { data: JSON.parse('{"$where":"1","a.b":{"$set":{"x.y":1}},"__proto__":{"z":2},"":"\\u0000"}') as never, taskId: 'p5.s.1.main' };
  await store().stores.acts.accept({ ...end('p5.s.1.main', 'ani'), type: 'test', payload });
  const entry = (await store().stores.entries.get('task:p5.s.1.main:end'))!;
  expect(payloadHash(entry.salt, entry.payload!)).toBe(entry.leaf.payloadHash);
  expect(JSON.stringify(entry.payload)).toBe(JSON.stringify(payload));
});

describe('a turn of a workflow', () => {
  test('committed again it is the same leaf, and the projections are whole even if the first time fell between', async () => {
    const first = turn('t1', 0, null, { opened: [task('t1.s.1.main', ['ani'])] });
    const { leafHash: hash } = await store().records.commit(first);
    // As if the worker had been killed after the insert.
    await store().collections.tasks.deleteMany({ processId: 't1' });
    await store().collections.inboxes.updateOne({ _id: 'ani' }, { $unset: { 'open.t1~s~1~main': '' } });
    expect(await store().records.commit(first)).toEqual({ leafHash: hash });
    expect((await store().stores.tasks.openOf('ani')).map(({ _id }) => _id)).toContain('t1.s.1.main');
    expect(await store().records.readTurn({ stream: 'process:t1', seq: 0 })).toMatchObject({ leafHash: hash, events: [] });
  });

  test('another turn in its place is told, with the events of the one that stands', async () => {
    const events = [{ event: { type: 'start', at: AT } }];
    const { leafHash: hash } = await store().records.commit(turn('t2', 0, null, { events }));
    expect(await store().records.commit(turn('t2', 0, null, { events: [] }))).toEqual({ leafHash: hash, standing: { events } });
    expect(await store().records.readTurn({ stream: 'process:t2', seq: 1 })).toBeNull();
  });

  test('a late repeat of an old turn changes nothing that is newer', async () => {
    const first = turn('t3', 0, null, { opened: [task('t3.s.1.main', ['ani'], { dueAt: AT + 1 })] });
    const { leafHash: one } = await store().records.commit(first);
    const moved = task('t3.s.1.main', ['budi'], { dueAt: AT + 2 });
    const { leafHash: two } = await store().records.commit(turn('t3', 1, one, { updated: [moved] }));
    await store().records.commit(turn('t3', 2, two, { closed: [{ taskId: 't3.s.1.main', reason: 'overdue' }] }));
    const dump = async () => [await store().collections.tasks.findOne({ _id: 't3.s.1.main' }), await store().collections.processes.findOne({ _id: 't3' }), await openIds('ani'), await openIds('budi')];
    const before = await dump();
    await store().records.commit(turn('t3', 1, one, { updated: [moved] }));
    await store().records.commit(first);
    expect(await dump()).toEqual(before);
    expect(before[0]).toMatchObject({ status: 'closed', candidates: ['budi'], dueAt: AT + 2 });
  });

  const openIds = async (user: string) => (await store().stores.tasks.openOf(user)).map(({ _id }) => _id).sort();
});
