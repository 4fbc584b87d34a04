/** `musyawarah import FILE`: puts what `export` wrote into an empty store. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { EJSON } from 'bson';
import { connectStore } from '../../store/connect';
import { storeUri } from '../store-uri';

export const summary = 'puts an exported file into an empty store';

const BATCH = 200;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'mongodb-uri': { type: 'string' } } });
  const uri = values['mongodb-uri'] ?? storeUri(process.env);
  const [file] = positionals;
  if (!uri || !file) {
    console.error('Usage: musyawarah import FILE [--mongodb-uri URI]');
    return 2;
  }
  const store = await connectStore(uri);
  try {
    if ((await store.collections.entries.findOne({})) !== null) {
      console.error('This store has entries already; import needs an empty one.');
      return 1;
    }
    let documents = 0;
    const waiting = new Map<string, { _id: string }[]>();
    const flush = async (name: string): Promise<void> => {
      const batch = waiting.get(name) ?? [];
      waiting.delete(name);
      if (batch.length > 0) await store.collections.any(name).insertMany(batch, { ordered: false });
    };
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (!line) continue;
      const { collection, document } = EJSON.parse(line, { relaxed: false }) as { collection: string; document: { _id: string } };
      const batch = waiting.get(collection) ?? [];
      batch.push(document);
      waiting.set(collection, batch);
      documents += 1;
      if (batch.length >= BATCH) await flush(collection);
    }
    for (const name of [...waiting.keys()]) await flush(name);
    console.log(`${documents} documents imported.`);
    return 0;
  } finally {
    await store.close();
  }
}
