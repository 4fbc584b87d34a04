/**
 * Documents that are no acts and that no process depends on: sessions, tokens, drafts, files, claims. One collection
 * each, found by `_id`; every operation is atomic for one document, as on any store that we run on.
 */

/** What we use of a MongoDB collection, so that only the entry points know the driver. */
export interface DocumentCollection {
  findOne(filter: Record<string, unknown>, options?: Record<string, unknown>): Promise<unknown>;
  find(filter: Record<string, unknown>, options?: Record<string, unknown>): { toArray(): Promise<unknown[]> };
  insertOne(document: never): Promise<unknown>;
  replaceOne(filter: Record<string, unknown>, document: never, options?: { upsert?: boolean }): Promise<{ matchedCount: number; upsertedCount?: number }>;
  updateOne(filter: Record<string, unknown>, update: Record<string, unknown>): Promise<{ matchedCount: number }>;
  deleteOne(filter: Record<string, unknown>): Promise<{ deletedCount: number }>;
  deleteMany(filter: Record<string, unknown>): Promise<{ deletedCount: number }>;
}

export interface Kept {
  _id: string;
}

export interface FindOptions {
  sort?: Record<string, 1 | -1>;
  limit?: number;
  projection?: Record<string, 0 | 1>;
}

export class Shelf<T extends Kept> {
  constructor(private readonly collection: DocumentCollection) {}

  async get(id: string): Promise<T | null> {
    return (await this.collection.findOne({ _id: id })) as T | null;
  }

  /** In no particular order; ids that aren't there are left out. */
  async many(ids: readonly string[], projection?: FindOptions['projection']): Promise<T[]> {
    if (ids.length === 0) return [];
    return (await this.collection.find({ _id: { $in: [...new Set(ids)] } }, projection ? { projection } : {}).toArray()) as T[];
  }

  async find(filter: Record<string, unknown>, options: FindOptions = {}): Promise<T[]> {
    return (await this.collection.find(filter, { ...options }).toArray()) as T[];
  }

  /** False when the id is taken. */
  async insert(document: T): Promise<boolean> {
    try {
      await this.collection.insertOne(document as never);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Puts it there, whatever was there before. */
  async put(document: T): Promise<void> {
    await this.collection.replaceOne({ _id: document._id }, document as never, { upsert: true });
  }

  /** Replaces it only while `expected` still holds of it; false otherwise. */
  async replaceIf(expected: Record<string, unknown> & Kept, document: T): Promise<boolean> {
    return (await this.collection.replaceOne(expected, document as never)).matchedCount > 0;
  }

  /** Sets some fields; false when it isn't there. */
  async set(id: string, fields: Partial<T>): Promise<boolean> {
    return (await this.collection.updateOne({ _id: id }, { $set: fields })).matchedCount > 0;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.collection.deleteOne({ _id: id })).deletedCount > 0;
  }

  async removeAll(filter: Record<string, unknown>): Promise<number> {
    return (await this.collection.deleteMany(filter)).deletedCount;
  }
}

/** MongoDB's code for a second document with the same `_id`. */
export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 11_000;
