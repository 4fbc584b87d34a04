/** A server on a real port over stores in memory, with accounts of every role and one process of the reference template. */
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import pino from 'pino';
import { initialState } from '../../../process/advance';
import { definitionHash } from '../../../process/hash';
import { demoRoles, referenceTemplate, shortDemoRoles, shortTemplate } from '../../../process/templates';
import type { ProcessDefinition } from '../../../process/types';
import { Problem } from '../../../errors/problem';
import { CountWatch } from '../../../server/acts/count-watch';
import { Published } from '../../../server/acts/published';
import type { Engine, Services } from '../../../server/acts/services';
import { Teller } from '../../../server/acts/teller';
import { createApp, type App } from '../../../server/app';
import { Accounts } from '../../../server/auth/accounts';
import { hashPassword } from '../../../server/auth/passwords';
import { SessionStore } from '../../../server/auth/session-store';
import { Tokens } from '../../../server/auth/tokens';
import type { AccountRole } from '../../../server/contract/common';
import { openRecords } from '../../../server/records';
import type { TaskDocument, WindowDocument } from '../../../store/contract';
import { memoryStores, type Memory } from './memory-stores';

export const PASSWORD = 'sandi yang panjang';

export interface TestServer {
  url: string;
  memory: Memory;
  services: Services;
  built: App;
  /** What the engine was asked to do. */
  told: { workflowId: string; notices: unknown[] }[];
  asked: unknown[];
  engineAway: boolean;
  /** Signs in once per person, and keeps the cookie. */
  as(user: string | null): Caller;
  stop(): Promise<void>;
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  text: string;
  body: T;
}

export interface Caller {
  get<T = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  del(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, init?: { body?: BodyInit; headers?: Record<string, string> }): Promise<Answer>;
}

export const PEOPLE: Record<string, AccountRole[]> = {
  owner: ['owner'],
  drafter: ['stakeholder'],
  legal: ['stakeholder'],
  secretary: ['stakeholder'],
  regent: ['stakeholder'],
  expert1: ['stakeholder'],
  expert2: ['stakeholder'],
  expert3: ['stakeholder'],
  expert4: ['stakeholder'],
  expert5: ['stakeholder'],
  officer1: ['stakeholder'],
  officer2: ['stakeholder'],
  officer3: ['stakeholder'],
  outsider: ['stakeholder'],
  auditor: ['auditor'],
  admin: ['admin'],
};

