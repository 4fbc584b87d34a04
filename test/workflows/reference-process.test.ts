/** The whole reference process over its two and a half years, on a real Temporal, by the scaled clock. */
import { DAY, playToTheEnd, REAL_TIME } from '../../cli/rehearsal/play';
import { demoRoles, referenceTemplate } from '../../process/templates';
import { startServices } from '../support/services';
import { memoryOffice } from './support/memory-office';
import { until, World } from './support/world';
import { calendar } from './support/definitions';

let services: Awaited<ReturnType<typeof startServices>>;
let world: World;

beforeAll(async () => {
  services = await startServices();
  world = await World.open(services.temporalAddress, referenceTemplate, calendar);
});
afterAll(async () => {
  await world?.close();
  await services.stop();
});

it('runs to its end with an extension, a second round, a revision, a deemed consent and eight cycles', async () => {
  const id = `reference-${Date.now().toString(36)}`;
  const began = Date.now();
  await world.start(id, { roles: demoRoles, rehearsal: { scale: REAL_TIME }, historyEvents: 250 });
  await playToTheEnd(memoryOffice(world, id), { share: 0.5, everyMs: 20, limitMs: 110_000 });
  expect(await world.result(id)).toMatchObject({ result: 'completed' });
  expect(Date.now() - began).toBeLessThan(120_000);

  const facts = [...world.records.entries.values()].flatMap(({ payload }) => (payload as { facts?: Fact[] }).facts ?? []);
  const of = (type: string, stepId?: string) => facts.filter((fact) => fact.type === type && (!stepId || fact.stepId === stepId));
  expect(of('extended', 'publicConsultation')).toHaveLength(1);
  expect(of('step-ended', 'publicConsultation').map(({ outcome }) => outcome)).toEqual(['closed', 'closed']);
  expect(of('step-ended', 'harmonisation').map(({ outcome }) => outcome)).toEqual(['returned', 'approved']);
  expect(of('step-ended', 'facilitation')).toMatchObject([{ outcome: 'approved', cause: 'deemed-consent' }]);
  expect(of('step-ended', 'revision')).toHaveLength(3);
  expect(of('step-ended', 'socialization')).toMatchObject([{ outcome: 'covered' }]);
  expect(of('cycle-ended').map(({ cycle }) => cycle)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(of('step-ended', 'complaints')).toMatchObject([{ outcome: 'closed' }]);
  const years = ((of('process-ended')[0]?.at ?? 0) - (of('process-started')[0]?.at ?? 0)) / (365.25 * DAY * 1000);
  expect(years).toBeGreaterThan(2.3);
  expect(years).toBeLessThan(3.5);

  // Temporal's visibility lags a little.
  const runs = await until('the end of every workflow', async () => {
    const all = await world.runsOfProcess(id);
    return all.every(({ status }) => status !== 'RUNNING') && all;
  });
  expect(runs.filter(({ workflowId }) => workflowId.includes('.monitoring.'))).toHaveLength(8);
  // Short runs on purpose, so that it continues as new with steps under way.
  expect(runs.filter(({ workflowId }) => workflowId === `process/${id}`).length).toBeGreaterThan(1);
  expect(Math.max(...runs.map(({ events }) => events))).toBeLessThan(400);
});

interface Fact {
  type: string;
  at: number;
  stepId?: string;
  outcome?: string;
  cycle?: number;
}
