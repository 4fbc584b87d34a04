/** Worker and server on real services: the short template from start to end, its log, its histories, its end. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { ApiOffice } from '../../cli/rehearsal/api-office';
import { playToTheEnd, REAL_TIME } from '../../cli/rehearsal/play';
import { shortDemoRoles, shortTemplate } from '../../process/templates';
import type { ProcessDetail } from '../../server/contract/processes';
import { until } from '../workflows/support/world';
import { House } from './support/house';

let house: House;

beforeAll(async () => {
  house = await House.open({ HISTORIES_EVERY_SECONDS: '2' });
});
afterAll(async () => {
  await house?.close();
});

it('carries the short template to its end, in the log and in the projections', async () => {
  const body = { definitionId: shortTemplate.id, title: 'Geladi', roles: shortDemoRoles, rehearsal: { scale: REAL_TIME } };
  const { id } = await house.api.ask<ProcessDetail>('/processes', { method: 'POST', as: 'owner', body });
  await playToTheEnd(new ApiOffice(house.api, id, 'owner'), { share: 0.3, everyMs: 20, limitMs: 60_000 });
  const { entries, processes, tasks } = house.store.collections;
  const process = await processes.findOne({ _id: id });
  expect(process?.view.status).toBe('completed');
  expect(process?.rehearsal).toEqual({ scale: REAL_TIME });
  expect(await tasks.countDocuments({ processId: id, status: 'open' })).toBe(0);
  await until('every entry in the log', async () => (await entries.countDocuments({ processId: id, logIndex: { $exists: false } })) === 0);
  expect(await entries.countDocuments({ processId: id, untold: true })).toBe(0);
  expect(await entries.countDocuments({ processId: id, rehearsal: { $ne: true } })).toBe(0);
});

it('keeps the histories of closed runs, with their hash in the ledger', async () => {
  const { entries, histories } = house.store.collections;
  const kept = await until('a kept history', () => entries.findOne({ 'leaf.type': 'history-archived' }).then((entry) => entry ?? undefined), 20_000);
  const { workflowId, runId, hash } = kept.payload as { workflowId: string; runId: string; hash: string };
  const history = await histories.findOne({ _id: `${workflowId}:${runId}` });
  const bytes = gunzipSync((history?.gzipped as { buffer: Buffer }).buffer ?? (history?.gzipped as Buffer));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
  expect(JSON.parse(bytes.toString('utf8')).events[0].eventType).toBe('EVENT_TYPE_WORKFLOW_EXECUTION_STARTED');
});

it('ends cleanly when it is told to', async () => {
  expect(await house.stopWorker()).toBe(true);
});
