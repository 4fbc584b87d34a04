/**
 * `npm run bench`: what the engine costs, beside a bare hand-written Temporal workflow of the same shape on the same servers
 * in the same run. Absolute numbers depend on the machine; the ratios are what to compare.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { MongoClient, type Db } from 'mongodb';
import { HttpClient, load, quantile } from './http';
import { openHouse, until, usageOf, type House } from './house';
import { TASK_GROUPS, workload } from './workload';
import type { BareInput } from './bare/workflow';

const ANSWER = 'x'.repeat(200);
const BARE_QUEUE = 'bare';
/** Acts before those that count: the store's virtual machine compiles what it runs often. */
const WARM_UP = 500;
const ROUNDS = 5;

interface Options {
  instances: number;
  concurrency: number;
  acts: number;
  inboxTasks: number;
  /** Parts to run: acts, instances, outage, inbox. */
  parts: readonly string[];
}

const PARTS = ['acts', 'instances', 'outage', 'inbox'];

const number = (value: number, digits = 1): string => value.toFixed(digits);

export async function runBench(root: string, options: Options, out: (line: string) => void): Promise<Record<string, unknown>> {
  out(`Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model ?? '?'}; ${ROUNDS} rounds of ${options.instances} instances, ${options.concurrency} at a time`);
  const house = await openHouse(root, out);
  const results: Record<string, unknown> = {};
  const mongo = await MongoClient.connect(house.mongoUri);
  try {
    const people = await signInAll(house);
    const db = mongo.db();
    await until(async () => (await db.collection('users').countDocuments({})) >= 15, 60_000, 'the demonstration');
    await publish(people.owner!, db);
    const measures: Record<string, () => Promise<unknown>> = {
      acts: () => measureActs(house, people, db, options, out),
      instances: () => measureInstances(house, people, db, options, out),
      outage: () => measureOutage(house, people, db, out),
      inbox: () => measureInbox(house, db, options, out),
    };
    for (const part of options.parts) results[part] = await measures[part]?.();
    results['memory'] = Object.fromEntries(Object.entries(house.pids()).map(([name, pid]) => [name, Math.round(usageOf(pid)?.memoryMb ?? 0)]));
    out(`memory, MB: ${JSON.stringify(results['memory'])}`);
    return results;
  } finally {
    await mongo.close();
    await house.stop();
  }
}

type People = Record<string, HttpClient>;

async function signInAll(house: House): Promise<People> {
  const names = ['owner', 'drafter', 'expert1', 'expert2', 'expert3', 'expert4', 'expert5', 'regent'];
  const people: People = {};
  await until(async () => (await new HttpClient(house.port, 1).signIn('regent', house.password)) !== undefined, 120_000, 'the accounts');
  for (const name of names) people[name] = await new HttpClient(house.port, 64).signIn(name, house.password);
  return people;
}

async function publish(owner: HttpClient, db: Db): Promise<void> {
  const created = await owner.call('POST', '/api/v1/definitions', { definition: workload });
  if (created.status >= 300) throw new Error(`the workload was not accepted: ${created.status} ${created.body.slice(0, 400)}`);
  const published = await owner.call('POST', `/api/v1/definitions/${workload.id}/publish`, {});
  if (published.status >= 300) throw new Error(`the workload was not published: ${published.status} ${published.body.slice(0, 400)}`);
  if ((await db.collection('versions').countDocuments({ definitionId: workload.id })) !== 1) throw new Error('no version');
}

// ------------------------------------------------------------------------------------------------ acts

/** Open tasks that no workflow waits for, so that acceptance alone is measured: session, checks, insert, telling. */
async function syntheticTasks(db: Db, prefix: string, count: number, user: (n: number) => string, status = 'open'): Promise<string[]> {
  const version = (await db.collection('versions').findOne({ definitionId: workload.id })) as unknown as { version: number; hash: string };
  const ids = Array.from({ length: count }, (_, n) => `${prefix}${n}.draft.1.main`);
  for (let at = 0; at < count; at += 1_000) {
    await db.collection('tasks').insertMany(
      ids.slice(at, at + 1_000).map((id, n) => ({
        _id: id as never, id, kind: 'form', stepId: 'draft', round: 1, role: 'drafter', candidates: [user(at + n)], openedAt: Date.now(), dueAt: Date.now() + (at + n) * 1_000,
        outcomes: ['done'], processId: `${prefix}${at + n}`, runId: `${prefix}${at + n}.draft.1`, processTitle: 'Benchmark', definition: { id: workload.id, version: version.version, hash: version.hash },
        rehearsal: false, workflowId: `process/${prefix}none`, status, version: { stream: 'bench', seq: 0 }, ...(status === 'completed' && { endedBy: user(at + n), endedAt: Date.now(), outcome: 'done' }),
      })),
    );
  }
  return ids;
}

