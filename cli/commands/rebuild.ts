/** `musyawarah rebuild [--mongodb-uri URI]`: drops all projections and makes them again from entries. Stop server and worker first. */
import { parseArgs } from 'node:util';
import { connectStore } from '../../store/connect';
import { rebuild } from '../../store/rebuild';
import { storeUri } from '../store-uri';

export const summary = 'makes tasks, inboxes, processes and all other projections again from the entries';

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { 'mongodb-uri': { type: 'string' } } });
  const uri = values['mongodb-uri'] ?? storeUri(process.env);
  if (!uri) {
    console.error('No store: start Musyawarah first, or give --mongodb-uri.');
    return 2;
  }
  const store = await connectStore(uri);
  try {
    const { entries } = await rebuild(store.collections, (done) => console.log(`${done} entries`));
    console.log(`Rebuilt from ${entries} entries.`);
    return 0;
  } finally {
    await store.close();
  }
}
