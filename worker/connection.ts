/** How this process reaches Temporal, from its environment (README, *Services*). */
import type { ConnectionOptions } from '@temporalio/client';
import type { NativeConnectionOptions } from '@temporalio/worker';

export interface ConnectionSettings {
  namespace: string;
  native: NativeConnectionOptions;
  client: ConnectionOptions;
}

/** Reads `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY` and `TEMPORAL_TLS`. */
export function connectionSettings(env: Record<string, string | undefined>): ConnectionSettings {
  const address = env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233';
  const apiKey = env.TEMPORAL_API_KEY;
  const tls = apiKey !== undefined || env.TEMPORAL_TLS === '1' || env.TEMPORAL_TLS === 'true';
  const common = { address, ...(tls ? { tls: true } : {}), ...(apiKey ? { apiKey } : {}) };
  return { namespace: env.TEMPORAL_NAMESPACE ?? 'default', native: common, client: common };
}
