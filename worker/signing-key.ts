/** The log's signing key: made at the first start, kept in a file that only its owner can read. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newSigningKey, signerFrom } from '../ledger/ed25519-node';
import type { Signer } from '../ledger/note';

/** Reads `LEDGER_KEY_FILE` (default: in `DATA_DIR`), and makes it when it is missing. `LEDGER_ORIGIN` names the log. */
export async function loadSigner(env: Record<string, string | undefined>): Promise<Signer> {
  const file = env.LEDGER_KEY_FILE ?? path.join(env.DATA_DIR ?? '.data', 'ledger-key.pem');
  await mkdir(path.dirname(file), { recursive: true });
  // Server and worker may both be the first: whoever creates the file wins, the other reads it.
  await writeFile(file, newSigningKey(), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return signerFrom(env.LEDGER_ORIGIN ?? 'musyawarah.localhost', await readWhole(file));
}

/** The one who creates the file may not have written it yet. */
async function readWhole(file: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const text = await readFile(file, 'utf8');
    if (text.includes('END PRIVATE KEY')) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${file} holds no signing key (PEM, PKCS 8).`);
}
