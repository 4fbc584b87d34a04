/**
 * Hosts the workers of one process and keeps them running. An outage of Temporal must not end this process: the sequencer
 * lives in it too, and acts go on being accepted. So connecting is retried for ever, and a worker that gave up is replaced.
 */
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { ConnectionSettings } from './connection';

export interface HostLog {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface HostOptions {
  connection: ConnectionSettings;
  /** One per task queue. */
  workers: Omit<WorkerOptions, 'connection' | 'namespace'>[];
  log: HostLog;
  /** Called before workers start on a new connection, e.g. to register search attributes. */
  prepare?: () => Promise<void>;
}

const RETRY_MS_MAX = 5_000;

export interface WorkerHost {
  /** Resolves once every worker polls for the first time. */
  ready: Promise<void>;
  /** Lets what runs finish, then ends. */
  stop(): Promise<void>;
}

/** Starts the workers in the background. */
export function hostWorkers(options: HostOptions): WorkerHost {
  let stopping = false;
  let current: Worker[] = [];
  let wake = (): void => undefined;
  let markReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function once(): Promise<void> {
    await options.prepare?.();
    const connection = await NativeConnection.connect(options.connection.native);
    try {
      const created: Worker[] = [];
      for (const worker of options.workers) {
        created.push(await Worker.create({ ...worker, connection, namespace: options.connection.namespace }));
      }
      if (stopping) return;
      current = created;
      const running = created.map((worker) => worker.run());
      markReady();
      // If one gives up, the others stop as well, and all are made anew.
      await Promise.race(running).finally(() => shutDown(created));
      await Promise.allSettled(running);
    } finally {
      current = [];
      await connection.close().catch(() => undefined);
    }
  }

  async function keep(): Promise<void> {
    for (let failures = 0; !stopping; ) {
      const since = Date.now();
      try {
        await once();
      } catch (error) {
        failures = Date.now() - since > 60_000 ? 1 : failures + 1;
        options.log.warn({ error: String((error as Error).message) }, 'Temporal is not reachable; trying again');
      }
      if (!stopping) await pause(Math.min(RETRY_MS_MAX, 250 * 2 ** failures));
    }
  }

  const running = keep();
  return {
    ready,
    async stop() {
      stopping = true;
      wake();
      shutDown(current);
      await running;
    },
  };
}

function shutDown(workers: Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}
