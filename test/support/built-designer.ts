/** Makes sure that dist/designer is built from the sources as they are now. Test files run at once: one builds, the others wait. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const BUILT = join(ROOT, 'dist/designer/index.html');
const LOCK = join(ROOT, 'dist/.building-designer');
/** A lock older than this was left behind by a test run that was killed. */
const LOCK_STALE_MS = 120_000;
const SOURCES = ['designer', 'process', 'ledger', 'errors'];

export async function builtDesigner(): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (let waited = 0; waited < LOCK_STALE_MS; waited += 250) {
    if (isFresh()) return;
    if (locked()) {
      try {
        if (!isFresh()) build();
      } finally {
        rmdirSync(LOCK);
      }
      return;
    }
    await new Promise((go) => setTimeout(go, 250));
  }
  throw new Error(`The designer wasn't built within ${LOCK_STALE_MS / 1000} s; is ${LOCK} left over?`);
}

function locked(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    if (existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > LOCK_STALE_MS) rmdirSync(LOCK);
    return false;
  }
}

function build(): void {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'designer/vite.config.ts', '--logLevel', 'warn'], { cwd: ROOT, stdio: 'pipe' });
}

function isFresh(): boolean {
  return existsSync(BUILT) && statSync(BUILT).mtimeMs >= Math.max(...SOURCES.map((folder) => newest(join(ROOT, folder))));
}

function newest(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}
