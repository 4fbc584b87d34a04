/** The relay over a real store and a clock of its own: every accepted act reaches its workflow, in order, whatever fails meanwhile. */
import type { ActNotice } from '../../store/contract';
import { Relay, type Deliver } from '../../sequencer/relay';
import { end, startOf, taskEnded, turn, AT } from '../store/support/acts';
import { openTestStore, type TestStore } from '../store/support/open-store';

let held: TestStore;
let n = 0;
/** A process of each test's own. */
let one: string;
let other: string;

beforeAll(async () => {
  held = await openTestStore('relay');
});
afterAll(async () => held?.close());
beforeEach(() => {
  n += 1;
  [one, other] = [`one${n}`, `other${n}`];
});

const { accept } = { accept: (input: Parameters<TestStore['store']['stores']['acts']['accept']>[0]) => held.store.stores.acts.accept(input) };
const named = (notice: ActNotice): string => (notice.kind === 'task' ? notice.act.taskId : notice.kind);

interface Harness {
  relay: Relay;
  /** What was told, in order: workflow and acts. */
  told: [string, string[]][];
  /** When each workflow was told, or was tried. */
  tries: Map<string, number[]>;
  /** Moves the clock, then looks, and waits until nothing is being told. */
  look(ms?: number): Promise<void>;
}

function harness(failing: (workflowId: string) => Error | undefined | Promise<void> = () => undefined): Harness {
  let now = 1_000_000;
  const told: Harness['told'] = [];
  const tries: Harness['tries'] = new Map();
  const deliver: Deliver = async (workflowId, notices) => {
    // Only this test's processes: other tests leave acts that nobody takes.
    if (![one, other].includes(workflowId.split('/')[1]!.split('.')[0]!)) return;
    tries.set(workflowId, [...(tries.get(workflowId) ?? []), now]);
    const error = await failing(workflowId);
    if (error) throw error;
    told.push([workflowId, notices.map(named)]);
  };
  const relay = new Relay({ collections: held.store.collections, deliver, now: () => now, patienceMs: 0, sweepMs: 1_000 });
  return {
    relay,
    told,
    tries,
    look: async (ms = 0) => {
      now += ms;
      await relay.step();
      await relay.settled();
    },
  };
}

