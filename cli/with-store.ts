/** The store that a command works on: the one it is given, that of a running Musyawarah, or the data folder's own, started for this command alone. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { holdFolder, readRunning, releaseFolder } from '../embedded/run-file';
import { keepsStore, startStore } from '../embedded/services';

export interface StoreWanted {
  /** `--mongodb-uri`. */
  uri: string | undefined;
  /**
   * reads: while Musyawarah runs, too. alone: only while it doesn't, because what is written meanwhile would be missed or in the
   * way. fills: as alone, and a store is made where there is none yet.
   */
  access: 'reads' | 'alone' | 'fills';
  env?: NodeJS.ProcessEnv;
}

/** Gives the store's address to `work`, and its exit code back; 2 when there is no store to work on. */
export async function withStore({ uri, access, env = process.env }: StoreWanted, work: (uri: string) => Promise<number>): Promise<number> {
  const configured = uri ?? env['MONGODB_URI'];
  if (configured) return work(configured);
  const root = rootFolder(env);
  const dataDir = resolve(root, env['DATA_DIR'] || '.data');
  const running = readRunning(dataDir);
  if (running && access === 'reads') return work(running.mongoUri);
  if (access !== 'fills' && !keepsStore(dataDir)) return refused(`No store in ${dataDir}: start Musyawarah first, or give --mongodb-uri.`);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const holder = running?.pid ?? holdFolder(dataDir);
  if (holder !== undefined) return refused(`Musyawarah is running in ${dataDir} (process ${holder}): stop it first (Ctrl-C).`);
  try {
    const store = await startStore({ dataDir, wrapperSource: join(root, 'embedded', 'mongo', 'java', 'DurableMongo.java') });
    try {
      return await work(store.uri);
    } finally {
      await store.child?.stop();
    }
  } finally {
    releaseFolder(dataDir);
  }
}

function refused(sentence: string): number {
  console.error(sentence);
  return 2;
}

/** The repository: sources lie in `cli`, commands are built into `dist/commands`. */
export function rootFolder(env: NodeJS.ProcessEnv): string {
  return env['MUSYAWARAH_ROOT'] || [resolve(__dirname, '..'), resolve(__dirname, '../..')].find((folder) => existsSync(join(folder, 'package.json'))) || process.cwd();
}