export async function startServer(): Promise<TestServer> {
  const now = Date.now;
  const memory = memoryStores(now);
  const records = openRecords(memory.collection);
  const state = { told: [] as TestServer['told'], asked: [] as unknown[], engineAway: false };
  const engine = fakeEngine(memory, state);
  const teller = new Teller({ deliver: engine.deliver, onFailure: () => undefined });
  const services: Services = {
    teller,
    counts: new CountWatch({ stores: memory.stores, teller, now, warn: () => undefined }),
    stores: memory.stores,
    records,
    accounts: new Accounts(memory.stores.users, now),
    tokens: new Tokens(records.tokens, now),
    sessions: new SessionStore(records.sessions, now),
    published: new Published(memory.stores.definitions.version),
    engine,
    now,
    log: { warn: () => undefined },
    demo: true,
  };
  const passwordHash = await hashPassword(PASSWORD);
  for (const [id, roles] of Object.entries(PEOPLE)) memory.users.set(id, { _id: id, name: `Nama ${id}`, roles, language: 'id', passwordHash });
  publish(memory, referenceTemplate);
  publish(memory, shortTemplate);
  memory.calendars.set('indonesia', { _id: 'indonesia', revision: 1, calendar: { id: 'indonesia', timeZone: 'Asia/Jakarta', workWeek: [1, 2, 3, 4, 5], years: {} } });
  const built = createApp({ services, log: pino({ level: 'silent' }), version: 'test', secret: 'secret of the tests', checkAnswers: true });
  const server = await listen(built);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cookies = new Map<string, Promise<string>>();
  return Object.assign(state, {
    url,
    memory,
    services,
    built,
    as: (user: string | null) => callerFor(url, user === null ? null : () => keep(cookies, user, () => signIn(url, user))),
    stop: async () => {
      built.feed.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function keep<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const kept = map.get(key) ?? make();
  map.set(key, kept);
  return kept;
}

function listen(built: App): Promise<Server> {
  return new Promise((resolve) => {
    const server = built.app.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** What the workflows would do, as far as the server can see it; tests of the real thing run elsewhere. */
function fakeEngine(memory: Memory, state: Pick<TestServer, 'told' | 'asked' | 'engineAway'>): Engine {
  const refuseIfAway = (): void => {
    if (state.engineAway) throw new Problem('UNAVAILABLE');
  };
  return {
    deliver: async (workflowId, notices) => {
      refuseIfAway();
      state.told.push({ workflowId, notices });
      for (const notice of notices) if (notice.kind === 'start') seedStarted(memory, notice.entryId);
    },
    ownerAct: async (processId, act) => {
      refuseIfAway();
      state.asked.push(act);
      const process = memory.processes.get(processId)!;
      return { seq: process.seq + 1, view: process.view };
    },
    runState: async (runId) => memory.runs.get(runId) ?? null,
    speed: async (_processId, change) => {
      refuseIfAway();
      state.asked.push(change);
    },
    calendarChanged: async (_workflowIds, change) => void state.asked.push(change),
    ping: async () => refuseIfAway(),
  };
}

export function publish(memory: Memory, definition: ProcessDefinition, version = 1): void {
  const _id = `${definition.id}@${version}`;
  memory.published.set(_id, { _id, definitionId: definition.id, version, hash: definitionHash(definition), publishedAt: Date.now(), publishedBy: 'owner', definition });
}

function seedStarted(memory: Memory, entryId: string): void {
  const input = memory.entries.get(entryId)!.payload as unknown as { processId: string; title: string; definition: { id: string; version: number; hash: string }; roles: Record<string, string[]>; rehearsal?: { scale: number } };
  const at = Date.now();
  memory.processes.set(input.processId, {
    _id: input.processId, title: input.title, definition: input.definition, roles: input.roles, startedBy: 'owner', startedAt: at, seq: 0, updatedAt: at,
    ...(input.rehearsal ? { rehearsal: input.rehearsal, clock: { origin: at, realOrigin: at, scale: input.rehearsal.scale } } : {}),
    view: { status: 'running', at, active: [], ended: [], data: {}, rounds: {} },
  });
}

export const PROCESS = 'proses0seed1';
export const SHORT_PROCESS = 'proses0seed2';

/** A running reference process whose public consultation is open, and what belongs to it. */
export function seedProcess(memory: Memory, options: { id?: string; short?: boolean; rehearsal?: boolean } = {}): { processId: string } {
  const definition = options.short ? shortTemplate : referenceTemplate;
  const processId = options.id ?? (options.short ? SHORT_PROCESS : PROCESS);
  const at = Date.now();
  const ref = { id: definition.id, version: 1, hash: definitionHash(definition) };
  const roles = options.short ? shortDemoRoles : demoRoles;
  const state = initialState(definition, { processId, ref, calendar: memory.calendars.get('indonesia')!.calendar, roles, data: {}, hosting: 'workflows', at });
  memory.processes.set(processId, {
    _id: processId, title: 'Kebijakan uji', definition: ref, roles, startedBy: 'owner', startedAt: at, seq: 3, updatedAt: at,
    ...(options.rehearsal ? { rehearsal: { scale: 86_400 }, clock: { origin: at, realOrigin: at, scale: 86_400 } } : {}),
    view: { status: 'running', at, active: [], ended: [], data: state.data, rounds: {} },
  });
  return { processId };
}

export function seedTask(memory: Memory, task: Partial<TaskDocument> & Pick<TaskDocument, 'kind' | 'stepId' | 'role' | 'candidates' | 'outcomes'> & { processId?: string; key?: string }): TaskDocument {
  const process = memory.processes.get(task.processId ?? PROCESS)!;
  const round = task.round ?? 1;
  const runId = `${process._id}.${task.stepId}.${round}`;
  const id = `${runId}.${task.key ?? 'main'}`;
  const { key: _key, ...fields } = task;
  const document: TaskDocument = {
    id, _id: id, round, openedAt: Date.now(), processId: process._id, runId, processTitle: process.title, definition: process.definition,
    rehearsal: process.rehearsal !== undefined, workflowId: `step/${runId}`, status: 'open', version: { stream: `step:${runId}`, seq: 0 }, ...fields,
  };
  memory.tasks.set(id, document);
  process.view.rounds[task.stepId] = Math.max(process.view.rounds[task.stepId] ?? 0, round);
  return document;
}

export function seedWindow(memory: Memory, window: Partial<WindowDocument> & Pick<WindowDocument, 'kind' | 'stepId'> & { processId?: string }): WindowDocument {
  const process = memory.processes.get(window.processId ?? PROCESS)!;
  const round = window.round ?? 1;
  const runId = `${process._id}.${window.stepId}.${round}`;
  const document: WindowDocument = {
    id: runId, _id: window.id ?? runId, runId, round, public: true, openedAt: Date.now(), tellAt: [], processId: process._id, processTitle: process.title,
    definition: process.definition, rehearsal: process.rehearsal !== undefined, workflowId: `step/${runId}`, status: 'open', ...window,
  };
  memory.windows.set(document._id, document);
  process.view.rounds[window.stepId] = Math.max(process.view.rounds[window.stepId] ?? 0, round);
  return document;
}

async function signIn(url: string, user: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: user, password: PASSWORD }) });
  if (response.status !== 200) throw new Error(`sign-in of ${user}: ${response.status} ${await response.text()}`);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export function callerFor(url: string, cookie: (() => Promise<string>) | null): Caller {
  const send: Caller['send'] = async (method, path, init = {}) => {
    const headers = { ...(cookie ? { cookie: await cookie() } : {}), ...init.headers };
    const response = await fetch(path.startsWith('/api/') || path.startsWith('/healthz') || path.startsWith('/readyz') || path.startsWith('/metrics') ? `${url}${path}` : `${url}/api/v1${path}`, {
      method,
      headers,
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: (isJson && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown> };
  };
  const json = (method: string) => async (path: string, body?: unknown, headers?: Record<string, string>) =>
    (await send(method, path, { headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })) as never;
  return {
    send,
    get: async (path, headers) => (await send('GET', path, headers ? { headers } : {})) as never,
    post: json('POST'),
    put: json('PUT'),
    del: (path, headers) => send('DELETE', path, headers ? { headers } : {}),
  };
}

let counter = 0;
/** A fresh idempotency key. */
export const key = (): string => `test-key-${String(++counter).padStart(12, '0')}`;
