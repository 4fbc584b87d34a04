/**
 * Where Temporal has to be built from source, Go begins while npm still installs: both mostly wait for the network. What is
 * built lands in the cache, where the chain of embedded/temporal.ts finds it; when this fails, the chain tries again and tells why.
 */
import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const PROBE_MS = 8_000;

/** Resolves when the early build has ended, well or not; undefined when nothing is to be built on this machine. */
export function buildEarly(root, env = process.env) {
  if (process.platform === 'win32' || env.TEMPORAL_ADDRESS || onPath('temporal', env) || !onPath('go', env)) return undefined;
  const recipe = JSON.parse(readFileSync(join(root, 'embedded', 'temporal-build.json'), 'utf8'));
  const folder = join(cacheFolder(env), `temporal-cli-${recipe.version}`);
  if (runs(join(folder, 'temporal'))) return undefined;
  return buildInto(folder, recipe, env).catch(() => {});
}

async function buildInto(folder, recipe, env) {
  if (!env.MUSYAWARAH_OFFLINE && (await answers('https://temporal.download/'))) return;
  const temporary = `${folder}.${process.pid}.early`;
  mkdirSync(temporary, { recursive: true });
  try {
    const { code } = await run('go', ['install', `${recipe.module}@v${recipe.version}`], { env: { ...recipe.env, GOBIN: temporary } });
    if (code === 0) renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const onPath = (program, env) => (env.PATH ?? '').split(delimiter).some((folder) => folder && runs(join(folder, program)));

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const answers = (url) => fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) }).then(() => true, () => false);

/** As embedded/effects.ts says. */
function cacheFolder(env) {
  if (env.MUSYAWARAH_CACHE) return env.MUSYAWARAH_CACHE;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'musyawarah');
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'musyawarah');
}
