/** Projections follow from entries alone: dropped and rebuilt they are the same, whatever the order in which things came. */
import { canonicalJson } from '../../process/canonical';
import type { Json } from '../../process/types';
import { PROJECTIONS } from '../../store/models';
import { rebuild } from '../../store/rebuild';
import { disposition, end, input, startOf, task, taskEnded, turn, window } from './support/acts';
import { openTestStore, type TestStore } from './support/open-store';

let held: TestStore;
const store = () => held.store;
beforeAll(async () => {
  held = await openTestStore('rebuild');
});
afterAll(() => held.close());

/** Every projection, sorted, in canonical JSON. */
async function dump(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const name of [...PROJECTIONS, 'versions']) {
    const documents = await store().collections.any(name).find({}).toArray();
    found[name] = documents.map((document) => canonicalJson(JSON.parse(JSON.stringify(document)) as Json)).sort();
  }
  return found;
}

/** A process with everything that projections know: tasks opened, moved, ended by people and engine, a hosted step, a window. */
async function live(processId: string): Promise<void> {
  const { stores, records } = store();
  const id = (name: string) => `${processId}.${name}`;
  await stores.acts.accept(startOf(processId));
  const opened = ['a', 'b', 'c', 'd'].map((name, n) => task(id(`s.1.${name}`), ['ani', 'budi'], n % 2 ? { dueAt: n } : {}));
  const { leafHash: first } = await records.commit(turn(processId, 0, null, { opened, acts: [] }));
  const ended = await stores.acts.accept(end(id('s.1.a'), 'ani'));
  const { leafHash: second } = await records.commit(
    turn(processId, 1, first, {
      facts: [taskEnded(id('s.1.a'), 'ani', ended, 1)],
      events: [{ id: ended.entryId, event: { type: 'act', at: end('', '').at } }],
      acts: [{ entryId: ended.entryId, hash: ended.leafHash }],
      updated: [task(id('s.1.b'), ['citra'])],
      windowsOpened: [window(id('consult.1'), { closesAt: 5 })],
      notices: [{ id: id('n1'), role: 'team', users: ['ani'], template: 'reminder', stepId: 's', round: 1, params: {}, at: 7 }],
    }),
  );
  const stream = `step:${id('consult.1')}`;
  const step = turn(processId, 0, null, { opened: [task(id('consult.1.respond-budi'), ['budi'], { kind: 'respond' })] }, { stream });
  await records.commit(step);
  await Promise.all(['k1', 'k2', 'k3'].map((key) => stores.acts.accept(input(id('consult.1'), key))));
  const one = await stores.acts.accept(disposition(`input:${id('consult.1')}:k1`, 0, id('consult.1')));
  await stores.acts.accept(disposition(`input:${id('consult.1')}:k1`, 1, id('consult.1'), one.leafHash));
  await records.endTasks({ tasks: [{ taskId: id('s.1.c'), reason: 'overdue' }], at: 9, processId, definition: turn(processId, 0, null).definition, rehearsal: false });
  const counts = (await records.readCounts({ windowIds: [id('consult.1')], close: true, at: 9 }))[id('consult.1')]!;
  await records.commit(turn(processId, 2, second, { closed: [{ taskId: id('s.1.c'), reason: 'overdue' }], windowsClosed: [{ windowId: id('consult.1'), counts }] }));
  // Accepted, and no turn has taken it yet.
  await stores.acts.accept(end(id('s.1.d'), 'budi'));
}

test('dropped and rebuilt they are the same', async () => {
  for (const processId of ['r1', 'r2', 'r3']) await live(processId);
  await store().stores.settle();
  const before = await dump();
  expect(before.tasks).toHaveLength(15);
  const { entries } = await rebuild(store().collections);
  expect(entries).toBe(await store().collections.entries.countDocuments({}));
  expect(await dump()).toEqual(before);
});

test('the clocks of several machines do not matter: an act that seems older than the turn that opened its task still ends it', async () => {
  await store().stores.settle();
  const before = await dump();
  for await (const { _id } of store().collections.entries.find({ 'leaf.type': 'task-ended' })) await store().collections.entries.updateOne({ _id }, { $set: { acceptedAt: 1 } });
  await rebuild(store().collections);
  expect(await dump()).toEqual(before);
});

test('a server that was killed before its projection leaves nothing that a rebuild would change after the turn', async () => {
  const { collections, stores, records } = store();
  await stores.acts.accept(startOf('r9'));
  const { leafHash } = await records.commit(turn('r9', 0, null, { opened: [task('r9.s.1.a', ['ani'])] }));
  const ended = await stores.acts.accept(end('r9.s.1.a', 'ani'));
  await stores.settle();
  await collections.tasks.updateOne({ _id: 'r9.s.1.a' }, { $set: { status: 'open' }, $unset: { endedAt: '', endedBy: '', outcome: '' } });
  await collections.inboxes.updateOne({ _id: 'ani' }, { $set: { 'open.r9~s~1~a': 0 } });
  await records.commit(
    turn('r9', 1, leafHash, {
      facts: [taskEnded('r9.s.1.a', 'ani', ended, 77)],
      events: [{ id: ended.entryId, event: { type: 'act', at: end('', '').at } }],
      acts: [{ entryId: ended.entryId, hash: ended.leafHash }],
    }),
  );
  const before = await dump();
  await rebuild(collections);
  expect(await dump()).toEqual(before);
});
