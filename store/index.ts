/** The store, opened: what the server, the worker and the commands work with. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RecordActivities } from '../activities/contract';
import { newSigningKey, signerFrom } from '../ledger/ed25519-node';
import { verifierKey, type Signer } from '../ledger/note';
import type { Stores } from '../server/stores';
import { connectStore, type Store } from './connect';
import { Hints } from './entries';
import { createLogReader, LogMirror, type LogReader } from './log';
import { createRecords } from './records';
import { createHistoryShelf, type KeptHistories } from './histories';
import { createStores } from './stores';

export interface OpenStore extends Store {
  stores: Stores;
  records: RecordActivities;
  reader: LogReader;
  signer: Signer;
  hints: Hints;
  shelf: KeptHistories;
}

export interface LogIdentity {
  origin: string;
  /** PEM file of the Ed25519 key; made when it isn't there. */
  keyFile: string;
}

/** Name and key file of the log from the environment (design: LEDGER_ORIGIN, LEDGER_KEY_FILE, DATA_DIR). */
export function logIdentity(env: NodeJS.ProcessEnv): LogIdentity {
  const dataDir = env['DATA_DIR'] || '.data';
  return { origin: env['LEDGER_ORIGIN'] || 'musyawarah.localhost', keyFile: env['LEDGER_KEY_FILE'] || join(dataDir, 'ledger-key.pem') };
}

/** Reads the signing key, or makes one that only its owner can read. Two at once agree, because only one can create the file. */
export function signerOf({ origin, keyFile }: LogIdentity): Signer {
  try {
    mkdirSync(dirname(keyFile), { recursive: true });
    writeFileSync(keyFile, newSigningKey(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return signerFrom(origin, readFileSync(keyFile, 'utf8'));
}

/** Connects, makes the indexes and puts everything together. */
export async function openStore(uri: string, identity: LogIdentity, options: { onLate?: (error: unknown) => void; timeoutMs?: number } = {}): Promise<OpenStore> {
  const store = await connectStore(uri, options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs });
  const signer = signerOf(identity);
  const hints = new Hints(store.collections);
  const mirror = new LogMirror(store.collections);
  const reader = createLogReader(store.collections, mirror, { origin: signer.name, key: verifierKey(signer) });
  const { state, proof, after } = reader;
  const stores = createStores(store.collections, { hint: hints.drop, log: { state, proof, after }, ...(options.onLate && { onLate: options.onLate }) });
  return {
    ...store,
    stores,
    records: createRecords(store.collections, { hint: hints.drop }),
    reader,
    signer,
    hints,
    shelf: createHistoryShelf(store.collections, stores.acts.accept),
    close: async () => {
      await stores.settle();
      await hints.flush();
      await store.close();
    },
  };
}
