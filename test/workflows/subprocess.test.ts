/** A process that runs another published definition as one of its steps. */
import type { Step } from '../../process/types';
import { processWorkflowId } from '../../workflows/messages';
import { startServices } from '../support/services';
import { calendar, definitionOf, end, flow, start, task } from './support/definitions';
import { until, World } from './support/world';

let services: Awaited<ReturnType<typeof startServices>>;
let world: World;

const inner = definitionOf('inner', [start, task('innerWork'), end], [flow('begin', 'started', 'innerWork'), flow('innerWork', 'done', 'finish')]);
const sub: Step = {
  id: 'study', kind: 'subprocess', title: { id: 'study', en: 'study' }, settings: { definitionId: 'inner' }, position: { x: 0, y: 0 },
};
const outer = definitionOf('outer', [start, sub, end], [flow('begin', 'started', 'study'), flow('study', 'done', 'finish')]);

beforeAll(async () => {
  services = await startServices();
  world = await World.open(services.temporalAddress, outer, calendar, [inner]);
});
afterAll(async () => {
  await world?.close();
  await services.stop();
});

it('starts it once under an id of its own, and goes on when it has ended', async () => {
  const id = `outer-${Date.now().toString(36)}`;
  await world.start(id, { roles: { worker: ['worker'] } });
  const innerTask = await world.taskOf('innerWork');
  await world.complete(innerTask, 'done', 'worker');
  expect(await world.result(id)).toMatchObject({ result: 'completed' });
  expect(world.records.facts(`process:${id}-study-1`).at(-1)).toMatchObject({ type: 'process-ended', result: 'completed' });
});

it('withdraws it when it is withdrawn itself', async () => {
  const id = `outer2-${Date.now().toString(36)}`;
  await world.start(id, { roles: { worker: ['worker'] } });
  await until('the inner task', () => world.records.openTasks().find((open) => open.id.startsWith(`${id}-`)));
  await world.ownerAct(id, { type: 'withdraw', by: 'owner', reason: 'no longer needed' }, 'k');
  const result = await world.client.workflow.getHandle(processWorkflowId(`${id}-study-1`)).result();
  expect(result).toMatchObject({ result: 'withdrawn' });
  await until('no open task', () => world.records.openTasks().length === 0);
});
