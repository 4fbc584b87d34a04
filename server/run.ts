/** A running server: connects to store and Temporal, builds the app, listens. `main.ts` reads the environment for it. */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Router } from 'express';
import type { Logger } from 'pino';
import type { ConnectionSettings } from '../worker/connection';
import type { OpenStore } from '../store';
import { CountWatch } from './acts/count-watch';
import { Published } from './acts/published';
import type { Services } from './acts/services';
import { Teller } from './acts/teller';
import { createApp, type App } from './app';
import { Accounts } from './auth/accounts';
import { SessionStore } from './auth/session-store';
import { Tokens } from './auth/tokens';
import { connectEngine, type ConnectedEngine } from './engine';
import { ledgerRouter } from './http/ledger-router';
import { openRecords, type Records } from './records';
import type { DocumentCollection } from './records/shelf';

export interface ServerOptions {
  store: OpenStore;
  temporal: ConnectionSettings;
  log: Logger;
  version: string;
  host: string;
  port: number;
  publicUrl?: string | undefined;
  designerDir?: string | undefined;
  ledgerRouter?: Router | undefined;
  metricsToken?: string | undefined;
  proxies?: number;
  demo?: boolean;
  /** Checks every answer against its schema; for tests. */
  checkAnswers?: boolean;
}

export interface RunningServer extends App {
  url: string;
  services: Services;
  engine: ConnectedEngine;
  stop(): Promise<void>;
}

/** Long event streams would keep a stopping server waiting. */
const CLOSE_MS = 3_000;

export async function runServer(options: ServerOptions): Promise<RunningServer> {
  const { store, log } = options;
  const engine = connectEngine(options.temporal, store.stores);
  const records = openRecords((name) => store.collections.any(name) as unknown as DocumentCollection);
  const services = servicesOver(store, records, engine, options);
  const counts = new CountWatch({ stores: store.stores, teller: services.teller, now: Date.now, warn: (error) => log.warn({ error: String((error as Error).message) }, 'counts not told') }).start();
  services.counts = counts;
  const built = createApp({
    services,
    log,
    version: options.version,
    secret: await keptSecret(records),
    publicUrl: options.publicUrl,
    designerDir: options.designerDir,
    ledgerRouter: options.ledgerRouter ?? ledgerRouter(store.reader, store.stores),
    metricsToken: options.metricsToken,
    proxies: options.proxies ?? 0,
    checkAnswers: options.checkAnswers ?? false,
  });
  const server = await listen(built, options);
  const { port } = server.address() as AddressInfo;
  return {
    ...built,
    url: `http://${options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host}:${port}`,
    services,
    engine,
    async stop() {
      built.feed.stop();
      counts.stop();
      await close(server);
      await engine.close().catch(() => undefined);
    },
  };
}

function servicesOver(store: OpenStore, records: Records, engine: ConnectedEngine, { log, demo = false }: ServerOptions): Services {
  return {
    stores: store.stores,
    records,
    accounts: new Accounts(store.stores.users),
    tokens: new Tokens(records.tokens),
    sessions: new SessionStore(records.sessions),
    published: new Published(store.stores.definitions.version),
    engine,
    teller: new Teller({
      deliver: engine.deliver,
      onFailure: (workflowId, error) => log.warn({ workflowId, error: String((error as Error).message) }, 'workflows not told yet; the relay will'),
    }),
    counts: { answered: async () => {} },
    now: Date.now,
    log,
    demo,
  };
}

/** Signs cookies. Kept in the store, so that sessions outlive a restart and hold on every server. */
async function keptSecret({ settings }: Records): Promise<string> {
  const made = { _id: 'secret', value: randomBytes(48).toString('base64url') };
  if (await settings.insert(made)) return made.value;
  return ((await settings.get('secret')) ?? made).value;
}

function listen({ app }: App, { host, port }: Pick<ServerOptions, 'host' | 'port'>): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host);
    server.once('listening', () => resolve(server));
    server.once('error', reject);
    // Between a proxy and us: the proxy must be the one that lets an idle connection go.
    server.keepAliveTimeout = 65_000;
  });
}

async function close(server: Server): Promise<void> {
  const hard = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(hard);
}
