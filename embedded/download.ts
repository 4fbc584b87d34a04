/**
 * The official downloads: the Temporal CLI through Temporal's SDK, `mongod` through mongodb-memory-server. Each runs in a
 * process of its own, so that it can be stopped and given a limit, after a short look whether its host answers at all: a
 * closed network must cost seconds, not minutes.
 */
import { chmod, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, type Effects } from './effects';
import { MONGOD_VERSION, mongodFolder } from './mongo/provision';
import { TEMPORAL_CLI_VERSION, temporalFolder } from './temporal';

const PROBE_MS = 8_000;
const DOWNLOAD_MS = 10 * 60_000;

/** Throws quickly, with the reason, when nothing answers at this address. */
export type Probe = (url: string) => Promise<void>;

// The SDK downloads a server only on its way to starting it; this one is ended as soon as it runs.
const TEMPORAL_SCRIPT = `const [module, downloadDir, version] = process.argv.slice(1);
require(module).TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir, version } } })
  .then((environment) => environment.teardown())
  .catch((error) => { console.error(error.message.split('\\n')[0]); process.exit(1); });`;

const MONGOD_SCRIPT = `const [module, downloadDir, version] = process.argv.slice(1);
require(module).MongoBinary.getPath({ version, downloadDir })
  .catch((error) => { console.error(error.message.split('\\n')[0]); process.exit(1); });`;

/** Downloads the Temporal CLI into the cache and gives its path. */
export async function downloadTemporal(effects: Effects, probe: Probe = answers): Promise<string> {
  await probe('https://temporal.download/');
  const folder = join(cacheFolder(effects.env), temporalFolder());
  await effects.folder(folder, async (temporary) => {
    await script(effects, TEMPORAL_SCRIPT, require.resolve('@temporalio/testing'), temporary, `v${TEMPORAL_CLI_VERSION}`);
    await takeOnly(temporary, /^temporal/, 'temporal');
  });
  return join(folder, 'temporal');
}

/** Downloads mongod into the cache and gives its path. Only the binary is used, on a data folder of ours. */
export async function downloadMongod(effects: Effects, probe: Probe = answers): Promise<string> {
  await probe('https://fastdl.mongodb.org/');
  const folder = join(cacheFolder(effects.env), mongodFolder());
  await effects.folder(folder, async (temporary) => {
    await script(effects, MONGOD_SCRIPT, require.resolve('mongodb-memory-server-core'), temporary, MONGOD_VERSION);
    await takeOnly(temporary, /^mongod/, 'mongod');
  });
  return join(folder, 'mongod');
}

async function script(effects: Effects, text: string, module: string, folder: string, version: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { code, output } = await effects.exec(process.execPath, ['-e', text, module, folder, version], { limitMs: DOWNLOAD_MS });
  if (code !== 0) throw new Error(`the download failed: ${output.trim().split('\n').at(-1) ?? ''}`);
}

/** Downloaders put version and platform into the file's name; ours is always the same. */
async function takeOnly(folder: string, name: RegExp, wanted: string): Promise<void> {
  const found = (await readdir(folder)).find((file) => name.test(file) && !/\.(lock|downloading)$/.test(file));
  if (!found) throw new Error('the download brought no program');
  await rename(join(folder, found), join(folder, wanted));
  await chmod(join(folder, wanted), 0o755);
}

async function answers(url: string): Promise<void> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
  } catch (error) {
    const { code } = (error as { cause?: { code?: string } }).cause ?? {};
    throw new Error(`${new URL(url).host} can not be reached (${code ?? (error as Error).name})`);
  }
}