async function measureActs(house: House, people: People, db: Db, { acts }: Options, out: (line: string) => void) {
  const results: Record<string, unknown> = {};
  for (const concurrency of [1, 10, 50]) {
    const ids = await syntheticTasks(db, `a${concurrency}x`, acts + WARM_UP, () => 'drafter');
    const complete = async (n: number): Promise<void> => {
      const { status, body } = await people['drafter']!.call('POST', `/api/v1/tasks/${ids[n]}/complete`, { data: { answers: { answer: ANSWER } } });
      if (status >= 300) throw new Error(`${status} ${body.slice(0, 200)}`);
    };
    await load(WARM_UP, concurrency, (n) => complete(acts + n));
    const before = usage(house);
    const { seconds, times } = await load(acts, concurrency, complete);
    const cpuMs = cpuBetween(before, usage(house), acts);
    results[`c${concurrency}`] = { perSecond: acts / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), cpuMs };
    out(`acts accepted, concurrency ${concurrency}: ${number(acts / seconds, 0)} a second, p50 ${number(quantile(times, 0.5))} ms, p99 ${number(quantile(times, 0.99))} ms; CPU ms an act: ${cpuWords(cpuMs, 2)}`);
    // No workflow will ever name these acts: nobody shall be told of them for ever while the rest is measured.
    await db.collection('entries').updateMany({ untold: true, processId: { $regex: `^a${concurrency}x` } }, { $unset: { untold: '' } });
  }
  return results;
}

// ------------------------------------------------------------------------------------------------ whole instances

const ROLES = { drafter: ['drafter'], expert1: ['expert1'], expert2: ['expert2'], expert3: ['expert3'], expert4: ['expert4'], expert5: ['expert5'], approver: ['regent'] };

