/**
 * `musyawarah verify [EVIDENCE.zip] [--mongodb-uri URI | --url ADDRESS] [--key VERIFIER_KEY]`: checks a ledger in the store, a
 * ledger over HTTP, or the evidence of one process, and names the first fault.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LedgerError } from '../../ledger/errors';
import { parseVerifierKey } from '../../ledger/note';
import { connectStore } from '../../store/connect';
import { logIdentity, signerOf } from '../../store';
import { verifyStore } from '../../store/verify';
import { replayHistories } from '../replay-evidence';
import { verifyEvidence } from '../verify-evidence';
import { fetchFrom, verifyRemote } from '../verify-remote';
import { rootFolder, withStore } from '../with-store';

export const summary = 'checks the whole ledger: leaves, payloads, chains, places, root and signature';

interface Options {
  'mongodb-uri'?: string;
  url?: string;
  key?: string;
}

/** Exit code 0: all is well; 1: a fault, named; 2: it could not be checked. */
export async function run(args: string[]): Promise<number> {
  const options = { 'mongodb-uri': { type: 'string' }, url: { type: 'string' }, key: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  try {
    if (positionals[0] !== undefined) return say(await inFile(positionals[0], values));
    if (values.url !== undefined) return say(await overHttp(values.url, values));
    return await withStore({ uri: values['mongodb-uri'], access: 'reads' }, async (uri) => say(await inStore(uri, values)));
  } catch (error) {
    if (!(error instanceof LedgerError)) {
      console.error(`It could not be checked: ${(error as Error).message}`);
      return 2;
    }
    console.error(`The ledger does NOT verify.\n  fault:    ${error.code}\n  where:    ${error.place}\n  expected: ${error.expected}\n  received: ${error.received}`);
    return 1;
  }
}

function say(lines: string[]): number {
  console.log(lines.join('\n'));
  return 0;
}

async function inStore(uri: string, values: Options): Promise<string[]> {
  const store = await connectStore(uri);
  try {
    const verifier = values.key ? parseVerifierKey(values.key) : signerOf(logIdentity(process.env));
    const found = await verifyStore(store.collections, verifier);
    return [
      `The ledger verifies: ${found.entries} entries in ${found.streams} streams, ${found.erased} erased, ${found.waiting} waiting.`,
      `Beside it: ${found.checkpoints} checkpoints, ${found.definitions} published versions, ${found.histories} histories, ${found.files} files.`,
      `Checkpoint of ${verifier.name}: size ${found.size}, root ${found.root}`,
    ];
  } finally {
    await store.close();
  }
}

async function overHttp(url: string, { key }: Options): Promise<string[]> {
  const found = await verifyRemote(fetchFrom(url), key);
  return [
    `The ledger at ${url} verifies: ${found.entries} entries in ${found.streams} streams.`,
    `Checkpoint of ${found.verifier.name}: root ${found.root}`,
    ...(key === undefined ? ['The key came from the same server; give --key to check against one that you trust.'] : []),
  ];
}

async function inFile(file: string, { key }: Options): Promise<string[]> {
  const found = await verifyEvidence(new Uint8Array(await readFile(file)), key);
  const replayed = await replayHistories(found.histories, process.env['WORKFLOW_BUNDLE'] || join(rootFolder(process.env), 'dist', 'workflows.cjs'));
  return [
    `The evidence of "${found.title}" verifies: ${found.entries} entries, ${found.proved} proved to be in the log of ${found.verifier.name}, ${found.hidden} without visible content.`,
    replayed === undefined
      ? `${found.histories.length} histories are as the ledger says; they were not replayed, because the workflows are not built (npm run build).`
      : `${found.histories.length} histories are as the ledger says, and this version's workflows replay them.`,
    ...(found.proved < found.entries ? [`${found.entries - found.proved} had no place in the log yet when the file was made: nobody vouches for them.`] : []),
    ...(key === undefined ? ['The key came from the file itself; give --key to check against one that you trust.'] : []),
  ];
}
