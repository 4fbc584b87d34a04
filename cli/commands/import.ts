/** `musyawarah import FILE`: puts what `export` wrote into an empty store, and makes the projections from it. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { connectStore, EJSON, type Store } from '../../store/connect';
import { rebuild } from '../../store/rebuild';
import { withStore } from '../with-store';

export const summary = 'puts an exported file into an empty store';

const BATCH = 200;

type Line = { collection: string; document: { _id: string } } | { end: number };

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'mongodb-uri': { type: 'string' } } });
  const [file] = positionals;
  if (!file) {
    console.error('Usage: musyawarah import FILE [--mongodb-uri URI]');
    return 2;
  }
  // Looked at to its end before anything is written: half a ledger is worse than none.
  const expected = await count(file);
  if (expected === undefined) {
    console.error(`${file} is not whole: its last line does not say how many documents it holds. Export again.`);
    return 1;
  }
  return withStore({ uri: values['mongodb-uri'], access: 'fills' }, (uri) => fill(uri, { file, expected }));
}

async function fill(uri: string, { file, expected }: { file: string; expected: number }): Promise<number> {
  const store = await connectStore(uri);
  try {
    if (!(await isEmpty(store))) {
      console.error('This store has entries or accounts already; import needs an empty one.');
      return 1;
    }
    await insertAll(store, file);
    const { entries } = await rebuild(store.collections);
    console.log(`${expected} documents imported, projections made from ${entries} entries.`);
    return 0;
  } finally {
    await store.close();
  }
}

async function isEmpty({ collections }: Store): Promise<boolean> {
  return (await collections.entries.findOne({})) === null && (await collections.users.findOne({})) === null;
}

/** Documents in a whole file; undefined when it was cut off. */
async function count(file: string): Promise<number | undefined> {
  let documents = 0;
  let end: number | undefined;
  for await (const line of linesOf(file)) {
    if ('end' in line) end = line.end;
    else documents += 1;
  }
  return end === documents ? documents : undefined;
}

async function insertAll({ collections }: Store, file: string): Promise<void> {
  const waiting = new Map<string, { _id: string }[]>();
  const flush = async (name: string): Promise<void> => {
    const batch = waiting.get(name) ?? [];
    waiting.delete(name);
    if (batch.length > 0) await collections.any(name).insertMany(batch, { ordered: false });
  };
  for await (const line of linesOf(file)) {
    if ('end' in line) continue;
    const batch = waiting.get(line.collection) ?? [];
    batch.push(line.document);
    waiting.set(line.collection, batch);
    if (batch.length >= BATCH) await flush(line.collection);
  }
  for (const name of [...waiting.keys()]) await flush(name);
}

async function* linesOf(file: string): AsyncGenerator<Line> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    let parsed: Line;
    try {
      parsed = EJSON.parse(line, { relaxed: false }) as Line;
    } catch {
      // A line that was cut off: the count at the end will be missing.
      return;
    }
    yield 'end' in parsed ? { end: Number(parsed.end) } : parsed;
  }
}
