/** The life of a process on a real Temporal: turns, races, restarts. The store is in memory, so that races can be staged. */
import type { CommitInput } from '../../store/contract';
import { actsSignal, processWorkflowId, stateQuery } from '../../workflows/messages';
import { problemOf } from '../../workflows/failures';
import { TASK_GROUPS, workload } from '../../bench/workload';
import { startServices } from '../support/services';
import { calendar, consentAfterAMinute, loop, minuteOfConsultation } from './support/definitions';
import { until, World } from './support/world';

type Shared = Awaited<ReturnType<typeof startServices>>;
let services: Shared;
const worlds: World[] = [];
const open = async (definition: Parameters<typeof World.open>[1]): Promise<World> => {
  const world = await World.open(services.temporalAddress, definition, calendar);
  worlds.push(world);
  return world;
};

beforeAll(async () => {
  services = await startServices();
});
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});
afterAll(() => services.stop());

const [TIMER_STARTED, TIMER_CANCELED, ATTRIBUTES, WORKFLOW_TASK_COMPLETED] = [17, 19, 40, 7];

const unique = (name: string): string => `${name}-${Date.now().toString(36)}`;

const upserts = async (world: World, id: string): Promise<number> =>
  (await historyOf(world, id)).filter(({ eventType }) => Number(eventType) === ATTRIBUTES).length;

/** Answers every task of the workload in order. */
async function playWorkload(world: World, id: string): Promise<void> {
  for (const group of TASK_GROUPS) {
    const tasks = await Promise.all(group.map(({ stepId }) => world.taskOf(stepId, id)));
    await Promise.all(tasks.map((task, n) => world.complete(task, group[n]?.outcome ?? '', group[n]?.by ?? '')));
  }
}

describe('a process on Temporal', () => {
  it('runs from start to end, an entry a turn, and says what happened', async () => {
    const world = await open(workload);
    const id = unique('whole');
    await world.start(id);
    await playWorkload(world, id);
    expect(await world.result(id)).toMatchObject({ result: 'completed' });
    const facts = world.records.facts(`process:${id}`);
    expect(facts[0]?.type).toBe('process-started');
    expect(facts.at(-1)).toMatchObject({ type: 'process-ended', result: 'completed' });
    expect(facts.filter(({ type }) => type === 'task-ended')).toHaveLength(7);
    expect(world.records.openTasks()).toEqual([]);
    expect(world.records.commits).toBeLessThanOrEqual(8);
  });

  it('records the figure that the store gives at the close, though an older one was told meanwhile', async () => {
    const world = await open(minuteOfConsultation);
    const id = unique('figures');
    await world.start(id, { rehearsal: { scale: 60 } });
    const window = await until('the window', () => world.records.windows.get(`${id}.ask.1`));
    await world.stopWorker();
    // While nobody works: the minimum is told, more comes in, and the deadline passes.
    await world.tell(window.workflowId, [{ kind: 'counts', at: Date.now() + 60_000, windowId: window.id, counts: { total: 2 } }]);
    window.total = 5;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await world.startWorker();
    await world.result(id);
    const counted = world.records.facts(`step:${window.runId}`).filter(({ type }) => type === 'counted');
    expect(counted).toMatchObject([{ counts: { total: 5 } }]);
  });

  it('costs at most five events for each human task beyond its start and end', async () => {
    const world = await open(loop);
    const id = unique('events');
    await world.start(id);
    await world.taskOf('work', id);
    const before = await until('the first turn', async () => {
      const events = await historyOf(world, id);
      return events.at(-1)?.eventType === WORKFLOW_TASK_COMPLETED || events.length > 7 ? events.length : undefined;
    });
    for (let n = 0; n < 5; n++) {
      await world.complete(await world.taskOf('work', id), 'done', 'worker');
      await world.complete(await world.taskOf('check', id), 'returned', 'approver');
    }
    await world.taskOf('work', id);
    const events = await historyOf(world, id);
    // Signal, workflow task (3), one marker; beside that the timer of the deadline and the search attributes.
    const perTask = events.filter(({ eventType }) => ![TIMER_STARTED, TIMER_CANCELED, ATTRIBUTES].includes(Number(eventType))).length - before;
    expect(perTask / 10).toBeLessThanOrEqual(5);
  });

  it('shows turns that follow each other closely in one upsert of search attributes, once its pause is over', async () => {
    const world = await open(loop);
    const id = unique('attributes');
    await world.start(id, { attributesEveryMs: 1_500 });
    for (let n = 0; n < 2; n++) {
      await world.complete(await world.taskOf('work', id), 'done', 'worker');
      await world.complete(await world.taskOf('check', id), 'returned', 'approver');
    }
    await world.complete(await world.taskOf('work', id), 'done', 'worker');
    await world.taskOf('check', id);
    const shown = async (): Promise<unknown> => (await world.client.workflow.getHandle(processWorkflowId(id)).describe()).searchAttributes['MusyawarahSteps'];
    expect(await until('the upsert', async () => ((await upserts(world, id)) > 0 ? true : undefined))).toBe(true);
    await until('the step where it stands', async () => (JSON.stringify(await shown()) === '["check"]' ? true : undefined));
    // Five turns: one upsert when the first pause was over, at most one more after it.
    expect(await upserts(world, id)).toBeLessThanOrEqual(2);
  });

  it('takes acts that arrive together in one entry, and a repeated delivery once', async () => {
    const world = await open(workload);
    const id = unique('batch');
    await world.start(id);
    await world.complete(await world.taskOf('draft', id), 'done', 'drafter');
    const tasks = await Promise.all(TASK_GROUPS[1]!.map(({ stepId }) => world.taskOf(stepId, id)));
    const notices = tasks.map((task, n) => world.records.complete(task, 'done', `expert${n + 1}`, Date.now()));
    await world.tell(processWorkflowId(id), [...notices, ...notices]);
    await world.tell(processWorkflowId(id), notices);
    await world.complete(await world.taskOf('approve', id), 'approved', 'approver');
    await world.result(id);
    const taken = world.records.stream(`process:${id}`).map(({ payload }) => (payload as { acts: unknown[] }).acts.length);
    expect(taken).toEqual([1, 1, 5, 1]);
  });

  it('refuses a format that it does not know, with a typed failure', async () => {
    const world = await open(workload);
    const id = unique('format');
    await world.start(id, { format: 2 as never });
    const error = await world.result(id).catch((cause: unknown) => cause);
    expect(problemOf(error)?.code).toBe('FORMAT_UNKNOWN');
  });
});

