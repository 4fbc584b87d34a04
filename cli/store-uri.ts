/** Where the store of a running Musyawarah is: configured, or the embedded one of the data folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function storeUri(env: NodeJS.ProcessEnv): string | undefined {
  if (env['MONGODB_URI']) return env['MONGODB_URI'];
  try {
    const port = Number(readFileSync(join(env['DATA_DIR'] || '.data', 'mongo.port'), 'utf8'));
    return port > 0 ? `mongodb://127.0.0.1:${port}/musyawarah?directConnection=true` : undefined;
  } catch {
    return undefined;
  }
}
