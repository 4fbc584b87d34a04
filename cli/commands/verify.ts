/** `musyawarah verify [--mongodb-uri URI] [--key VERIFIER_KEY]`: checks the whole ledger and names the first fault. */
import { parseArgs } from 'node:util';
import { LedgerError } from '../../ledger/errors';
import { parseVerifierKey } from '../../ledger/note';
import { connectStore } from '../../store/connect';
import { logIdentity, signerOf } from '../../store';
import { verifyStore } from '../../store/verify';
import { storeUri } from '../store-uri';

export const summary = 'checks the whole ledger: leaves, payloads, chains, places, root and signature';

/** Exit code 0: all is well; 1: a fault, named; 2: it could not be checked. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { 'mongodb-uri': { type: 'string' }, key: { type: 'string' } } });
  const uri = values['mongodb-uri'] ?? storeUri(process.env);
  if (!uri) {
    console.error('No store: start Musyawarah first, or give --mongodb-uri.');
    return 2;
  }
  const store = await connectStore(uri);
  try {
    const verifier = values.key ? parseVerifierKey(values.key) : signerOf(logIdentity(process.env));
    const found = await verifyStore(store.collections, verifier);
    console.log(
      `The ledger verifies: ${found.entries} entries in ${found.streams} streams, ${found.erased} erased, ${found.waiting} waiting.\n` +
        `Checkpoint of ${verifier.name}: size ${found.size}, root ${found.root}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    console.error(`The ledger does NOT verify.\n  fault:    ${error.code}\n  where:    ${error.place}\n  expected: ${error.expected}\n  received: ${error.received}`);
    return 1;
  } finally {
    await store.close();
  }
}
