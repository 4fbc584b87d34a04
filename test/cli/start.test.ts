/**
 * `npm start` on this machine's own services: ready, resumed, healed, ended. The tests of the first part are one story on one
 * data folder, in order. Provisioned programs come from the user's cache.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as exportStore } from '../../cli/commands/export';
import { run as importStore } from '../../cli/commands/import';
import { run as verify } from '../../cli/commands/verify';
import { Api } from '../../cli/rehearsal/api';
import { readRunning } from '../../embedded/run-file';
import { hasPoller } from '../../embedded/namespace';
import { eventually, isAlive } from '../embedded/support/processes';
import { openDatabase } from '../store/support/database';
import { begin, clearAll, describeWhereSeen, SCRIPT, type Started } from './support/started';

const folder = mkdtempSync(join(tmpdir(), 'musyawarah-start-'));
const dataDir = join(folder, 'data');
/** Generous: these wait for other processes on a machine that may be busy. */
const LIMIT_MS = 120_000;

afterAll(() => {
  clearAll();
  rmSync(folder, { recursive: true, force: true });
});

interface Detail {
  id: string;
  seq: number;
  status: string;
  active: { stepId: string; extensions: number; dueAt: string | null }[];
}
async function findReference(api: Api): Promise<Detail | undefined> {
  const { items } = await api.ask<{ items: { id: string; title: string }[] }>('/processes', { as: 'owner' });
  const found = items.find(({ title }) => title.startsWith('Kebijakan Pengelolaan ASN'));
  return found && api.ask<Detail>(`/processes/${found.id}`, { as: 'owner' });
}
async function reference(api: Api): Promise<Detail> {
  const found = await findReference(api);
  if (!found) throw new Error('the reference process is not there');
  return found;
}
const stepOf = ({ active }: Detail, stepId: string) => active.find((step) => step.stepId === stepId);
const answers = (address: string): Promise<boolean> =>
  fetch(`${address}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(({ ok }) => ok, () => false);

/** An act that needs the workflow itself: it answers only when the process is being carried out. Lists show it a moment later. */
async function extend(api: Api, id: string, extensions: number): Promise<void> {
  await api.ask(`/processes/${id}/steps/publicConsultation/extend`, { method: 'POST', as: 'owner', body: { reason: 'Libur panjang.', duration: { amount: 1, unit: 'days' } } });
  await eventually(async () => stepOf(await reference(api), 'publicConsultation')?.extensions === extensions, LIMIT_MS);
}

describeWhereSeen('one machine', () => {
  let started: Started;
  let address: string;
  let password: string;
  let api: Api;
  let before: Detail;

  test('a start on a fresh data folder becomes ready, serves its page, and the reference process is under way', async () => {
    started = await begin({ dataDir });
    ({ address, password } = await started.ready());
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/<div id="root">/);
    api = new Api(address, password);
    // It is made through the public acts once the server listens.
    await eventually(async () => (await findReference(api))?.active.some(({ stepId }) => stepId === 'publicConsultation') === true, LIMIT_MS);
    const { id } = await reference(api);
    await extend(api, id, 1);
    before = await reference(api);
  });

  test('the ledger of the running server verifies over HTTP', async () => {
    await eventually(() => fetch(`${address}/ledger/checkpoint`).then(({ ok }) => ok), LIMIT_MS);
    expect(await command(verify, ['--url', address])).toEqual({ code: 0, text: expect.stringMatching(/verifies: \d+ entries/) });
  });

  test('a second start on the same data folder is refused, and the first goes on', async () => {
    const second = await begin({ dataDir, command: SCRIPT });
    expect(await second.ended).toBe(1);
    expect(second.stderr.trim().split('\n')).toEqual([expect.stringMatching(/in use by another Musyawarah \(process \d+\)/)]);
    await second.gone();
    expect(await answers(address)).toBe(true);
  });

  test.each([
    ['the server', 'dist/server.cjs'],
    ['the worker', 'dist/worker.cjs'],
    ['Temporal', 'server start-dev'],
    ['the store', 'DurableMongo'],
  ])('%s, killed, is started again, and the address answers', async (_, command) => {
    const part = started.part(command) ?? started.part('mongod');
    const since = Date.now();
    process.kill(part!.pid, 'SIGKILL');
    await eventually(() => !isAlive(part!.pid), LIMIT_MS);
    await eventually(() => (started.part(command) ?? started.part('mongod')) !== undefined, LIMIT_MS);
    await eventually(() => answers(address), LIMIT_MS);
    if (command.includes('worker')) {
      const { temporalAddress, temporalNamespace } = readRunning(dataDir)!;
      await eventually(() => hasPoller(temporalAddress, temporalNamespace, 'process', since).catch(() => false), LIMIT_MS);
    }
    expect(stepOf(await reference(api), 'publicConsultation')!.extensions).toBe(1);
  });

  test('Ctrl-C leaves no process behind', async () => {
    started.interruptGroup();
    await started.ended;
    await started.gone();
    expect(readRunning(dataDir)).toBeUndefined();
    expect(started.stdout).toMatch(/Everything has stopped/);
  });

  test('the next start has what was there, under the same password, and the process goes on', async () => {
    started = await begin({ dataDir });
    const again = await started.ready();
    expect(again.password).toBe(password);
    address = again.address;
    api = new Api(address, password);
    const resumed = await reference(api);
    expect(resumed.id).toBe(before.id);
    expect(resumed.seq).toBeGreaterThanOrEqual(before.seq);
    const { extensions, dueAt } = stepOf(before, 'publicConsultation')!;
    expect(stepOf(resumed, 'publicConsultation')).toMatchObject({ extensions, dueAt });
    await extend(api, before.id, 2);
  });

  test('SIGTERM to npm alone, as from a service manager, leaves no process behind either', async () => {
    process.kill(started.child.pid!, 'SIGTERM');
    await started.ended;
    await started.gone();
  });

  test('when the supervisor is killed, nothing that it started stays, and the data is whole', async () => {
    started = await begin({ dataDir, command: SCRIPT, env: { LANG: 'id_ID.UTF-8' } });
    await started.ready();
    expect(started.processes().length).toBeGreaterThan(4);
    process.kill(started.child.pid!, 'SIGKILL');
    await started.gone();
    started = await begin({ dataDir, command: SCRIPT });
    ({ address, password } = await started.ready());
    expect(stepOf(await reference(new Api(address, password)), 'publicConsultation')!.extensions).toBe(2);
  });

  test('the store is not exported while it is in use', async () => {
    expect(await command(exportStore, [join(folder, 'too-early.ndjson')])).toEqual({ code: 2, text: expect.stringMatching(/is running in .* stop it first/) });
    process.kill(started.child.pid!, 'SIGINT');
    expect(await started.ended).toBe(130);
    await started.gone();
  });

  test('exported, and imported into another store, everything goes on there as it was', async () => {
    const file = join(folder, 'everything.ndjson');
    const other = await openDatabase('moved');
    try {
      expect(await command(exportStore, [file])).toMatchObject({ code: 0 });
      expect(await command(importStore, [file, '--mongodb-uri', other.uri])).toMatchObject({ code: 0 });
      const [here, there] = [await command(verify, []), await command(verify, ['--mongodb-uri', other.uri])];
      expect(here).toMatchObject({ code: 0, text: expect.stringMatching(/size \d+, root [0-9a-f]{64}/) });
      expect(there).toEqual(here);
      started = await begin({ dataDir, command: SCRIPT, env: { MONGODB_URI: other.uri, DEMO: '1' } });
      ({ address, password } = await started.ready());
      expect(started.part('DurableMongo')).toBeUndefined();
      api = new Api(address, password);
      await extend(api, before.id, 3);
      process.kill(started.child.pid!, 'SIGINT');
      expect(await started.ended).toBe(130);
      await started.gone();
    } finally {
      await other.close();
    }
  });
});

/** A command on this data folder, as from a terminal. */
async function command(run: (args: string[]) => Promise<number>, args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const spies = (['log', 'error'] as const).map((name) => jest.spyOn(console, name).mockImplementation((...said: unknown[]) => void lines.push(said.join(' '))));
  const { DATA_DIR, MONGODB_URI } = process.env;
  process.env['DATA_DIR'] = dataDir;
  delete process.env['MONGODB_URI'];
  try {
    return { code: await run(args), text: lines.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
    delete process.env['DATA_DIR'];
    Object.assign(process.env, DATA_DIR !== undefined && { DATA_DIR }, MONGODB_URI !== undefined && { MONGODB_URI });
  }
}
