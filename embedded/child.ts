/** A process of ours: started, watched, started again when it falls, and stopped without leaving anything behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

export interface ChildSpec {
  name: string;
  program: string;
  args: readonly string[];
  env?: Record<string, string>;
  logFile: string;
  /** Start again when it ends by itself. */
  restart?: boolean;
  /** Called at each end that was not asked for. */
  onFall?: (code: number | null, signal: NodeJS.Signals | null) => void;
}

const LOG_BYTES_MAX = 20 * 1024 * 1024;
const BACK_OFF_MS = [100, 300, 1_000, 3_000, 10_000];
const STEADY_MS = 30_000;
const TERM_MS = 8_000;

export class Child {
  private process: ChildProcess | undefined;
  private stopping = false;
  private falls = 0;
  private startedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(readonly spec: ChildSpec) {}

  get pid(): number | undefined {
    return this.process?.pid;
  }
  /** True while a process runs. */
  get running(): boolean {
    return this.process !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  start(): this {
    const { program, args, env, logFile } = this.spec;
    this.stopping = false;
    this.startedAt = Date.now();
    const log = openLog(logFile);
    // Its standard input is a pipe of ours: when we are gone it ends, and guarded children end with it.
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin?.on('error', () => {});
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.on('error', (error) => log.write(`${String(error)}\n`));
    child.on('close', (code, signal) => {
      log.end();
      if (this.process === child) this.ended(code, signal);
    });
    this.process = child;
    return this;
  }

  private ended(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.stopping) return;
    this.spec.onFall?.(code, signal);
    if (!this.spec.restart) return;
    if (Date.now() - this.startedAt > STEADY_MS) this.falls = 0;
    const wait = BACK_OFF_MS[Math.min(this.falls++, BACK_OFF_MS.length - 1)]!;
    this.timer = setTimeout(() => this.start(), wait);
  }

  /** Sends a signal without asking it to stay down: what supervises it starts it again. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.process?.kill(signal);
  }

  /** Asks it to end, waits, then insists. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const child = this.process;
    if (!child || !this.running) return;
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), TERM_MS);
    await gone;
    clearTimeout(insist);
  }
}

function openLog(file: string): WriteStream {
  mkdirSync(dirname(file), { recursive: true });
  try {
    if (statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  } catch {
    // There is none yet.
  }
  return createWriteStream(file, { flags: 'a' });
}
