/** What provisioning does to the machine, behind one interface, so that tests can put another machine in its place. */
import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { GUARD } from './child';

export interface ExecResult {
  code: number;
  output: string;
}

export interface ExecOptions {
  env?: Record<string, string>;
  cwd?: string;
  onLine?: (line: string) => void;
  /** Ends it after this long. */
  limitMs?: number;
}

export interface Effects {
  env: Readonly<Record<string, string | undefined>>;
  /** Full path of a program on PATH, or undefined. */
  which(program: string): Promise<string | undefined>;
  exists(path: string): Promise<boolean>;
  /** Runs a program to its end; each line of its output goes to `onLine`. Never rejects for an exit code. */
  exec(program: string, args: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** Makes a folder whole or not at all: `make` fills a new folder, which then takes its name. */
  folder(path: string, make: (temporary: string) => Promise<void>): Promise<void>;
}

/** The real machine. */
export function machine(env: NodeJS.ProcessEnv = process.env, onChild: (child: { kill: () => void }) => void = () => {}): Effects {
  return {
    env,
    async which(program) {
      for (const folder of (env['PATH'] ?? '').split(delimiter)) {
        const path = join(folder, program);
        if (folder && (await executable(path))) return path;
      }
      return undefined;
    },
    exists: (path) => access(path).then(() => true, () => false),
    exec: (program, args, options = {}) =>
      new Promise((resolve) => {
        const child = guarded(program, args, { cwd: options.cwd, env: { ...env, ...options.env } });
        child.stdin.on('error', () => {});
        // The guard, and what the program may have left behind.
        child.on('exit', () => signalGroup(child, 'SIGKILL'));
        onChild({ kill: () => endGroup(child) });
        const limit = options.limitMs === undefined ? undefined : setTimeout(() => endGroup(child), options.limitMs);
        let output = '';
        const take = (chunk: Buffer): void => {
          const text = chunk.toString('utf8');
          output = (output + text).slice(-20_000);
          for (const line of text.replace(TERMINAL_CODES, '').split('\n')) if (line.trim()) options.onLine?.(line.trim());
        };
        child.stdout.on('data', take);
        child.stderr.on('data', take);
        child.on('error', (error) => resolve({ code: 127, output: String(error) }));
        child.on('close', (code) => {
          clearTimeout(limit);
          resolve({ code: code ?? 1, output });
        });
      }),
    async folder(path, make) {
      const temporary = `${path}.${process.pid}.part`;
      await rm(temporary, { recursive: true, force: true });
      await mkdir(temporary, { recursive: true });
      try {
        await make(temporary);
        await rm(path, { recursive: true, force: true });
        await rename(temporary, path);
      } finally {
        await rm(temporary, { recursive: true, force: true });
      }
    },
  };
}

/** In a group of its own, because a builder starts compilers that must end with it; and ended when we are gone, however we went. */
function guarded(program: string, args: readonly string[], where: { cwd: string | undefined; env: NodeJS.ProcessEnv }): ChildProcessWithoutNullStreams {
  if (process.platform === 'win32') return spawn(program, args, { ...where, stdio: 'pipe' });
  return spawn('/bin/sh', ['-c', GUARD, 'sh', program, ...args], { ...where, stdio: 'pipe', detached: true });
}

function endGroup(child: ChildProcess): void {
  // Once it has ended, its number may belong to another.
  if (child.exitCode === null && child.signalCode === null) signalGroup(child, 'SIGTERM');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}

// Maven colours its output even where nobody sees it.
const TERMINAL_CODES = /\u001b\[[0-9;]*[A-Za-z]/g;

const executable = (path: string): Promise<boolean> => access(path, constants.X_OK).then(() => true, () => false);

/** Where built and downloaded programs are kept: `MUSYAWARAH_CACHE`, else the user's cache folder. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const own = env['MUSYAWARAH_CACHE'];
  if (own) return own;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'musyawarah');
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'musyawarah');
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'musyawarah');
}
