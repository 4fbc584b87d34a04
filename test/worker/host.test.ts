/** Workers live through an outage of Temporal: what else lives in their process goes on, and work resumes by itself. */
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { registerSearchAttributes } from '../../worker/search-attributes';
import { hostWorkers, type WorkerHost } from '../../worker/host';
import { workerOptions } from '../../worker/workers';
import { connectionSettings } from '../../worker/connection';
import { loop, calendar } from '../workflows/support/definitions';
import { MemoryRecords } from '../workflows/support/memory-records';
import { until } from '../workflows/support/world';
import { startServices, type TestServices } from '../support/services';
import { testBundle } from '../support/workflow-bundle';
import { createDeliver } from '../../worker/deliver';
import { processWorkflowId } from '../../workflows/messages';

let services: TestServices;
let host: WorkerHost;
const warnings: string[] = [];
const records = new MemoryRecords(loop, calendar);

beforeAll(async () => {
  services = await startServices();
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'off' } } });
  const [process] = workerOptions({ workflowBundle: await testBundle(), records: records.activities, heavy: {} as never });
  const settings = connectionSettings({ TEMPORAL_ADDRESS: services.temporalAddress, TEMPORAL_NAMESPACE: services.namespace });
  host = hostWorkers({
    connection: settings,
    workers: [process!],
    log: { info: () => undefined, warn: (_, message) => void warnings.push(message) },
    prepare: async () => {
      const connection = await Connection.connect(settings.client);
      await registerSearchAttributes(connection, settings.namespace).finally(() => connection.close());
    },
  });
  await host.ready;
});
afterAll(async () => {
  await host?.stop();
  await services?.stop();
});

it('goes on when Temporal was killed and has come back', async () => {
  const connection = await Connection.connect({ address: services.temporalAddress });
  const input = {
    format: 1 as const, processId: 'p1', title: 'P', definition: { id: loop.id, version: 1, hash: 'a'.repeat(64) },
    roles: { worker: ['worker'], approver: ['approver'] }, data: {}, startedBy: 'owner',
  };
  const deliver = createDeliver({ client: new Client({ connection }), readStart: async () => input });
  await deliver(processWorkflowId('p1'), [{ kind: 'start', at: Date.now(), entryId: 'process:p1:start', hash: 'b'.repeat(64) }]);
  const open = (stepId: string) => until(`a task of ${stepId}`, () => records.openTasks().find((task) => task.stepId === stepId), 60_000);
  const work = await open('work');

  services.kill('temporal');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  // Acceptance doesn't need Temporal; delivery fails, and the relay would try again.
  const notice = records.complete(work.id, 'done', 'worker', Date.now());
  const soon = <T>(call: () => Promise<T>) => connection.withDeadline(Date.now() + 1_000, call);
  await expect(soon(() => deliver(work.workflowId, [notice]))).rejects.toThrow();
  await services.restart('temporal');

  await until('the delivery', () => soon(() => deliver(work.workflowId, [notice])).then(() => true, () => false), 60_000);
  expect((await open('check')).round).toBe(1);
  await connection.close();
});
