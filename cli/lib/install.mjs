/** Are the installed packages those of the lockfile? If not, they are installed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { progressOf } from './terminal.mjs';
import { run } from './run.mjs';
import { Plain } from './words.mjs';

/**
 * True when everything in package-lock.json is installed at its version. npm keeps its own account of what it installed in
 * node_modules/.package-lock.json; packages for other platforms are in the lockfile and not there.
 */
export function installed(root) {
  const account = read(join(root, 'node_modules', '.package-lock.json'));
  const lock = read(join(root, 'package-lock.json'));
  if (!account || !lock) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const has = account.packages[path];
    if (!has) return Boolean(wanted.optional || wanted.devOptional || wanted.peer) && !existsSync(join(root, path));
    return has.version === wanted.version;
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Installs when something is missing or stale. */
export async function install(root, words) {
  if (installed(root)) return;
  const progress = progressOf(words.installing(), words);
  // Not `npm ci`: it refuses a lockfile without other platforms' optional binaries, as one made behind a partial mirror is.
  const result = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel', 'http'], { cwd: root, onLine: progress.line });
  if (result.code === 0) return progress.done();
  progress.failed();
  if (result.code === 127) throw new Plain(words.npmMissing());
  const why = result.output.split('\n').filter((line) => /npm error/.test(line) && !/complete log/.test(line)).at(0) ?? result.output.trim().split('\n').at(-1);
  throw new Plain(words.installFailed((why ?? '').replace(/^npm error\s*/, '')));
}
