/** Runs a program to its end in a process group of its own, which ends with us. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const running = new Set();
/** Ends a program when we are gone, however we went (embedded/child.ts). */
const GUARD = JSON.parse(readFileSync(new URL('../../embedded/guard.json', import.meta.url), 'utf8')).script.join('\n');

/** Ends every program that was started here and still runs. */
export function stopPrograms() {
  for (const child of running) signalGroup(child, 'SIGTERM');
}

function signalGroup(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}

/** Resolves with code and the end of its output; each line goes to `onLine` as it comes, and with `show` to the terminal. */
export function run(program, args, { cwd, env, onLine = () => {}, show = false, limitMs } = {}) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const where = { cwd, env: { ...process.env, ...env }, stdio: 'pipe' };
    const child = windows ? spawn(program, args, { ...where, shell: true }) : spawn('/bin/sh', ['-c', GUARD, 'sh', program, ...args], { ...where, detached: true });
    child.stdin?.on('error', () => {});
    // The guard, and what the program may have left behind.
    child.on('exit', () => !windows && signalGroup(child, 'SIGKILL'));
    running.add(child);
    const limit = limitMs && setTimeout(() => signalGroup(child, 'SIGKILL'), limitMs);
    let output = '';
    const take = (chunk) => {
      if (show) process.stdout.write(chunk);
      const text = chunk.toString('utf8').replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
      output = (output + text).slice(-20_000);
      for (const line of text.split('\n')) if (line.trim()) onLine(line.trim());
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('error', (error) => {
      running.delete(child);
      resolve({ code: 127, output: String(error.message) });
    });
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code: code ?? 1, signal, output });
    });
  });
}