/** Accepts ends of tasks of a process, one after the other. */
async function acceptEnds(processId: string, ...tasks: string[]): Promise<void> {
  for (const task of tasks) {
    await accept(end(`${processId}.s.1.${task}`, 'ani'));
    // Acceptance is ordered by milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
const take = (...ids: string[]) =>
  held.store.collections.entries.updateMany({ _id: { $in: ids.map((id) => `task:${id}:end`) } }, { $set: { taken: true }, $unset: { untold: '' } });
const pauses = (times: number[]): number[] => times.slice(1).map((time, at) => time - times[at]!);

test('what nobody has taken is told again, in order of acceptance, with the hash of each entry', async () => {
  const { look, told } = harness();
  await acceptEnds(one, 'a', 'b');
  await look();
  await look(4_000);
  const both = [`process/${one}`, [`${one}.s.1.a`, `${one}.s.1.b`]];
  expect(told).toEqual([both, both]);
});

test('what a workflow has named is not told any more', async () => {
  const { look, told } = harness();
  await acceptEnds(one, 'a', 'b');
  await take(`${one}.s.1.a`);
  await look();
  await take(`${one}.s.1.b`);
  await look(4_000);
  expect(told).toEqual([[`process/${one}`, [`${one}.s.1.b`]]]);
});

test('an act that is told and not taken is told after longer and longer waits', async () => {
  const { look, tries } = harness();
  await acceptEnds(one, 'a');
  for (let second = 0; second < 130; second++) await look(1_000);
  const waits = pauses(tries.get(`process/${one}`)!);
  expect(waits).toEqual([4_000, 8_000, 16_000, 32_000, 64_000]);
});

test('a workflow that refuses is tried again after longer and longer pauses; the others are told meanwhile', async () => {
  const { look, tries, told } = harness((workflowId) => (workflowId === `process/${one}` ? new Error('a mistake of its own') : undefined));
  await acceptEnds(one, 'a');
  await acceptEnds(other, 'a');
  await look();
  for (let second = 0; second < 35; second++) await look(1_000);
  expect(pauses(tries.get(`process/${one}`)!)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  expect(told.map(([workflowId]) => workflowId)).toContain(`process/${other}`);
  expect(told.map(([workflowId]) => workflowId)).not.toContain(`process/${one}`);
});

test('one that hangs holds up no other', async () => {
  let release = (): void => undefined;
  const hanging = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { relay, told } = harness((workflowId) => (workflowId === `process/${one}` ? hanging : undefined));
  await acceptEnds(one, 'a');
  await acceptEnds(other, 'a');
  await relay.step();
  // Something accepted only after the other began to hang comes through as well.
  await acceptEnds(other, 'b');
  relay.watch(await held.store.collections.entries.find({ _id: `task:${other}.s.1.b:end` }).toArray());
  const until = Date.now() + 20_000;
  while (told.length < 2 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await relay.step();
  }
  expect(told).toEqual([[`process/${other}`, [`${other}.s.1.a`]], [`process/${other}`, [`${other}.s.1.b`]]]);
  release();
  await relay.settled();
});

test('while nothing answers at all it is asked again every few seconds, so that acts are carried out soon after', async () => {
  let away = true;
  const { look, tries, told } = harness(() => (away ? Object.assign(new Error('service'), { cause: { code: 14 } }) : undefined));
  await acceptEnds(one, 'a');
  for (let second = 0; second < 30; second++) await look(1_000);
  expect(pauses(tries.get(`process/${one}`)!)).toEqual([1_000, 2_000, 4_000, 5_000, 5_000, 5_000, 5_000]);
  away = false;
  await look(5_000);
  expect(told).toEqual([[`process/${one}`, [`${one}.s.1.a`]]]);
});

test('a later act never overtakes one whose telling failed', async () => {
  let failing = true;
  const { relay, look, told } = harness(() => (failing ? new Error('not now') : undefined));
  await acceptEnds(one, 'a');
  await look();
  await acceptEnds(one, 'b');
  relay.watch(await held.store.collections.entries.find({ _id: `task:${one}.s.1.b:end` }).toArray());
  failing = false;
  await look();
  expect(told).toEqual([]);
  await look(1_000);
  expect(told).toEqual([[`process/${one}`, [`${one}.s.1.a`, `${one}.s.1.b`]]]);
});

test('many acts go in tellings of a bounded size, in order', async () => {
  const { look, told } = harness();
  await Promise.all(Array.from({ length: 450 }, (_, k) => accept(end(`${one}.s.1.t${k}`, 'ani'))));
  await look();
  expect(told.map(([, acts]) => acts.length)).toEqual([200, 200, 50]);
  const order = (await held.store.collections.entries.find({ processId: one }).toArray()).sort((a, b) => a.acceptedAt - b.acceptedAt || (a._id < b._id ? -1 : 1));
  expect(told.flatMap(([, acts]) => acts)).toEqual(order.map(({ _id }) => _id.slice('task:'.length, -':end'.length)));
});

describe('acts that come when nobody is there any more', () => {
  const untold = async (id: string) => (await held.store.collections.entries.findOne({ _id: id }))?.untold ?? false;

  async function tellOften(look: Harness['look']): Promise<void> {
    for (let times = 0; times < 8; times++) await look(200_000);
  }

  test('of a process that has ended they are marked told, and rest', async () => {
    const { look, tries } = harness();
    await accept(startOf(one));
    await held.store.records.commit(turn(one, 0, null, { view: { kind: 'process', view: { status: 'completed', at: AT, active: [], ended: [], data: {}, rounds: {} } } }));
    await acceptEnds(one, 'late');
    await tellOften(look);
    expect(await untold(`task:${one}.s.1.late:end`)).toBe(false);
    const told = tries.get(`process/${one}`)!.length;
    await look(400_000);
    expect(tries.get(`process/${one}`)).toHaveLength(told);
  });

  test('of a process that runs they stay to be told', async () => {
    const { look } = harness();
    await accept(startOf(one));
    await held.store.records.commit(turn(one, 0, null));
    await acceptEnds(one, 'waiting');
    await tellOften(look);
    expect(await untold(`task:${one}.s.1.waiting:end`)).toBe(true);
  });

  test('of a step whose round has ended they are marked told, though its process runs', async () => {
    const { look } = harness();
    await accept(startOf(one));
    await held.store.records.commit(turn(one, 0, null));
    const stream = `step:${one}.consult.1`;
    await held.store.records.commit(turn(one, 0, null, { facts: [taskEnded(`${one}.consult.1.x`, 'ani', { entryId: 'x', leafHash: 'ab'.repeat(32) }, AT)] }, { stream }));
    const id = `${one}.consult.1.late`;
    await accept(end(id, 'ani', { deliver: { workflowId: `step/${one}.consult.1`, notice: { kind: 'task', at: AT, act: { taskId: id, outcome: 'done', by: 'ani', entryId: `task:${id}:end`, hash: '' } } } }));
    await tellOften(look);
    expect(await untold(`task:${id}:end`)).toBe(false);
  });
});
