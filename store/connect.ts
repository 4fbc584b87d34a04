/** The connection to the store. Writes wait for the majority and the journal where there is one. */
import mongoose, { type Connection } from 'mongoose';
import { collectionsOf, ensureIndexes, type Collections } from './models';

/** Documents as JSON and back, dates and binary content included. */
export const { EJSON } = mongoose.mongo.BSON;

export interface Store {
  connection: Connection;
  collections: Collections;
  /** True on MongoDB itself, false on the fallback, where only `_id` is looked up quickly. */
  indexed: boolean;
  close(): Promise<void>;
}

/** Connects and makes the indexes. Rejects when nothing answers within `timeoutMs`. */
export async function connectStore(uri: string, options: { timeoutMs?: number; poolSize?: number } = {}): Promise<Store> {
  const connection = await mongoose
    .createConnection(uri, {
      serverSelectionTimeoutMS: options.timeoutMs ?? 15_000,
      maxPoolSize: options.poolSize ?? 40,
      writeConcern: { w: 'majority', journal: true },
      retryWrites: false,
      ignoreUndefined: true,
    })
    .asPromise();
  const collections = collectionsOf(connection);
  const info = (await connection.db!.admin().command({ buildInfo: 1 }).catch(() => ({}))) as { gitVersion?: string };
  const indexed = info.gitVersion !== undefined;
  await ensureIndexes(collections);
  return { connection, collections, indexed, close: () => connection.close() };
}
