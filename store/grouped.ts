/**
 * Writes and look-ups that come at the same time travel together: while one command is under way, what comes next waits and
 * goes with the next one. Alone, nothing waits. Each caller still gets its own answer, and its own failure.
 */
import type { AnyBulkWriteOperation, Collection, Document } from 'mongodb';

type Keyed = Document & { _id: unknown };
type Operation = AnyBulkWriteOperation<Keyed>;

/** Of one command; more would make those who wait for it wait long. */
const TOGETHER_MAX = 200;

interface Waiting<In, Out> {
  input: In;
  done: (value: Out) => void;
  failed: (error: unknown) => void;
}

/** Runs `work` on everything that has gathered, one command at a time. `work` settles each of its entries. */
class Gatherer<In, Out> {
  private waiting: Waiting<In, Out>[] = [];
  private running = false;

  constructor(private readonly work: (batch: Waiting<In, Out>[]) => Promise<void>) {}

  add(input: In): Promise<Out> {
    return new Promise((done, failed) => {
      this.waiting.push({ input, done, failed });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, TOGETHER_MAX);
      try {
        await this.work(batch);
      } catch (error) {
        // The store is away: those behind would only wait for the same failure.
        for (const { failed } of [...batch, ...this.waiting.splice(0)]) failed(error);
      }
    }
    this.running = false;
  }
}

/** The writes of one collection. Each is of one document; those of one caller may be done in any order. */
export class GroupedWrites {
  private readonly gatherer: Gatherer<Operation[], void>;

  constructor(private readonly collection: Collection<Keyed>) {
    this.gatherer = new Gatherer((batch) => this.send(batch));
  }

  /** Done when all are done. Throws as the store does, e.g. with code 11000 for an `_id` that is taken. */
  async write(operations: readonly unknown[]): Promise<void> {
    if (operations.length > 0) await this.gatherer.add(operations as Operation[]);
  }

  insert(document: unknown): Promise<void> {
    return this.write([{ insertOne: { document } }]);
  }

  private async send(batch: Waiting<Operation[], void>[]): Promise<void> {
    const operations = batch.flatMap(({ input }) => input);
    const failures = await this.failuresOf(operations);
    let at = 0;
    for (const { input, done, failed } of batch) {
      const own = input.map((_, n) => failures.get(at + n)).find((error) => error !== undefined);
      at += input.length;
      if (own === undefined) done();
      else failed(own);
    }
  }

  /** Failures of single operations by their position; throws when the whole command failed. */
  private async failuresOf(operations: Operation[]): Promise<Map<number, unknown>> {
    try {
      const [only] = operations;
      // The driver's way for many costs more than its way for one.
      if (operations.length === 1 && only && 'insertOne' in only) await this.collection.insertOne(only.insertOne.document as never);
      else await this.collection.bulkWrite(operations, { ordered: false });
      return new Map();
    } catch (error) {
      const each = writeErrorsOf(error);
      if (each.length > 0) return new Map(each.map((one) => [one.index, one]));
      if (operations.length === 1 && isOfTheDocument(error)) return new Map([[0, error]]);
      throw error;
    }
  }
}

/** By its shape, because Mongoose may bring its own copy of the driver, whose classes are others. */
function writeErrorsOf(error: unknown): { index: number }[] {
  const found = (error as { writeErrors?: { index: number } | { index: number }[] } | null)?.writeErrors;
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

/** The store's answer about one document, not about itself. */
const isOfTheDocument = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 11_000;

const writers = new WeakMap<object, GroupedWrites>();
const readers = new WeakMap<object, GroupedLookUps<never>>();

/** The writes of a collection, shared by all who have that collection in hand. */
export function groupedWrites(collection: object): GroupedWrites {
  let found = writers.get(collection);
  if (!found) writers.set(collection, (found = new GroupedWrites(collection as Collection<Keyed>)));
  return found;
}

/** The look-ups of a collection, shared likewise. */
export function groupedLookUps<T extends Document>(collection: Collection<T>): GroupedLookUps<T> {
  let found = readers.get(collection) as GroupedLookUps<T> | undefined;
  if (!found) readers.set(collection, (found = new GroupedLookUps(collection)) as never);
  return found;
}

/** Look-ups by `_id` in one collection. */
export class GroupedLookUps<T extends Document> {
  private readonly gatherer: Gatherer<string, T | null>;

  constructor(private readonly collection: Collection<T>) {
    this.gatherer = new Gatherer((batch) => this.find(batch));
  }

  get(id: string): Promise<T | null> {
    return this.gatherer.add(id);
  }

  private async find(batch: Waiting<string, T | null>[]): Promise<void> {
    const ids = [...new Set(batch.map(({ input }) => input))];
    const filter = { _id: ids.length === 1 ? ids[0] : { $in: ids } };
    const found = new Map((await this.collection.find(filter as never).toArray()).map((document) => [document['_id'] as unknown, document as unknown as T]));
    for (const { input, done } of batch) done(found.get(input) ?? null);
  }
}
