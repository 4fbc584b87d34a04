/** Health at the root, for whoever runs the server. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Readiness } from '../contract/health';
import type { Metrics } from './metrics';

export interface HealthDeps {
  pingStore(): Promise<void>;
  pingEngine(): Promise<void>;
  version: string;
  metrics: Metrics;
  /** Absent: metrics are open to this machine only. */
  metricsToken?: string | undefined;
}

const PING_MS = 2_000;

export function healthRouter(deps: HealthDeps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    const [store, temporal] = await Promise.all([answers(deps.pingStore), answers(deps.pingEngine)]);
    const status = store === 'away' ? 'away' : temporal === 'away' ? 'degraded' : 'ready';
    const body: Readiness = { status, store, temporal, version: deps.version };
    response.status(status === 'away' ? 503 : 200).set('Cache-Control', 'no-store').json(body);
  });
  router.get('/metrics', async (request, response) => {
    if (!mayScrape(deps.metricsToken, request.headers.authorization, request.socket.remoteAddress)) {
      response.status(deps.metricsToken === undefined ? 403 : 401).end();
      return;
    }
    response.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
  return router;
}

async function answers(ping: () => Promise<void>): Promise<'ok' | 'away'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PING_MS);
  });
  try {
    await Promise.race([ping(), late]);
    return 'ok';
  } catch {
    return 'away';
  } finally {
    clearTimeout(timer);
  }
}

function mayScrape(token: string | undefined, header: string | undefined, address: string | undefined): boolean {
  if (token === undefined) return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(`Bearer ${token}`), digest(header ?? ''));
}
