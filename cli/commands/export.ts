/** `musyawarah export FILE`: everything in the store as lines of JSON, to move to another store with `import`. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { EJSON } from 'bson';
import { connectStore } from '../../store/connect';
import { storeUri } from '../store-uri';

export const summary = 'writes the whole store to a file, to move it (for example to MongoDB)';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'mongodb-uri': { type: 'string' } } });
  const uri = values['mongodb-uri'] ?? storeUri(process.env);
  const [file] = positionals;
  if (!uri || !file) {
    console.error('Usage: musyawarah export FILE [--mongodb-uri URI]');
    return 2;
  }
  const store = await connectStore(uri);
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  let documents = 0;
  try {
    for (const { name } of await store.connection.db!.listCollections().toArray()) {
      for await (const document of store.collections.any(name).find({})) {
        documents += 1;
        if (!out.write(`${EJSON.stringify({ collection: name, document }, { relaxed: false })}\n`)) await once(out, 'drain');
      }
    }
    out.end();
    await once(out, 'finish');
    console.log(`${documents} documents written to ${file}.`);
    return 0;
  } finally {
    await store.close();
  }
}