describe('races', () => {
  it('an answer that was accepted first beats the deadline, even if the workflow hears of it later', async () => {
    const world = await open(consentAfterAMinute);
    const id = unique('answer-first');
    const at = Date.now();
    await world.start(id, { start: { entryId: '', hash: '', at }, rehearsal: { scale: 60 } });
    const task = await world.taskOf('review', id);
    // Accepted in the store; its delivery is lost for now. The minute of the rehearsal passes in a second.
    world.records.complete(task, 'rejected', 'approver', at + 30_000);
    expect(await world.result(id)).toMatchObject({ result: 'withdrawn' });
    expect(world.records.facts(`process:${id}`)).toContainEqual(
      expect.objectContaining({ type: 'step-ended', outcome: 'rejected', cause: 'act', by: ['approver'] }),
    );
  });

  it('a deadline that came first ends the task for good', async () => {
    const world = await open(consentAfterAMinute);
    const id = unique('deadline-first');
    await world.start(id, { rehearsal: { scale: 60 } });
    const task = await world.taskOf('review', id);
    expect(await world.result(id)).toMatchObject({ result: 'completed' });
    expect(world.records.facts(`process:${id}`)).toContainEqual(
      expect.objectContaining({ type: 'step-ended', outcome: 'approved', cause: 'deemed-consent' }),
    );
    expect(() => world.records.complete(task, 'rejected', 'approver', Date.now())).toThrow('has ended');
  });

  it('records a deadline at its own instant, however late the worker is', async () => {
    const world = await open(consentAfterAMinute);
    const id = unique('late');
    const at = Date.now();
    await world.start(id, { start: { entryId: '', hash: '', at }, rehearsal: { scale: 60 } });
    await world.taskOf('review', id);
    await world.stopWorker();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await world.startWorker();
    await world.result(id);
    const ended = world.records.facts(`process:${id}`).find(({ type, stepId }) => type === 'step-ended' && stepId === 'review');
    expect(ended?.at).toBe(at + 60_000);
  });
});

