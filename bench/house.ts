/** A house of its own for the benchmark: services (configured ones where given), worker and server, on a temporary folder. */
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from '../embedded/child';
import { freePort } from '../embedded/ports';
import { startServices, type Services } from '../embedded/services';

export interface House {
  services: Services;
  port: number;
  password: string;
  mongoUri: string;
  /** Process ids by name, those that are ours. */
  pids(): Record<string, number>;
  child(name: 'server' | 'worker' | 'bare'): Child;
  startBare(taskQueue: string): Promise<void>;
  stop(): Promise<void>;
}

const READY_MS = 120_000;

export async function openHouse(root: string, progress: (line: string) => void): Promise<House> {
  const dataDir = mkdtempSync(join(tmpdir(), 'musyawarah-bench-'));
  const services = await startServices({ dataDir, progress, wrapperSource: join(root, 'embedded/mongo/java/DurableMongo.java') });
  const port = await freePort();
  const password = 'bench-password';
  const mongoUri = databaseOf(services.mongoUri, `bench_${process.pid}`);
  const env = {
    MUSYAWARAH_ROOT: root, MONGODB_URI: mongoUri, TEMPORAL_ADDRESS: services.temporalAddress, TEMPORAL_NAMESPACE: services.namespace, DATA_DIR: dataDir,
    PORT: String(port), HOST: '127.0.0.1', DEMO: '1', DEMO_PASSWORD: password, NODE_ENV: 'production', LOG_LEVEL: 'warn',
  };
  const children = new Map<string, Child>();
  const start = (name: string, args: string[], more: Record<string, string> = {}): void => {
    const nodeArgs = (process.env['BENCH_NODE_ARGS'] ?? '').split(' ').filter(Boolean);
    children.set(name, new Child({ name, program: process.execPath, args: [...nodeArgs, ...args], env: { ...env, ...more }, logFile: join(dataDir, 'logs', `${name}.log`) }).start());
  };
  start('worker', [join(root, 'dist/worker.cjs')]);
  start('server', [join(root, 'dist/server.cjs')]);
  await until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok, READY_MS, 'the server');
  return {
    services, port, password, mongoUri,
    pids: () => ({
      ...pidOf('Temporal', services.children.temporal), ...pidOf('store', services.children.mongo),
      ...Object.fromEntries([...children].flatMap(([name, child]) => Object.entries(pidOf(name, child)))),
    }),
    child: (name) => children.get(name)!,
    async startBare(taskQueue) {
      start('bare', [join(root, 'dist/bench-bare.cjs')], { BARE_TASK_QUEUE: taskQueue });
      const log = join(dataDir, 'logs', 'bare.log');
      await until(async () => readFileSync(log, 'utf8').includes('bare worker runs'), 60_000, 'the bare worker');
    },
    async stop() {
      await Promise.all([...children.values()].map((child) => child.stop()));
      await services.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const pidOf = (name: string, child: Child | undefined): Record<string, number> => (child?.pid === undefined ? {} : { [name]: child.pid });

function databaseOf(uri: string, name: string): string {
  const url = new URL(uri);
  url.pathname = `/${name}`;
  return url.toString();
}

export async function until(done: () => Promise<boolean>, ms: number, what: string): Promise<void> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (await done().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} was not ready after ${ms / 1000} s`);
}

/** CPU milliseconds (user and system) and resident megabytes of a process and its children, from /proc; undefined elsewhere. */
export function usageOf(pid: number): { cpuMs: number; memoryMb: number } | undefined {
  try {
    const pids = [pid, ...childrenOf(pid)];
    return pids.reduce(
      (sum, one) => {
        const fields = readFileSync(`/proc/${one}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
        const pages = Number(readFileSync(`/proc/${one}/statm`, 'utf8').split(' ')[1]);
        return { cpuMs: sum.cpuMs + (Number(fields[11]) + Number(fields[12])) * 10, memoryMb: sum.memoryMb + (pages * 4096) / 1e6 };
      },
      { cpuMs: 0, memoryMb: 0 },
    );
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  try {
    const direct = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    return direct.flatMap((child) => [child, ...childrenOf(child)]);
  } catch {
    return [];
  }
}
