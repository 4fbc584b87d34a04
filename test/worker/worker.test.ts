/** The worker process on real services: the short template from start to end, its log, its histories, its end. */
import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { playToTheEnd } from '../../cli/rehearsal/play';
import { shortDemoRoles, shortTemplate } from '../../process/templates';
import { startServices } from '../support/services';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calendar } from '../workflows/support/definitions';
import { until } from '../workflows/support/world';
import { StoreOffice } from './support/store-office';
import { WorkerProcess } from './support/worker-process';

let services: Awaited<ReturnType<typeof startServices>>;
let worker: WorkerProcess;
let office: StoreOffice;
const dataDir = mkdtempSync(path.join(tmpdir(), 'musyawarah-worker-'));

beforeAll(async () => {
  services = await startServices();
  const uri = services.mongoUri(`worker-${Date.now().toString(36)}`);
  office = await StoreOffice.open(uri, services.temporalAddress);
  worker = new WorkerProcess({ MONGODB_URI: uri, TEMPORAL_ADDRESS: services.temporalAddress, DATA_DIR: dataDir, HISTORIES_EVERY_SECONDS: '2' });
  await worker.start();
  await worker.ready();
});
afterAll(async () => {
  worker?.kill();
  await office?.close();
  await services?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('carries the short template to its end, in the log and in the projections', async () => {
  const id = `short-${Date.now().toString(36)}`;
  await office.publish(shortTemplate, calendar);
  await office.start(id, shortTemplate, shortDemoRoles, { scale: 3_600 });
  await playToTheEnd(office.of(id), { slow: 3_600, fast: 86_400 * 20, share: 0.3, everyMs: 20, limitMs: 60_000 });
  const { entries, processes, tasks } = office.store.collections;
  const process = await processes.findOne({ _id: id });
  expect(process?.view.status).toBe('completed');
  expect(process?.rehearsal).toEqual({ scale: 3_600 });
  expect(await tasks.countDocuments({ processId: id, status: 'open' })).toBe(0);
  await until('every entry in the log', async () => (await entries.countDocuments({ processId: id, logIndex: { $exists: false } })) === 0);
  expect(await entries.countDocuments({ processId: id, untold: true })).toBe(0);
});

it('keeps the histories of closed runs, with their hash in the ledger', async () => {
  const { entries, histories } = office.store.collections;
  const kept = await until('a kept history', () => entries.findOne({ 'leaf.type': 'history-archived' }).then((entry) => entry ?? undefined), 20_000);
  const { workflowId, runId, hash } = kept.payload as { workflowId: string; runId: string; hash: string };
  const history = await histories.findOne({ _id: `${workflowId}:${runId}` });
  const bytes = gunzipSync((history?.gzipped as { buffer: Buffer }).buffer ?? (history?.gzipped as Buffer));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
  expect(JSON.parse(bytes.toString('utf8')).events[0].eventType).toBe('EVENT_TYPE_WORKFLOW_EXECUTION_STARTED');
});

it('ends cleanly when it is told to', async () => {
  expect(await worker.stop()).toBe(true);
});