describe('restarts', () => {
  it('adopts the turn that stands in the ledger when a killed worker had committed another one', async () => {
    const world = await open(workload);
    const id = unique('adopt');
    await world.start(id);
    await world.complete(await world.taskOf('draft', id), 'done', 'drafter');
    const tasks = await Promise.all(TASK_GROUPS[1]!.map(({ stepId }) => world.taskOf(stepId, id)));
    // Before the worker's commit of five acts, the entry of "the killed worker" with only the first of them is there.
    let staged = false;
    world.records.beforeCommit = async (input) => {
      if (staged || input.seq !== 2) return;
      staged = true;
      await world.records.activities.commit(onlyFirst(input));
    };
    const notices = tasks.map((task, n) => world.records.complete(task, 'done', `expert${n + 1}`, Date.now()));
    await world.tell(processWorkflowId(id), notices);
    await world.complete(await world.taskOf('approve', id), 'approved', 'approver');
    await world.result(id);
    const taken = world.records.stream(`process:${id}`).map(({ payload }) => (payload as { acts: unknown[] }).acts.length);
    expect(taken).toEqual([1, 1, 1, 4, 1]);
  });

  it('catches up with a ledger that is ahead, when Temporal has lost its last moments', async () => {
    const world = await open(workload);
    const id = unique('behind');
    const at = Date.now();
    const start = { start: { entryId: '', hash: '', at } };
    await world.start(id, start);
    await world.complete(await world.taskOf('draft', id), 'done', 'drafter');
    const tasks = await Promise.all(TASK_GROUPS[1]!.map(({ stepId }) => world.taskOf(stepId, id)));
    await world.forget(id);
    // The new run stands where the first one stood at its start: the act on `draft` is lost to it, but in the ledger.
    await world.startAgain(id);
    await until('the new run', async () => (await world.state(id).catch(() => undefined))?.runs);
    for (const [n, task] of tasks.entries()) await world.complete(task, 'done', `expert${n + 1}`);
    await world.complete(await world.taskOf('approve', id), 'approved', 'approver');
    expect(await world.result(id)).toMatchObject({ result: 'completed' });
    expect(world.records.facts(`process:${id}`).filter(({ type }) => type === 'task-ended')).toHaveLength(7);
  });

  it('looks into the ledger when it is told to doubt itself', async () => {
    const world = await open(workload);
    const id = unique('doubt');
    await world.start(id, { start: { entryId: '', hash: '', at: Date.now() } });
    await world.complete(await world.taskOf('draft', id), 'done', 'drafter');
    await world.taskOf('consultA', id);
    await world.forget(id);
    await world.startAgain(id);
    const handle = world.client.workflow.getHandle(processWorkflowId(id));
    await handle.signal(actsSignal, []);
    const state = await until('the consultations', async () => {
      const now = await handle.query(stateQuery).catch(() => undefined);
      return Object.keys(now?.runs ?? {}).length === 5 && now;
    });
    expect(Object.values(state.runs).map(({ stepId }) => stepId)).toContain('consultE');
  });

  it('waits out an outage of the store', async () => {
    const world = await open(workload);
    const id = unique('outage');
    await world.start(id);
    const task = await world.taskOf('draft', id);
    const notice = world.records.complete(task, 'done', 'drafter', Date.now());
    world.records.down = true;
    await world.tell(processWorkflowId(id), [notice]);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(world.records.openTasks()).toEqual([]);
    world.records.down = false;
    expect(await world.taskOf('consultA', id)).toContain('consultA');
  });

  it('continues as new with everything that it needs, and no run grows', async () => {
    const world = await open(loop);
    const id = unique('long');
    await world.start(id, { historyEvents: 40 });
    for (let n = 0; n < 12; n++) {
      await world.complete(await world.taskOf('work', id), 'done', 'worker');
      await world.complete(await world.taskOf('check', id), 'returned', 'approver');
    }
    // A key that an earlier run has answered gets the same answer, and the act is not carried out twice.
    const extend = { type: 'extend' as const, stepId: 'work', by: 'owner', reason: 'late', duration: { amount: 1, unit: 'days' as const } };
    await world.taskOf('work', id);
    const first = await world.ownerAct(id, extend, 'key-1');
    await world.complete(await world.taskOf('work', id), 'done', 'worker');
    for (let n = 0; n < 5; n++) {
      await world.complete(await world.taskOf('check', id), 'returned', 'approver');
      await world.complete(await world.taskOf('work', id), 'done', 'worker');
    }
    await world.taskOf('check', id);
    await world.ownerActAgain(id, extend, 'key-1');
    await world.complete(await world.taskOf('check', id), 'approved', 'approver');
    expect(await world.result(id)).toMatchObject({ result: 'completed' });
    const runs = await world.runsOf(id);
    expect(runs.length).toBeGreaterThan(2);
    expect(Math.max(...runs.map(({ events }) => events))).toBeLessThan(80);
    expect(first.seq).toBeGreaterThan(0);
    const facts = world.records.facts(`process:${id}`);
    expect(facts.filter(({ type }) => type === 'extended')).toHaveLength(1);
    expect(facts.filter(({ type }) => type === 'task-ended')).toHaveLength(36);
  });
});

/** What an entry would say if the turn had been fed only its first act. */
function onlyFirst(input: CommitInput): CommitInput {
  const { payload } = input;
  const events = (payload.events as { id: string }[]).slice(0, 1);
  const first = payload.acts.slice(0, 1);
  return { ...input, payload: { ...payload, events: events as never, acts: first, facts: payload.facts.slice(0, 2), opened: [] } };
}

async function historyOf(world: World, id: string) {
  return (await world.client.workflow.getHandle(processWorkflowId(id)).fetchHistory()).events ?? [];
}
