/** Sees to it that browser tests find a Chromium, where that can be done; else they are skipped, by name. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { progressOf } from './terminal.mjs';
import { run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const DOWNLOAD_MS = 240_000;

/**
 * `CHROMIUM_PATH`, `PATH`, Playwright's own (downloaded when missing), Debian's package where we are root. Gives the path,
 * or undefined.
 */
export async function provideChromium(root, words, env = process.env) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  const found = onPath(env) ?? playwrights(root);
  if (found) return found;
  const progress = progressOf(words.chromium(), words);
  const downloaded = await download(root, progress);
  const result = downloaded ?? (await debians(env, progress));
  progress.done();
  return result;
}

function onPath(env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

function playwrights(root) {
  try {
    const path = createRequire(join(root, 'package.json'))('playwright-core').chromium.executablePath();
    return path && existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

async function download(root, progress) {
  const program = join(root, 'node_modules', 'playwright-core', 'cli.js');
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '8000' };
  const result = await Promise.race([
    run(process.execPath, [program, 'install', 'chromium'], { cwd: root, env, onLine: progress.line }),
    new Promise((late) => setTimeout(() => late({ code: 1 }), DOWNLOAD_MS).unref()),
  ]);
  return result.code === 0 ? playwrights(root) : undefined;
}

async function debians(env, progress) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, onLine: progress.line };
  await run('apt-get', ['update'], options);
  const result = await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  return result.code === 0 ? onPath(env) : undefined;
}
