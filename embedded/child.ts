/** A process of ours: started, watched, started again when it falls, and stopped without leaving anything behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import guard from './guard.json';
import { LogFile } from './log-file';

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

const BACK_OFF_MS = [100, 300, 1_000, 3_000, 10_000];
const STEADY_MS = 30_000;
const TERM_MS = 8_000;

/**
 * The shell that becomes the program (`exec`, so the process id is the program's own). Before that it leaves a watcher
 * behind which waits for the end of a pipe that only we hold: when we are gone, however we went, the program is asked to
 * end, and then made to. All of it is one process group, so that nothing can stay behind when the group is killed. In a file
 * of its own, because cli/lib/run.mjs needs it before anything is built.
 */
export const GUARD = guard.script.join('\n');

export class Child {
  private process: ChildProcess | undefined;
  private stopping = false;
  private fallsInARow = 0;
  private startedAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly log: LogFile;
  /** How often it ended without being asked to. */
  falls = 0;

  constructor(readonly spec: ChildSpec) {
    this.log = new LogFile(spec.logFile);
  }

  get pid(): number | undefined {
    return this.running ? this.process?.pid : undefined;
  }
  /** True while a process runs. */
  get running(): boolean {
    return this.process?.pid !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }
  /** Its last lines of output. */
  lastWords(lines = 3): string[] {
    return this.log.tail(lines);
  }

  start(): this {
    this.stopping = false;
    // It may be about to start again by itself.
    clearTimeout(this.timer);
    this.startedAt = Date.now();
    const child = this.launch();
    child.stdin?.on('error', () => {});
    child.stdout?.on('data', (chunk: Buffer) => this.log.write(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.log.write(chunk));
    let ended = false;
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (ended) return;
      ended = true;
      // The watcher that waits for us, and whatever the program itself had started.
      signalGroup(child, 'SIGKILL');
      if (this.process === child) this.ended(code, signal);
    };
    child.on('error', (error) => {
      this.log.write(`${String(error)}\n`);
      end(127, null);
    });
    child.on('exit', end);
    this.process = child;
    return this;
  }

  private launch(): ChildProcess {
    const { program, args, env } = this.spec;
    const options = { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'] };
    if (process.platform === 'win32') return spawn(program, args, options);
    // A group of its own: Ctrl-C in the terminal reaches only us, and we stop things in order.
    return spawn('/bin/sh', ['-c', GUARD, 'sh', program, ...args], { ...options, detached: true });
  }

  private ended(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.stopping) return;
    this.falls++;
    this.log.write(`--- ${this.spec.name} ended (${signal ?? `code ${code}`}) ---\n`);
    this.spec.onFall?.(code, signal);
    if (!this.spec.restart) return;
    if (Date.now() - this.startedAt > STEADY_MS) this.fallsInARow = 0;
    const wait = BACK_OFF_MS[Math.min(this.fallsInARow++, BACK_OFF_MS.length - 1)]!;
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
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), TERM_MS);
    await gone;
    clearTimeout(insist);
  }
}

/** Signals the child and everything in its group; nobody left to signal is fine. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}
