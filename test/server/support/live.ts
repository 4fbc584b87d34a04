/** A server on a real store and a real Temporal, with a worker beside it and the demonstration's accounts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { referenceTemplate, shortTemplate } from '../../../process/templates';
import { seedAccounts, seedBasics, seedDefinition } from '../../../server/demo';
import { runServer, type RunningServer } from '../../../server/run';
import { openStore, type OpenStore } from '../../../store';
import { connectionSettings } from '../../../worker/connection';
import { runWorker, type RunningWorker } from '../../../worker/run';
import { testBundle } from '../../support/workflow-bundle';
import { callerFor, type Caller } from './server';

export const LIVE_PASSWORD = 'sandi demo yang panjang';

export interface Live {
  server: RunningServer;
  store: OpenStore;
  as(user: string | null): Caller;
  stop(): Promise<void>;
}

export interface LiveAddresses {
  mongoUri: string;
  temporalAddress: string;
}

const quiet = pino({ level: process.env['TEST_LOG'] ?? 'silent' });

export async function startLive({ mongoUri, temporalAddress }: LiveAddresses): Promise<Live> {
  quietRuntime();
  const folder = mkdtempSync(path.join(tmpdir(), 'musyawarah-live-'));
  const env = { MONGODB_URI: mongoUri, TEMPORAL_ADDRESS: temporalAddress, DATA_DIR: folder };
  const identity = { origin: 'musyawarah.localhost', keyFile: path.join(folder, 'ledger-key.pem') };
  const store = await openStore(mongoUri, identity);
  const worker: RunningWorker = await runWorker({ env, workflowBundle: await testBundle(), log: quiet, keepHistories: false });
  const server = await runServer({ store, temporal: connectionSettings(env), log: quiet, version: 'test', host: '127.0.0.1', port: 0, demo: true, checkAnswers: true });
  await seedBasics(server.services);
  await seedAccounts(server.services, LIVE_PASSWORD);
  for (const template of [referenceTemplate, shortTemplate]) await seedDefinition(server.services, template);
  await worker.ready;
  const cookies = new Map<string, Promise<string>>();
  return {
    server,
    store,
    as: (user) => callerFor(server.url, user === null ? null : () => cookieOf(cookies, server.url, user)),
    async stop() {
      await server.stop();
      await worker.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let installed = false;

/** Temporal's own log would drown the test's. */
function quietRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'off' } }, shutdownSignals: [] });
}

function cookieOf(cookies: Map<string, Promise<string>>, url: string, user: string): Promise<string> {
  const kept = cookies.get(user) ?? signIn(url, user);
  cookies.set(user, kept);
  return kept;
}

async function signIn(url: string, username: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: LIVE_PASSWORD }) });
  if (response.status !== 200) throw new Error(`sign-in of ${username}: ${response.status} ${await response.text()}`);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** Asks until it holds. */
export async function eventually<T>(ask: () => Promise<T>, holds: (value: T) => boolean, patienceMs = 60_000): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`still not so after ${patienceMs} ms: ${JSON.stringify(value).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
