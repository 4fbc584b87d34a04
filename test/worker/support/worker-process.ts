/** A worker as a process of its own, so that a test can kill it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { testBundle } from '../../support/workflow-bundle';

const ROOT = path.resolve(__dirname, '../../..');

/** Packages that are only ES modules go into the bundle, as in `npm run build`. */
const ESM_ONLY = ['@noble/', 'feelin', 'lezer-feel', 'min-dash', '@lezer/', 'luxon', 'temporal-polyfill', 'temporal-utils'];

let built: Promise<string> | undefined;
let bundle: ReturnType<typeof testBundle> | undefined;

/** Bundles `worker/main.ts` once for a test run. */
function workerProgram(): Promise<string> {
  built ??= (async () => {
    const folder = path.join(ROOT, 'node_modules', '.cache', 'musyawarah');
    mkdirSync(folder, { recursive: true });
    const outfile = path.join(folder, `worker-${process.pid}.cjs`);
    await build({
      entryPoints: [path.join(ROOT, 'worker', 'main.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      outfile,
      logLevel: 'error',
      plugins: [
        {
          name: 'external-packages',
          setup({ onResolve }) {
            onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) => {
              if (kind === 'entry-point' || ESM_ONLY.some((prefix) => name.startsWith(prefix))) return undefined;
              return { path: name, external: true };
            });
          },
        },
      ],
    });
    return outfile;
  })();
  return built;
}

export class WorkerProcess {
  private child?: ChildProcess;
  readonly lines: string[] = [];

  constructor(private readonly env: Record<string, string>) {}

  /** Starts it; resolves once it works on workflows. */
  async start(): Promise<void> {
    // One build for the whole test, even if sources change while it runs.
    bundle ??= testBundle();
    const [program, { codePath }] = await Promise.all([workerProgram(), bundle]);
    const child = spawn(process.execPath, [program], {
      cwd: ROOT,
      env: { ...process.env, ...this.env, WORKFLOW_BUNDLE: codePath },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const take = (chunk: Buffer): void => void this.lines.push(...chunk.toString('utf8').split('\n').filter(Boolean));
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
  }

  /** Resolves once it has said so. */
  async ready(): Promise<void> {
    const end = Date.now() + 60_000;
    while (!this.lines.some((line) => line.includes('worker is ready'))) {
      if (Date.now() > end) throw new Error(`the worker did not get ready:\n${this.lines.slice(-20).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** A new process in its place. */
  again(): WorkerProcess {
    return new WorkerProcess(this.env);
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): void {
    this.child?.kill(signal);
  }

  /** Ends it the polite way; gives its exit code. */
  async stop(): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    return ended;
  }
}
