/** A worker as a process of its own, so that a test can kill it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { Child } from '../../../embedded/child';
import { testBundle } from '../../support/workflow-bundle';

const ROOT = path.resolve(__dirname, '../../..');

/** Packages that are only ES modules go into the bundle, as in `npm run build`. */
const ESM_ONLY = ['@noble/', 'feelin', 'lezer-feel', 'min-dash', '@lezer/', 'luxon', 'temporal-polyfill', 'temporal-utils'];

let starts = 0;
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
  private child?: Child;

  constructor(private readonly env: Record<string, string> & { DATA_DIR: string }) {}

  /** Starts it, guarded: it ends with this test, however that ends. */
  async start(): Promise<void> {
    // One build for the whole test, even if sources change while it runs.
    bundle ??= testBundle();
    const [program, { codePath }] = await Promise.all([workerProgram(), bundle]);
    starts += 1;
    this.child = new Child({
      name: 'worker',
      program: process.execPath,
      args: [program],
      env: { ...this.env, MUSYAWARAH_ROOT: ROOT, WORKFLOW_BUNDLE: codePath },
      logFile: path.join(this.env.DATA_DIR, 'logs', `worker-${starts}.log`),
    }).start();
  }

  /** Resolves once it works on workflows. */
  async ready(): Promise<void> {
    for (const end = Date.now() + 60_000; !this.said('worker is ready'); ) {
      if (Date.now() > end) throw new Error(`the worker did not get ready:\n${this.child?.lastWords(20).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** A new process in its place. */
  again(): WorkerProcess {
    return new WorkerProcess(this.env);
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  /** Ends it the polite way. True: it said itself that it had stopped. */
  async stop(): Promise<boolean> {
    await this.child?.stop();
    return this.said('stopped');
  }

  private said(words: string): boolean {
    return this.child?.lastWords(50).some((line) => line.includes(`"msg":"${words}"`)) ?? false;
  }
}
