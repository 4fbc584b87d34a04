/** A whole store, key included, on a database of one's own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type OpenStore } from '../../../store';
import { openDatabase } from './database';

export interface TestStore {
  store: OpenStore;
  uri: string;
  keyFile: string;
  close(): Promise<void>;
}

export async function openTestStore(suite: string): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), `musyawarah-${suite}-`));
  const keyFile = join(folder, 'key.pem');
  const database = await openDatabase(suite);
  const store = await openStore(database.uri, { origin: `test.example/${suite}`, keyFile });
  return {
    store,
    uri: database.uri,
    keyFile,
    close: async () => {
      await store.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
