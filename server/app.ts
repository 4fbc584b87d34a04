/**
 * The server, built from what it depends on; nothing here reads the environment or opens a connection.
 *
 *   request ─ info ─ security headers ─┬─ /healthz /readyz /metrics
 *                                      ├─ /ledger/…        tiles, checkpoint, key, proofs (anyone)
 *                                      ├─ /api/v1/…        session or token ─ declared route ─ answer
 *                                      └─ everything else  the designer
 *   whatever throws ─ problem details
 */
import compression from 'compression';
import express, { Router, type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { Problem } from '../errors/problem';
import { EventFeed } from './acts/event-feed';
import type { Services } from './acts/services';
import { authenticate } from './auth/authenticate';
import { SignInLimit } from './auth/sign-in-limit';
import { healthRouter } from './http/health';
import { createMetrics, type Metrics } from './http/metrics';
import { mountRoutes } from './http/mount';
import { openApiDocument } from './http/openapi';
import { problemResponse } from './http/problem-response';
import { requestInfo } from './http/request-info';
import type { Route } from './http/route';
import { staticDesigner } from './http/static-designer';
import { allRoutes } from './routes';

export interface AppOptions {
  services: Services;
  log: Logger;
  version: string;
  /** Signs session cookies, and hides employee numbers. */
  secret: string;
  publicUrl?: string | undefined;
  /** Folder of the built designer; absent: only the API. */
  designerDir?: string | undefined;
  /** Tiles, checkpoint and proofs. */
  ledgerRouter?: Router | undefined;
  metricsToken?: string | undefined;
  /** Number of proxies in front, whose X-Forwarded-For is believed. */
  proxies?: number;
  checkAnswers?: boolean;
}

export interface App {
  app: Express;
  routes: readonly Route[];
  feed: EventFeed;
  metrics: Metrics;
}

export function createApp(options: AppOptions): App {
  const { services, log } = options;
  const feed = new EventFeed(
    { end: async () => (await services.stores.log.state()).size, after: (index, limit) => services.stores.log.after(index, limit) },
    (error) => log.warn({ error: String((error as Error).message) }, 'the event feed could not look at the log'),
  );
  const metrics = createMetrics(() => feed.listening);
  const routes = allRoutes(services, { feed, limit: new SignInLimit(services.now), secret: options.secret });
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', options.proxies ?? 0);
  app.set('query parser', 'simple');
  app.use(requestInfo(log, metrics.observe));
  app.use(securityHeaders(options.publicUrl));
  app.use(
    healthRouter({
      pingStore: () => services.stores.ping(),
      pingEngine: () => services.engine.ping(),
      version: options.version,
      metrics,
      metricsToken: options.metricsToken,
    }),
  );
  if (options.ledgerRouter) app.use('/ledger', options.ledgerRouter);
  app.use('/api/v1', apiRouter(options, routes));
  app.use('/api', () => {
    throw new Problem('NOT_FOUND', { params: { what: 'Alamat' } });
  });
  if (options.designerDir) app.use(compression({ threshold: 1_024 }), staticDesigner(options.designerDir));
  app.use(() => {
    throw new Problem('NOT_FOUND', { params: { what: 'Halaman' } });
  });
  app.use(problemResponse());
  return { app, routes, feed, metrics };
}

function apiRouter(options: AppOptions, routes: readonly Route[]): Router {
  const { services, publicUrl } = options;
  const router = Router();
  let document: string | undefined;
  router.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument(routes, options.version));
    response.type('application/json').send(document);
  });
  const secure = publicUrl?.startsWith('https:') ?? false;
  router.use(...authenticate({ accounts: services.accounts, tokens: services.tokens, sessions: services.sessions, sessionSecret: options.secret, secure }));
  router.use(compression({ threshold: 2_048, filter: (request, response) => !isStream(response.getHeader('Content-Type')) && compression.filter(request, response) }));
  router.use(mountRoutes(routes, { publicUrl, checkAnswers: options.checkAnswers ?? false }));
  return router;
}

/** Compression would hold events back until enough of them have gathered. */
const isStream = (type: unknown): boolean => typeof type === 'string' && type.startsWith('text/event-stream');

function securityHeaders(publicUrl: string | undefined) {
  const https = publicUrl?.startsWith('https:') ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Components place themselves by style attributes, which can't carry a hash.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // An office server may be reached by plain HTTP inside the house.
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    referrerPolicy: { policy: 'same-origin' },
  });
}
