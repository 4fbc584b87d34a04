/** Entry point of a server process. It reads its environment (README, *Services*) and runs until it is told to stop. */
import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { pino, type Logger } from 'pino';
import { openStore, logIdentity, type OpenStore } from '../store';
import { connectionSettings } from '../worker/connection';
import { seedBasics, seedDemo } from './demo';
import { runServer, type RunningServer } from './run';

const STOP_MS = 15_000;
const STORE_RETRY_MS = 1_000;

type Environment = Record<string, string | undefined>;

async function main(env: Environment): Promise<void> {
  const log = pino({ name: 'server', level: env.LOG_LEVEL ?? 'info' });
  const root = env.MUSYAWARAH_ROOT ?? path.resolve(__dirname, '..');
  const store = await storeWhenThere(env, log);
  const server = await start(env, root, store, log);
  onStop(async () => {
    await server.stop();
    await store.close();
  }, log);
  await seedBasics(server.services);
  log.info({ url: server.url }, 'listening');
  if (env.DEMO === '1' || env.DEMO === 'true') await demonstrate(server, env, log);
  log.info({ url: server.url }, 'ready');
}

function start(env: Environment, root: string, store: OpenStore, log: Logger): Promise<RunningServer> {
  const designerDir = path.join(root, 'dist', 'designer');
  return runServer({
    store,
    temporal: connectionSettings(env),
    log,
    version: (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version,
    host: env.HOST ?? '127.0.0.1',
    port: Number(env.PORT ?? 3000),
    publicUrl: env.PUBLIC_URL,
    designerDir: existsSync(designerDir) ? designerDir : undefined,
    metricsToken: env.METRICS_TOKEN,
    proxies: Number(env.TRUSTED_PROXIES ?? 0),
    demo: env.DEMO === '1' || env.DEMO === 'true',
  });
}

/** The server goes on without the demonstration: it is only something to look at. */
async function demonstrate(server: RunningServer, env: Environment, log: Logger): Promise<void> {
  const password = env.DEMO_PASSWORD ?? randomBytes(9).toString('base64url');
  try {
    await seedDemo(server.services, { password, log });
  } catch (error) {
    log.warn({ error: String((error as Error).message) }, 'the demonstration is not complete');
  }
}

async function storeWhenThere(env: Environment, log: Logger): Promise<OpenStore> {
  const uri = env.MONGODB_URI ?? 'mongodb://127.0.0.1:27017/musyawarah';
  const onLate = (error: unknown): void => log.warn({ error: String((error as Error).message) }, 'a projection is late');
  for (;;) {
    try {
      return await openStore(uri, logIdentity(env as NodeJS.ProcessEnv), { timeoutMs: 5_000, onLate });
    } catch (error) {
      log.warn({ error: String((error as Error).message) }, 'the store is not reachable; trying again');
      await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
    }
  }
}

function onStop(stop: () => Promise<void>, log: Logger): void {
  let stopping = false;
  const once = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_MS).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => once('SIGTERM'));
  process.on('SIGINT', () => once('SIGINT'));
}

main(process.env).catch((error: unknown) => {
  const { code } = error as NodeJS.ErrnoException;
  console.error(code === 'EADDRINUSE' ? `Port ${process.env.PORT ?? 3000} is in use; set PORT to another one.` : error);
  process.exit(1);
});
