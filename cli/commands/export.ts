/** `musyawarah export FILE`: everything in the store as lines of JSON, to move to another store with `import`. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { connectStore, EJSON } from '../../store/connect';
import { PROJECTIONS } from '../../store/models';
import { withStore } from '../with-store';

export const summary = 'writes the whole store to a file, to move it (for example to MongoDB)';

/** Projections are made again from entries; hints and sessions mean nothing elsewhere. */
const LEFT_OUT = new Set<string>([...PROJECTIONS, 'hints', 'sessions']);

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'mongodb-uri': { type: 'string' } } });
  const [file] = positionals;
  if (!file) {
    console.error('Usage: musyawarah export FILE [--mongodb-uri URI]');
    return 2;
  }
  return withStore({ uri: values['mongodb-uri'], access: 'alone' }, (uri) => writeAll(uri, file));
}

async function writeAll(uri: string, file: string): Promise<number> {
  const store = await connectStore(uri);
  // Only its owner may read it, and nothing is overwritten.
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  try {
    await once(out, 'open');
    let documents = 0;
    const names = (await store.connection.db!.listCollections().toArray()).map(({ name }) => name).filter((name) => !name.startsWith('system.') && !LEFT_OUT.has(name));
    for (const name of names.sort()) {
      for await (const document of store.collections.any(name).find({})) {
        documents += 1;
        if (!out.write(`${EJSON.stringify({ collection: name, document }, { relaxed: false })}\n`)) await once(out, 'drain');
      }
    }
    // The last line, so that a file that was cut off is seen.
    out.end(`${JSON.stringify({ end: documents })}\n`);
    await once(out, 'finish');
    console.log(`${documents} documents written to ${file}.`);
    return 0;
  } finally {
    out.destroy();
    await store.close();
  }
}
