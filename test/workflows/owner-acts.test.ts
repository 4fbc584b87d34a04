/** The owner's acts: synchronous refusal without an event, carried out with the next turn, forwarded to hosted steps. */
import type { OwnerAct } from '../../process/types';
import { demoRoles, referenceTemplate, shortDemoRoles, shortTemplate } from '../../process/templates';
import { toInstanceTime } from '../../process/clock';
import { processWorkflowId, runStateQuery, speedUpdate, stepWorkflowId } from '../../workflows/messages';
import { problemOf } from '../../workflows/failures';
import { startServices } from '../support/services';
import { approval, calendar, definitionOf, end, flow, refused, start, task } from './support/definitions';
import { until, World } from './support/world';

let services: Awaited<ReturnType<typeof startServices>>;
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

const unique = (name: string): string => `${name}-${Date.now().toString(36)}`;
const owner = { by: 'owner', reason: 'the regent asks for it' };
const days = (amount: number) => ({ amount, unit: 'days' as const });

/** A task with a deadline, then an approval. */
const plain = definitionOf(
  'plain',
  [
    start, task('work', { deadline: { within: days(30), overdue: { action: 'close' } } }), task('after'), approval('check'), end, refused,
  ],
  [
    flow('begin', 'started', 'work'), flow('work', 'done', 'after'), flow('after', 'done', 'check'), flow('check', 'approved', 'finish'),
    flow('check', 'returned', 'work'), flow('check', 'rejected', 'refused'),
  ],
);

describe('on a step of the process itself', () => {
  it('extends, reassigns, closes early, reopens and withdraws, each as an entry that the answer names', async () => {
    const world = await open(plain);
    const id = unique('owner');
    await world.start(id);
    const work = await world.taskOf('work', id);
    const dueBefore = world.records.tasks.get(work)?.dueAt ?? 0;

    const extended = await world.ownerAct(id, { ...owner, type: 'extend', stepId: 'work', duration: days(7) }, 'k1');
    expect(world.records.tasks.get(work)?.dueAt).toBeGreaterThan(dueBefore);
    await world.ownerAct(id, { ...owner, type: 'reassign', stepId: 'work', from: 'worker', to: 'deputy' }, 'k2');
    expect(world.records.tasks.get(work)?.candidates).toEqual(['deputy']);
    const closed = await world.ownerAct(id, { ...owner, type: 'close', stepId: 'work' }, 'k3');
    expect(closed.view.active.map(({ stepId }) => stepId)).toEqual(['after']);
    expect(() => world.records.complete(work, 'done', 'deputy', Date.now())).toThrow('has ended');
    const reopened = await world.ownerAct(id, { ...owner, type: 'reopen', stepId: 'work' }, 'k4');
    expect(reopened.view.active).toMatchObject([{ stepId: 'work', round: 2 }]);
    const withdrawn = await world.ownerAct(id, { ...owner, type: 'withdraw' }, 'k5');
    expect(withdrawn.view.status).toBe('withdrawn');

    expect(await world.result(id)).toMatchObject({ result: 'withdrawn' });
    const entries = world.records.stream(`process:${id}`);
    const typesAt = (seq: number) => (entries[seq]?.payload as { facts: { type: string }[] }).facts.map(({ type }) => type);
    expect(typesAt(extended.seq)).toContain('extended');
    expect(typesAt(closed.seq)).toContain('step-ended');
    expect(typesAt(reopened.seq)).toContain('reopened');
    expect(typesAt(withdrawn.seq)).toContain('process-ended');
    expect(world.records.openTasks()).toEqual([]);
  });

  it.each<[string, OwnerAct, string]>([
    ['a step that is not running', { ...owner, type: 'close', stepId: 'check' }, 'STEP_NOT_ACTIVE'],
    ['an act without a reason', { by: 'owner', reason: ' ', type: 'close', stepId: 'work' }, 'REASON_REQUIRED'],
    ['to reopen what has not ended', { ...owner, type: 'reopen', stepId: 'check' }, 'STEP_NOT_ENDED'],
  ])('refuses %s with a typed problem and no event', async (name, act, code) => {
    const world = await open(plain);
    const id = unique(`refused-${code.toLowerCase()}`);
    await world.start(id);
    await world.taskOf('work', id);
    const events = async () => (await world.client.workflow.getHandle(processWorkflowId(id)).fetchHistory()).events?.length ?? 0;
    // Started, workflow task (3), markers: the first turn is on record once these are there.
    await until('the first turn', async () => (await events()) > 6);
    const before = await events();
    const error = await world.ownerAct(id, act, `refused ${name}`).catch((cause: unknown) => cause);
    expect(problemOf(error)?.code).toBe(code);
    expect(await events()).toBe(before);
  });

  it('answers a repeated key again without acting twice', async () => {
    const world = await open(plain);
    const id = unique('key');
    await world.start(id);
    await world.taskOf('work', id);
    const act: OwnerAct = { ...owner, type: 'extend', stepId: 'work', duration: days(7) };
    const [first, second] = await Promise.all([world.ownerAct(id, act, 'same'), world.ownerActAgain(id, act, 'same')]);
    expect(world.records.facts(`process:${id}`).filter(({ type }) => type === 'extended')).toHaveLength(1);
    expect(second.seq).toBeGreaterThanOrEqual(first.seq);
  });
});

