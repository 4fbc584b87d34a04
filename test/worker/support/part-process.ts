/** The worker or the server as a process of its own, so that a test can kill it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { Child } from '../../../embedded/child';
import { testBundle } from '../../support/workflow-bundle';

const ROOT = path.resolve(__dirname, '../../..');

/** Packages that are only ES modules go into the bundle, as in `npm run build`. */
const ESM_ONLY = ['@noble/', 'feelin', 'lezer-feel', 'min-dash', '@lezer/', 'luxon', 'temporal-polyfill', 'temporal-utils'];

export type Part = 'worker' | 'server';
/** What each says once it works. */
const READY: Record<Part, string> = { worker: 'worker is ready', server: 'ready' };
/** Long, because a machine may be busy with much else. */
const READY_MS = 180_000;

let starts = 0;
const programs = new Map<Part, Promise<string>>();
let bundle: ReturnType<typeof testBundle> | undefined;

/** Bundles an entry point once for a test run. */
function programOf(part: Part): Promise<string> {
  const known = programs.get(part);
  if (known) return known;
  const made = buildProgram(part);
  programs.set(part, made);
  return made;
}

async function buildProgram(part: Part): Promise<string> {
  const folder = path.join(ROOT, 'node_modules', '.cache', 'musyawarah');
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `${part}-${process.pid}.cjs`);
  await build({
    entryPoints: [path.join(ROOT, part, 'main.ts')],
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
}

export class PartProcess {
  private child?: Child;

  constructor(
    private readonly part: Part,
    private readonly env: Record<string, string> & { DATA_DIR: string },
  ) {}

  /** Starts it, guarded: it ends with this test, however that ends. */
  async start(): Promise<this> {
    // One build for the whole test, even if sources change while it runs.
    bundle ??= testBundle();
    const [program, { codePath }] = await Promise.all([programOf(this.part), bundle]);
    starts += 1;
    this.child = new Child({
      name: this.part,
      program: process.execPath,
      args: [program],
      env: { ...this.env, MUSYAWARAH_ROOT: ROOT, WORKFLOW_BUNDLE: codePath },
      logFile: path.join(this.env.DATA_DIR, 'logs', `${this.part}-${starts}.log`),
    }).start();
    return this;
  }

  /** Resolves once it works. */
  async ready(): Promise<void> {
    for (const end = Date.now() + READY_MS; !this.said(READY[this.part]); ) {
      if (Date.now() > end || !this.child?.running) throw new Error(`the ${this.part} did not get ready (${this.child?.running ? 'it runs' : 'it has ended'}):\n${this.lastWords(20).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** SIGKILL, and a new process in its place. */
  async killed(): Promise<PartProcess> {
    this.kill();
    return new PartProcess(this.part, this.env).start();
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  /** Ends it the polite way. True: it ended by itself. */
  async stop(): Promise<boolean> {
    await this.child?.stop();
    return this.said('stopped');
  }

  lastWords(lines: number): string[] {
    return this.child?.lastWords(lines) ?? [];
  }

  private said(words: string): boolean {
    return this.lastWords(80).some((line) => line.includes(`"msg":"${words}"`));
  }
}
