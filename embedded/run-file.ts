/** One supervisor for each data folder; and where what it runs can be found by other commands. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What runs in a data folder, as `run.json` in it tells. */
export interface Running {
  format: 1;
  /** The supervisor. */
  pid: number;
  /** Tells this process from a later one with the same number; where the system shows it. */
  startedAt: string;
  address: string;
  mongoUri: string;
  temporalAddress: string;
  temporalNamespace: string;
  temporalUi?: string;
}

const fileIn = (dataDir: string): string => join(dataDir, 'run.json');

/** What a living supervisor runs in this folder, or undefined. */
export function readRunning(dataDir: string): Running | undefined {
  try {
    const running = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Running;
    return running.format === 1 && lives(running) ? running : undefined;
  } catch {
    return undefined;
  }
}

interface Holder {
  pid: number;
  startedAt: string;
}
const HOLDER = 'holder.json';
const TRIES = 10;

/**
 * Takes the folder for this process, from its first moment on. Gives the id of another that holds it already; what a process
 * that is gone has left is replaced.
 */
export function holdFolder(dataDir: string): number | undefined {
  const file = join(dataDir, HOLDER);
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, startedAt: birthOf(process.pid) } satisfies Holder), { mode: 0o600 });
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        // A link is made whole or not at all, and by one only.
        linkSync(mine, file);
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(file);
      if (holder?.pid === process.pid) return undefined;
      if (holder && lives(holder)) return holder.pid;
      rmSync(file, { force: true });
    }
    throw new Error(`${file} can not be taken`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Gives the folder back, if it is ours. */
export function releaseFolder(dataDir: string): void {
  const file = join(dataDir, HOLDER);
  if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** Writes it whole or not at all, readable by the owner only: an address of the store is a key to it. */
export function writeRunning(dataDir: string, running: Omit<Running, 'format' | 'pid' | 'startedAt'>): void {
  const file = fileIn(dataDir);
  const whole: Running = { format: 1, pid: process.pid, startedAt: birthOf(process.pid), ...running };
  writeFileSync(`${file}.new`, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRunning(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

function lives({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return birthOf(pid) === startedAt;
}

/** When a process began, in the kernel's ticks; empty where there is no /proc. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything; field 22 counts from the number before it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