describe('on a step with a workflow of its own', () => {
  it('forwards extension and early closing to the workflow of the step; the process records the end', async () => {
    const world = await open(shortTemplate);
    const id = unique('hosted');
    await world.start(id, { roles: shortDemoRoles });
    await world.complete(await world.taskOf('draft', id), 'submitted', 'drafter');
    const respond = await world.taskOf('consult', id);
    const dueBefore = world.records.tasks.get(respond)?.dueAt ?? 0;
    await world.ownerAct(id, { ...owner, type: 'extend', stepId: 'consult', duration: days(7) }, 'k1');
    await until('the longer time', () => (world.records.tasks.get(respond)?.dueAt ?? 0) > dueBefore);
    const facts = () => world.records.facts(`step:${id}.consult.1`);
    expect(facts()).toContainEqual(expect.objectContaining({ type: 'extended', user: 'owner' }));

    await world.ownerAct(id, { ...owner, type: 'close', stepId: 'consult' }, 'k2');
    await until('the end of the round', () =>
      world.records.facts(`process:${id}`).some(({ type, stepId }) => type === 'step-ended' && stepId === 'consult'),
    );
    expect(() => world.records.complete(respond, 'answered', 'expert1', Date.now())).toThrow('has ended');
    expect(await world.taskOf('approve', id)).toContain('approve');
  });

  it('withdrawal ends the workflows of the steps as well', async () => {
    const world = await open(shortTemplate);
    const id = unique('withdraw');
    await world.start(id, { roles: shortDemoRoles });
    await world.taskOf('draft', id);
    await world.ownerAct(id, { ...owner, type: 'withdraw' }, 'k1');
    expect(await world.result(id)).toMatchObject({ result: 'withdrawn' });
    const step = await world.client.workflow.getHandle(stepWorkflowId(`${id}.draft.1`)).result();
    expect(step).toMatchObject({ outcome: 'cancelled' });
    await until('no open task', () => world.records.openTasks().length === 0);
  });

  it('follows a change of the rehearsal clock', async () => {
    const world = await open(referenceTemplate);
    const id = unique('speed');
    await world.start(id, { roles: demoRoles, rehearsal: { scale: 60 } });
    await world.complete(await world.taskOf('needsAnalysis', id), 'done', 'owner');
    await world.taskOf('drafting', id);
    const handle = world.client.workflow.getHandle(processWorkflowId(id));
    const { clock } = await handle.executeUpdate(speedUpdate, { updateId: 's', args: [{ scale: 86_400 * 40, key: 's' }] });
    expect(clock.scale).toBe(86_400 * 40);
    expect(toInstanceTime(clock, clock.realOrigin)).toBe(clock.origin);
    // Six weeks of drafting pass in about a second; the deadline reminds.
    await until('the deadline', () => world.records.facts(`step:${id}.drafting.1`).some(({ type }) => type === 'overdue'));
    const run = await world.client.workflow.getHandle(stepWorkflowId(`${id}.drafting.1`)).query(runStateQuery);
    expect(run.run.clock.overdueAt).toBe(run.run.clock.dueAt);
    await world.ownerAct(id, { ...owner, type: 'withdraw' }, 'k');
  });

  it('refuses a change of speed for a process that is no rehearsal', async () => {
    const world = await open(plain);
    const id = unique('official');
    await world.start(id);
    await world.taskOf('work', id);
    const handle = world.client.workflow.getHandle(processWorkflowId(id));
    const error = await handle.executeUpdate(speedUpdate, { updateId: 's', args: [{ scale: 60, key: 's' }] }).catch((cause: unknown) => cause);
    expect(problemOf(error)?.code).toBe('NOT_A_REHEARSAL');
  });
});
