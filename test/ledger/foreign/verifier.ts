/**
 * The foreign verifier (`main.go`): other people's code only. Built once per state of its source into the system's
 * temporary folder; where there is no Go, or its one module can't be fetched, the tests say so by name.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = __dirname;
const DOWNLOAD_MS = 90_000;
const BUILD_MS = 180_000;

export interface ForeignReport {
  origin: string;
  size: number;
  root: string;
  entries: number;
  inclusion: Record<string, string[]>;
  consistency: Record<string, string[]>;
  receipts: number;
  note: string;
  key: string;
}

export type ForeignVerifier = { binary: string } | { missing: string };

/** The program, or why it can't be had here. Throws when Go is here, the module is too, and yet it doesn't build. */
export function foreignVerifier(): ForeignVerifier {
  const binary = join(tmpdir(), `musyawarah-foreign-verifier-${sourceHash()}`);
  if (existsSync(binary)) return { binary };
  if (spawnSync('go', ['version'], { timeout: 10_000 }).status !== 0) return { missing: 'Go is not installed' };
  const fetched = spawnSync('go', ['mod', 'download'], { cwd: SOURCE, timeout: DOWNLOAD_MS });
  if (fetched.status !== 0) return { missing: 'golang.org/x/mod can not be downloaded' };
  const fresh = `${binary}.${process.pid}`;
  const built = spawnSync('go', ['build', '-o', fresh, '.'], { cwd: SOURCE, timeout: BUILD_MS, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the foreign verifier does not build: ${built.stderr}`);
  renameSync(fresh, binary);
  return { binary };
}

/** Runs it over a folder; `fault` is what it says when something doesn't verify. */
export function runForeign(binary: string, folder: string, every = 1): { report: ForeignReport } | { fault: string } {
  const ran = spawnSync(binary, [folder, String(every)], {
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return ran.status === 0 ? { report: JSON.parse(ran.stdout) as ForeignReport } : { fault: ran.stderr.trim() };
}

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const file of ['main.go', 'go.mod', 'go.sum']) hash.update(readFileSync(join(SOURCE, file)));
  return hash.digest('hex').slice(0, 16);
}
