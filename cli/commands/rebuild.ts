/** `musyawarah rebuild [--mongodb-uri URI]`: drops all projections and makes them again from entries. Server and worker must be stopped. */
import { parseArgs } from 'node:util';
import { connectStore } from '../../store/connect';
import { rebuild } from '../../store/rebuild';
import { withStore } from '../with-store';

export const summary = 'makes tasks, inboxes, processes and all other projections again from the entries';

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { 'mongodb-uri': { type: 'string' } } });
  return withStore({ uri: values['mongodb-uri'], access: 'alone' }, async (uri) => {
    const store = await connectStore(uri);
    try {
      const { entries } = await rebuild(store.collections, (done) => console.log(`${done} entries`));
      console.log(`Rebuilt from ${entries} entries.`);
      return 0;
    } finally {
      await store.close();
    }
  });
}