/** Waits for documents by polling ids of all waiting instances in one query. */
class Watcher {
  private readonly waiting = new Map<string, () => void>();
  private stopped = false;
  constructor(db: Db, collection: string, filter: object = {}) {
    void (async () => {
      while (!this.stopped) {
        const ids = [...this.waiting.keys()];
        if (ids.length > 0) {
          for (const { _id } of await db.collection(collection).find({ _id: { $in: ids as never[] }, ...filter }, { projection: { _id: 1 } }).toArray()) {
            this.waiting.get(String(_id))?.();
            this.waiting.delete(String(_id));
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
  }
  there(id: string): Promise<void> {
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }
  stop(): void {
    this.stopped = true;
  }
}

async function measureInstances(house: House, people: People, db: Db, { instances, concurrency }: Options, out: (line: string) => void) {
  const tasks = new Watcher(db, 'tasks');
  const ended = new Watcher(db, 'processes', { 'view.status': 'completed' });
  const bareTasks = new Watcher(db, 'bare_tasks');
  const connection = await Connection.connect({ address: house.services.temporalAddress });
  const client = new Client({ connection, namespace: house.services.namespace });
  const ids: string[] = [];
  const ours = async (): Promise<void> => {
    const { status, body } = await people['owner']!.call('POST', '/api/v1/processes', { definitionId: workload.id, title: 'Benchmark', roles: ROLES });
    if (status >= 300) throw new Error(`${status} ${body.slice(0, 300)}`);
    const { id } = JSON.parse(body) as { id: string };
    ids.push(id);
    for (const group of TASK_GROUPS) {
      await Promise.all(
        group.map(async ({ stepId, by, outcome, key }) => {
          const taskId = `${id}.${stepId}.1.${key}`;
          await tasks.there(taskId);
          const data = stepId === 'approve' ? { note: ANSWER } : { answers: { answer: ANSWER } };
          const done = await people[by]!.call('POST', `/api/v1/tasks/${taskId}/complete`, { outcome, data });
          if (done.status >= 300) throw new Error(`${taskId}: ${done.status} ${done.body.slice(0, 300)}`);
        }),
      );
    }
    await ended.there(id);
  };
  const bare = (activities: BareInput['activities']) => async (n: number): Promise<void> => {
    const id = `${activities}-${n}-${process.pid}`;
    const input: BareInput = { id, activities, groups: TASK_GROUPS.map((group) => group.map(({ stepId, by }) => ({ task: stepId, assignee: by }))) };
    const handle = await client.workflow.start('barePolicy', { taskQueue: BARE_QUEUE, workflowId: id, args: [input] });
    for (const group of TASK_GROUPS) {
      await Promise.all(
        group.map(async ({ stepId }) => {
          await bareTasks.there(`${id}.${stepId}`);
          await handle.signal('done', { task: stepId, answer: ANSWER });
        }),
      );
    }
    await handle.result();
  };
  try {
    await house.startBare(BARE_QUEUE);
    await load(40, 10, ours);
    for (const activities of ['normal', 'local'] as const) await load(20, 10, bare(activities));
    ids.length = 0;
    const names = ['ours', 'bare, normal activities', 'bare, local activities'] as const;
    const rounds: Record<(typeof names)[number], number>[] = [];
    const cpu: Record<string, Record<string, number>> = {};
    const measure = async (name: string, work: (n: number) => Promise<void>): Promise<number> => {
      const before = usage(house);
      const { seconds } = await load(instances, concurrency, work);
      const used = cpuBetween(before, usage(house), instances * ROUNDS);
      cpu[name] = Object.fromEntries(Object.entries(used).map(([key, ms]) => [key, ms + (cpu[name]?.[key] ?? 0)]));
      return instances / seconds;
    };
    // Turn and turn about, because a machine is not equally fast at all times; each round gives its own ratio.
    for (let round = 1; round <= ROUNDS; round++) {
      rounds.push({
        ours: await measure('ours', ours),
        'bare, normal activities': await measure('bare, normal activities', (n) => bare('normal')(n + 1_000 * round)),
        'bare, local activities': await measure('bare, local activities', (n) => bare('local')(n + 1_000 * round)),
      });
    }
    const middle = (of: (round: (typeof rounds)[number]) => number): number => quantile(rounds.map(of).sort((a, b) => a - b), 0.5);
    for (const name of names) out(`${name}: ${number(middle((round) => round[name]))} instances a second; CPU ms an instance: ${cpuWords(cpu[name] ?? {})}`);
    const ratios = { normal: middle((round) => round.ours / round['bare, normal activities']), local: middle((round) => round.ours / round['bare, local activities']) };
    const each = rounds.map((round) => number(round.ours / round['bare, normal activities'], 2)).join(', ');
    out(`ratio of instances a second, ours to bare, median of ${ROUNDS} rounds: ${number(ratios.normal, 2)} (normal activities: ${each}), ${number(ratios.local, 2)} (local activities)`);
    const delay = await delays(db, ids);
    out(`from acceptance to the next task being open: p50 ${number(quantile(delay, 0.5), 0)} ms, p99 ${number(quantile(delay, 0.99), 0)} ms`);
    const handle = client.workflow.getHandle(`process/${ids[0]}`);
    const one = await handle.describe();
    out(`events an instance: ${one.historyLength}, bytes: ${one.historySize ?? '?'}`);
    out(`  ${countedTypes((await handle.fetchHistory()).events ?? [])}`);
    return { rounds, cpu, ratios, delay: { p50: quantile(delay, 0.5), p99: quantile(delay, 0.99) }, events: one.historyLength, bytes: one.historySize };
  } finally {
    for (const watcher of [tasks, ended, bareTasks]) watcher.stop();
    await connection.close();
  }
}

/** `7 signaled, 5 task completed …`: what a history consists of. */
function countedTypes(events: { eventType?: number | null }[]): string {
  const counts = new Map<string, number>();
  for (const { eventType } of events) {
    const name = (temporal.api.enums.v1.EventType[eventType ?? 0] ?? '?').replace('EVENT_TYPE_', '').toLowerCase().replaceAll('_', ' ');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}

const usage = (house: House): Record<string, number> =>
  Object.fromEntries([...Object.entries(house.pids()).map(([name, pid]) => [name, usageOf(pid)?.cpuMs ?? 0]), ['this client', process.cpuUsage().user / 1e3 + process.cpuUsage().system / 1e3]]);

const cpuBetween = (before: Record<string, number>, after: Record<string, number>, count: number): Record<string, number> =>
  Object.fromEntries(Object.keys(after).map((key) => [key, ((after[key] ?? 0) - (before[key] ?? 0)) / count]));

const cpuWords = (cpuMs: Record<string, number>, digits = 1): string =>
  Object.entries(cpuMs)
    .map(([key, ms]) => `${key} ${number(ms, digits)}`)
    .join(', ');

/** Real milliseconds between an act's acceptance and the commit of the turn that took it and opened what follows. */
async function delays(db: Db, processIds: string[]): Promise<number[]> {
  const entries = await db.collection('entries').find({ processId: { $in: processIds } }).toArray();
  const accepted = new Map(entries.map((entry) => [String(entry._id), entry['acceptedAt'] as number]));
  return entries
    .filter((entry) => ((entry['payload'] as { opened?: unknown[] })?.opened?.length ?? 0) > 0)
    .flatMap((entry) => ((entry['payload'] as { acts: { entryId: string }[] }).acts ?? []).map(({ entryId }) => (entry['acceptedAt'] as number) - (accepted.get(entryId) ?? Number.NaN)))
    .filter((ms) => ms >= 0)
    .sort((a, b) => a - b);
}

// ------------------------------------------------------------------------------------------------ Temporal away

async function measureOutage(house: House, people: People, db: Db, out: (line: string) => void) {
  const child = house.services.children.temporal;
  if (!child) {
    out('Temporal is configured, not ours: its outage is not measured');
    return null;
  }
  const ids = await Promise.all(
    Array.from({ length: 20 }, async () => (JSON.parse((await people['owner']!.call('POST', '/api/v1/processes', { definitionId: workload.id, title: 'Outage', roles: ROLES })).body) as { id: string }).id),
  );
  await until(async () => (await db.collection('tasks').countDocuments({ _id: { $in: ids.map((id) => `${id}.draft.1.main`) as never[] } })) === ids.length, 30_000, 'the drafts');
  await child.stop();
  const { times } = await load(ids.length, 5, async (n) => {
    const { status, body } = await people['drafter']!.call('POST', `/api/v1/tasks/${ids[n]}.draft.1.main/complete`, { data: { answers: { answer: ANSWER } } });
    if (status >= 300) throw new Error(`not accepted without Temporal: ${status} ${body.slice(0, 200)}`);
  });
  const started = Date.now();
  child.start();
  const next = ids.map((id) => `${id}.consultA.1.main`);
  await until(async () => (await db.collection('tasks').countDocuments({ _id: { $in: next as never[] } })) === ids.length, 120_000, 'what follows the acts');
  const seconds = (Date.now() - started) / 1000;
  out(`Temporal stopped: ${ids.length} of ${ids.length} acts accepted, p50 ${number(quantile(times, 0.5))} ms; all carried out ${number(seconds)} s after it returned`);
  return { accepted: ids.length, p50: quantile(times, 0.5), carriedOutAfterSeconds: seconds };
}

// ------------------------------------------------------------------------------------------------ inbox

async function measureInbox(house: House, db: Db, { inboxTasks }: Options, out: (line: string) => void) {
  const PEOPLE = 200;
  const user = (n: number): string => (n % PEOPLE === 0 ? 'officer1' : `person${n % PEOPLE}`);
  const ids = await syntheticTasks(db, 'ix', inboxTasks, user);
  const open = new Map<string, Record<string, number>>();
  ids.forEach((id, n) => {
    const inbox = open.get(user(n)) ?? {};
    inbox[id.replaceAll('.', '~')] = Date.now() + n * 1_000;
    open.set(user(n), inbox);
  });
  for (const [_id, tasks] of open) await db.collection('inboxes').replaceOne({ _id: _id as never }, { open: tasks }, { upsert: true });
  const officer = await new HttpClient(house.port, 4).signIn('officer1', house.password);
  const look = async (): Promise<number[]> => {
    const { times } = await load(100, 1, async () => {
      const { status, body } = await officer.call('GET', '/api/v1/tasks?assignee=me&status=open&sort=due');
      if (status !== 200 || (JSON.parse(body) as { items: unknown[] }).items.length === 0) throw new Error(`${status} ${body.slice(0, 200)}`);
    });
    return times;
  };
  await look();
  const before = await look();
  await syntheticTasks(db, 'fx', inboxTasks, user, 'completed');
  const after = await look();
  out(`inbox with ${inboxTasks} open tasks over ${PEOPLE} people: p50 ${number(quantile(before, 0.5))} ms; with ${inboxTasks} finished ones more: ${number(quantile(after, 0.5))} ms`);
  officer.close();
  return { p50: quantile(before, 0.5), p50WithFinished: quantile(after, 0.5) };
}

export async function main(root: string, args: string[]): Promise<number> {
  const quick = args.includes('--quick');
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length).split(',');
  const parts = PARTS.filter((part) => only?.includes(part) ?? true);
  const options: Options = quick
    ? { instances: 20, concurrency: 10, acts: 300, inboxTasks: 2_000, parts }
    : { instances: 60, concurrency: 20, acts: 2_000, inboxTasks: 20_000, parts };
  const results = await runBench(root, options, (line) => console.log(line));
  const file = args.find((arg) => arg.startsWith('--out='))?.slice('--out='.length);
  if (file) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return 0;
}
