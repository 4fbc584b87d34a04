/** The official downloads. Both give up quickly where the network is closed, so that the chain goes on. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, type Effects } from './effects';
import { TEMPORAL_CLI_VERSION } from './temporal';

const CONNECT_MS = 8_000;
const MONGOD_VERSION = '8.0.4';

/** Downloads the Temporal CLI's archive from its makers and unpacks it into the cache. */
export async function downloadTemporal(effects: Effects): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const url = `https://temporal.download/cli/archive/v${TEMPORAL_CLI_VERSION}?platform=${platform}&arch=${arch}`;
  const target = join(cacheFolder(effects.env), `temporal-cli-${TEMPORAL_CLI_VERSION}`);
  const response = await fetchQuickly(url);
  await effects.folder(target, async (temporary) => {
    const archive = join(temporary, 'archive.tar.gz');
    await writeFile(archive, Buffer.from(await response.arrayBuffer()));
    const unpacked = await effects.exec('tar', ['-xzf', archive, '-C', temporary]);
    if (unpacked.code !== 0) throw new Error(`the archive could not be unpacked: ${unpacked.output.trim()}`);
  });
  return join(target, 'temporal');
}

/** Downloads mongod through mongodb-memory-server's downloader; only its binary is used, on a data folder of ours. */
export async function downloadMongod(effects: Effects): Promise<string> {
  await fetchQuickly('https://fastdl.mongodb.org/', { method: 'HEAD' });
  const { MongoBinary } = await import('mongodb-memory-server-core');
  const downloadDir = join(cacheFolder(effects.env), 'mongod');
  await mkdir(downloadDir, { recursive: true });
  return MongoBinary.getPath({ version: MONGOD_VERSION, downloadDir });
}

async function fetchQuickly(url: string, init: RequestInit = {}): Promise<Response> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), CONNECT_MS);
  try {
    const response = await fetch(url, { ...init, signal: giveUp.signal });
    if (!response.ok && init.method !== 'HEAD') throw new Error(`the download answered ${response.status}`);
    return response;
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code;
    throw new Error(`the download can not be reached${cause ? ` (${cause})` : ''}`);
  } finally {
    clearTimeout(timer);
  }
}
