/** Processes of ours: started again when they fall, stopped when asked, never left behind. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from '../../embedded/child';
import { LogFile } from '../../embedded/log-file';
import { eventually, isAlive } from './support/processes';

let folder: string;
const children: Child[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'musyawarah-child-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.stop()));
  rmSync(folder, { recursive: true, force: true });
});

function child(script: string, options: { restart?: boolean; onFall?: () => void } = {}): Child {
  const made = new Child({ name: 'part', program: '/bin/sh', args: ['-c', script], logFile: join(folder, 'part.log'), ...options });
  children.push(made);
  return made.start();
}

test('what it says is in its log, and its last words are known', async () => {
  const part = child('echo one; echo two >&2; exec sleep 60');
  await eventually(() => part.lastWords().length === 2);
  expect(readFileSync(join(folder, 'part.log'), 'utf8')).toBe('one\ntwo\n');
});

test('a killed process is started again, with another id', async () => {
  const part = child('exec sleep 60', { restart: true });
  const before = part.pid!;
  part.kill('SIGKILL');
  await eventually(() => part.pid !== undefined && part.pid !== before);
  expect(part.falls).toBe(1);
  expect(isAlive(before)).toBe(false);
});

test('one that falls at once is started again more and more slowly', async () => {
  const fellAt: number[] = [];
  child('exit 1', { restart: true, onFall: () => fellAt.push(Date.now()) });
  await eventually(() => fellAt.length >= 4);
  expect(fellAt[3]! - fellAt[2]!).toBeGreaterThan(fellAt[1]! - fellAt[0]!);
});

test('a stopped process stays stopped, with everything that it had started', async () => {
  const part = child('sleep 60 & echo "$!"; wait', { restart: true });
  await eventually(() => part.lastWords().length === 1);
  const grandchild = Number(part.lastWords()[0]);
  await part.stop();
  await eventually(() => !isAlive(grandchild));
  expect(part.running).toBe(false);
});

test('a program that is not there is a fall, not an exception', async () => {
  const part = new Child({ name: 'none', program: join(folder, 'nowhere'), args: [], logFile: join(folder, 'none.log') }).start();
  children.push(part);
  await eventually(() => part.falls === 1);
  expect(readFileSync(join(folder, 'none.log'), 'utf8')).toMatch(/not found|ENOENT/);
});

test('when the one who started it is killed, it ends within seconds', async () => {
  const host = spawn(process.execPath, [join(__dirname, '../../node_modules/tsx/dist/cli.mjs'), join(__dirname, 'support/host-and-wait.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let said = '';
  host.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await eventually(() => /pid \d+/.test(said), 60_000);
  const pid = Number(/pid (\d+)/.exec(said)![1]);
  expect(isAlive(pid)).toBe(true);
  process.kill(-host.pid!, 'SIGKILL');
  await eventually(() => !isAlive(pid), 10_000);
});

test('a log that grows too large is set aside once, and a new one begins', () => {
  const log = new LogFile(join(folder, 'big.log'), 1_000);
  for (let n = 0; n < 50; n++) log.write(`${'x'.repeat(99)}\n`);
  expect(existsSync(join(folder, 'big.log.1'))).toBe(true);
  expect(statSync(join(folder, 'big.log')).size).toBeLessThan(1_200);
});
