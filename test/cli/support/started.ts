/** `npm start` as a person runs it, in a process group of its own, with everything that it starts found again by a mark. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../../../embedded/ports';
import { eventually } from '../../embedded/support/processes';

export const ROOT = resolve(__dirname, '../../..');
const MARK = 'MUSYAWARAH_TEST_MARK';
/** A build may be needed before; nothing here measures. */
const READY_MS = 180_000;
const GONE_MS = 60_000;

/** Variables that would lead a start to other services, or to another language. */
const UNSET = ['MONGODB_URI', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'DEMO', 'DEMO_PASSWORD', 'PUBLIC_URL', 'LC_ALL', 'LC_MESSAGES', 'DEBUG', 'LEDGER_KEY_FILE', 'LEDGER_ORIGIN'];

/** Linux shows what runs, with its environment. */
const SEES_PROCESSES = existsSync('/proc/self/environ');
/** For suites that look at what runs: skipped by name elsewhere. */
export const describeWhereSeen = SEES_PROCESSES ? describe : describe.skip;

export interface StartOptions {
  dataDir: string;
  port?: number;
  env?: Record<string, string>;
  /** By default `npm start`; a start of the script alone lets a test put anything on PATH. */
  command?: readonly string[];
}

export interface Seen {
  pid: number;
  command: string;
}

export class Started {
  readonly mark = randomBytes(12).toString('hex');
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | NodeJS.Signals>;
  private hasEnded = false;

  constructor(
    readonly port: number,
    { dataDir, env = {}, command = ['npm', 'start'] }: StartOptions,
  ) {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !UNSET.includes(name)));
    this.child = spawn(command[0]!, command.slice(1), {
      cwd: ROOT,
      env: { ...inherited, NODE_ENV: 'production', LANG: 'C.UTF-8', DATA_DIR: dataDir, PORT: String(port), ...env, [MARK]: this.mark },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.child.stdout!.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((settle) => {
      this.child.on('exit', (code, signal) => {
        this.hasEnded = true;
        settle(signal ?? code ?? -1);
      });
    });
  }

  /** Address and demo password, as printed. Throws with all that was said when it ends before it is ready. */
  async ready(): Promise<{ address: string; password: string }> {
    const found = (): RegExpExecArray | null => /(?:is ready|siap): (\S+)[\s\S]*?(?:password|kata sandi): (\S+)\)[\s\S]*Ctrl-C/.exec(this.stdout);
    await eventually(() => found() !== null || this.hasEnded, READY_MS);
    const [, address = '', password = ''] = found() ?? [];
    if (!address) throw new Error(`it did not become ready:\n${this.stdout}\n${this.stderr}`);
    return { address, password };
  }

  /** Waits until it has printed something. */
  async says(text: RegExp): Promise<void> {
    await eventually(() => text.test(this.stdout) || this.hasEnded, READY_MS);
  }

  /** Every process that carries our mark, wherever its parents went; none where the system does not show them. */
  processes(): Seen[] {
    if (!SEES_PROCESSES) return [];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        const environment = read(join('/proc', pid, 'environ'));
        const command = read(join('/proc', pid, 'cmdline')).split('\0').join(' ').trim();
        return environment.includes(`${MARK}=${this.mark}`) && command ? [{ pid: Number(pid), command }] : [];
      });
  }

  /** The one process whose command holds this. */
  part(command: string): Seen | undefined {
    return this.processes().find((seen) => seen.command.includes(command) && !seen.command.startsWith('/bin/sh'));
  }

  /** As Ctrl-C in a terminal: to everything in its process group. */
  interruptGroup(): void {
    process.kill(-this.child.pid!, 'SIGINT');
  }

  /** Waits until nothing that it started is left. */
  async gone(): Promise<void> {
    try {
      await eventually(() => this.processes().length === 0, GONE_MS);
    } catch {
      throw new Error(`still there: ${this.processes().map(({ command }) => command.slice(0, 100)).join(' | ')}`);
    }
  }

  /** Whatever a test left. */
  clear(): void {
    for (const { pid } of this.processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    }
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const all: Started[] = [];

/** Starts; without a port, on one that is free. */
export async function begin(options: StartOptions): Promise<Started> {
  const started = new Started(options.port ?? (await freePort()), options);
  all.push(started);
  return started;
}

/** For afterAll: ends what a failed test has left. */
export function clearAll(): void {
  for (const started of all.splice(0)) started.clear();
}

/** The start script without npm, for starts that are refused. */
export const SCRIPT = [process.execPath, join(ROOT, 'cli', 'start.mjs')] as const;
