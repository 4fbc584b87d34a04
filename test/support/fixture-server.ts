/**
 * The built designer with made-up answers behind it, so that screens can be seen and tested without the back end. It knows no rules: what
 * the API means is proved against the real server (`test/server`); here only what people see is.
 */
import express, { type Express, type Request, type Response } from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Me } from '../../server/contract/session';
import { fixtureRoutes } from './fixtures';
import { proofOf } from './ledger-fixtures';
import { log } from './process-fixtures';

const DIST = resolve(__dirname, '../../dist/designer');
const PASSWORD = 'rahasia-sekali';
/** As the real server: nothing runs or loads from elsewhere. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

export interface FixtureServer {
  base: string;
  password: string;
  /** Acts that were sent, in order: method, path, body. */
  acts: { method: string; path: string; body: unknown }[];
  /** Sends a server event to every open page. */
  emit(type: string, data?: Record<string, unknown>): void;
  /** Answers the next request to this path with a problem. */
  failNext(path: string, status: number, code: string, detail: string): void;
  /** Answers every request to this path with a problem, until it is healed. */
  fail(path: string, status: number, code: string, detail: string): void;
  heal(path: string): void;
  close(): Promise<void>;
}

/** People who can sign in, all with one password. */
const PEOPLE: Record<string, Pick<Me, 'name' | 'roles'>> = {
  owner: { name: 'BKPSDM Kabupaten Bungo', roles: ['owner'] },
  drafter: { name: 'Tim Penyusun', roles: ['stakeholder'] },
  auditor: { name: 'Inspektorat Kabupaten Bungo', roles: ['auditor'] },
  admin: { name: 'Administrator Sistem', roles: ['admin'] },
};

export async function startFixtureServer(port = 0): Promise<FixtureServer> {
  const app = express();
  const streams = new Set<Response>();
  const failures = new Map<string, { status: number; code: string; detail: string; once: boolean }>();
  const acts: FixtureServer['acts'] = [];
  app.disable('x-powered-by');
  app.use(express.json({ limit: '2mb' }));
  app.use((_, response, next) => {
    response.setHeader('content-security-policy', POLICY);
    next();
  });
  app.use('/api/v1', (request, response, next) => {
    if (request.method !== 'GET') acts.push({ method: request.method, path: request.path, body: request.body });
    const failure = failures.get(request.path);
    if (!failure) return next();
    if (failure.once) failures.delete(request.path);
    return refuse(response, failure.status, failure.code, failure.detail);
  });
  session(app);
  app.get('/api/v1/events', (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': open\n\n');
    streams.add(response);
    request.on('close', () => streams.delete(response));
  });
  app.use('/api/v1', fixtureRoutes());
  app.get('/ledger/proof/:id', (request, response) => {
    const proof = proofOf(log, request.params.id);
    if (proof === undefined) return refuse(response, 404, 'NOT_FOUND', 'Tidak ditemukan.');
    return void response.type('text/plain').send(proof);
  });
  app.use('/api', (_, response) => refuse(response, 404, 'NOT_FOUND', 'Tidak ditemukan.'));
  app.use(express.static(DIST, { index: false }));
  app.use((_, response) => response.sendFile(resolve(DIST, 'index.html')));

  const server = await new Promise<Server>((ready) => {
    const listening: Server = app.listen(port, '127.0.0.1', () => ready(listening));
  });
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    password: PASSWORD,
    acts,
    emit: (type, data = {}) => streams.forEach((stream) => stream.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)),
    failNext: (path, status, code, detail) => void failures.set(path, { status, code, detail, once: true }),
    fail: (path, status, code, detail) => void failures.set(path, { status, code, detail, once: false }),
    heal: (path) => void failures.delete(path),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: Response, status: number, code: string, detail: string): void {
  response.status(status).type('application/problem+json').send({ type: 'about:blank', title: detail, status, code, detail, reference: 'b1f0c2d4' });
}

function session(app: Express): void {
  const who = (request: Request): string | undefined => /(?:^|;\s*)who=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  const languages = new Map<string, Me['language']>();
  const meOf = (id: string): Me => ({ id, ...PEOPLE[id]!, language: languages.get(id) ?? 'id', unreadNotices: 2, demo: true });
  app.get('/api/v1/session', (_, response) => void response.json({ demo: true, accounts: Object.entries(PEOPLE).map(([id, { name }]) => ({ id, name })) }));
  app.post('/api/v1/session', (request, response) => {
    const { username, password } = request.body as { username?: string; password?: string };
    if (!username || !PEOPLE[username] || password !== PASSWORD) return refuse(response, 401, 'SIGN_IN_FAILED', 'Nama pengguna atau kata sandi salah.');
    return void response.setHeader('set-cookie', `who=${username}; Path=/; HttpOnly; SameSite=Strict`).json(meOf(username));
  });
  app.delete('/api/v1/session', (_, response) => void response.setHeader('set-cookie', 'who=; Path=/; Max-Age=0').status(204).end());
  app.get('/api/v1/me', (request, response) => {
    const id = who(request);
    if (!id || !PEOPLE[id]) return refuse(response, 401, 'SIGN_IN_REQUIRED', 'Silakan masuk dahulu.');
    return void response.json(meOf(id));
  });
  app.put('/api/v1/me', (request, response) => {
    const id = who(request)!;
    const { language } = request.body as { language?: Me['language'] };
    if (language) languages.set(id, language);
    response.json(meOf(id));
  });
}

if (require.main === module) {
  void startFixtureServer(Number(process.env.PORT ?? 4100)).then(({ base, password }) => console.log(`${base}  password: ${password}`));
}
