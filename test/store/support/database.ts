/** A database of one's own on the store that the run uses: `MONGODB_URI` if it is set, else the run's shared services. */
import { randomBytes } from 'node:crypto';
import { connectStore, type Store } from '../../../store/connect';
import { sharedServices } from '../../support/services';

export interface Database {
  uri: string;
  store: Store;
  /** Drops it. */
  close(): Promise<void>;
}

/** Opens an empty database; its name says which suite it belongs to. */
export async function openDatabase(suite: string): Promise<Database> {
  const name = `test-${suite}-${randomBytes(4).toString('hex')}`;
  const configured = process.env.MONGODB_URI;
  const services = configured ? undefined : await sharedServices();
  const uri = services ? services.mongoUri(name) : withDatabase(configured as string, name);
  const store = await connectStore(uri);
  return {
    uri,
    store,
    close: async () => {
      await store.connection.dropDatabase();
      await store.close();
      await services?.stop();
    },
  };
}

export function withDatabase(uri: string, database: string): string {
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return url.toString();
}
