/** Entry point of a worker process. It reads its environment (README, *Services*) and runs until it is told to stop. */
import path from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { workflowBundle } from './bundle';
import { runWorker } from './run';
import { withoutStackTraces } from './workflow-threads';

const STOP_MS = 15_000;

async function main(): Promise<void> {
  const log = pino({ name: 'worker', level: process.env.LOG_LEVEL ?? 'info' });
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ level, ...meta }, message)),
    telemetryOptions: { logging: { filter: 'off' } },
    // We stop our own way, and only once.
    shutdownSignals: [],
  });
  if (process.env.WORKFLOW_STACK_TRACES !== '1') withoutStackTraces();
  const root = process.env.MUSYAWARAH_ROOT ?? path.resolve(__dirname, '..');
  const bundle = await workflowBundle({ builtFile: process.env.WORKFLOW_BUNDLE ?? path.join(root, 'dist', 'workflows.cjs'), root });
  const worker = await runWorker({ env: process.env, workflowBundle: bundle, log });
  worker.ready.then(() => log.info({}, 'worker is ready'), () => undefined);

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_MS).unref();
    worker.stop().then(
      () => {
        log.info({}, 'stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.warn({ error: String(error) }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
