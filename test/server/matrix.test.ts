/** Default deny: each declared route lets in exactly those whom it names, and who is refused changes nothing. */
import { verdictOn, type Route } from '../../server/http/route';
import { seedProcess, seedTask, seedWindow, startServer, key, PROCESS, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  seedProcess(server.memory);
  seedTask(server.memory, { kind: 'draft', stepId: 'drafting', role: 'draftingTeam', candidates: ['drafter'], outcomes: ['submitted'] });
  seedWindow(server.memory, { kind: 'consultation', stepId: 'publicConsultation' });
});
afterAll(() => server.stop());

/** Account by kind of reader; `null`: nobody is signed in. */
const READERS: Record<string, string | null> = { nobody: null, stakeholder: 'outsider', owner: 'owner', auditor: 'auditor', admin: 'admin' };
const ROLES: Record<string, { roles: never[] } | null> = {
  nobody: null,
  stakeholder: { roles: ['stakeholder'] as never[] },
  owner: { roles: ['owner'] as never[] },
  auditor: { roles: ['auditor'] as never[] },
  admin: { roles: ['admin'] as never[] },
};

const PARAMETERS: Record<string, string> = { stepId: 'drafting', version: '1', year: '2026' };

function pathOf(route: Route): string {
  const id = route.path.startsWith('/tasks') ? `${PROCESS}.drafting.1.main` : route.path.startsWith('/consultations') || route.path.startsWith('/public') ? `${PROCESS}.publicConsultation.1` : PROCESS;
  return route.path.replace(/:(\w+)/g, (_, name: string) => PARAMETERS[name] ?? id);
}

const ask = (route: Route, reader: string) => {
  const headers = { 'idempotency-key': key(), ...(route.ifMatch ? { 'if-match': '"1"' } : {}), 'content-type': 'application/json' };
  return server.as(READERS[reader] as string | null).send(route.method, pathOf(route), { headers, ...(route.method === 'GET' ? {} : { body: '{"nonsense":true}' }) });
};

test('every route names somebody, and nothing but reading and giving input is open to all', () => {
  for (const route of server.built.routes) {
    expect(route.allow.length).toBeGreaterThan(0);
    if (route.method !== 'GET' && route.allow.includes('public')) expect(`${route.method} ${route.path}`).toMatch(/^(POST|DELETE) \/session$|^POST \/public\//);
  }
});

describe.each(Object.keys(READERS))('%s', (reader) => {
  test('is refused by every route that does not name them, and nothing changes', async () => {
    for (const route of server.built.routes.filter((one) => verdictOn(one.allow, ROLES[reader] ?? null) !== 'allowed')) {
      // Signing in wrote a session and looked up an account; only what comes after it may not.
      await server.as(READERS[reader] as string | null).get('/me');
      const before = server.memory.fingerprint();
      const answer = await ask(route, reader);
      expect([`${route.method} ${route.path}`, answer.status, answer.body.code]).toEqual([
        `${route.method} ${route.path}`,
        reader === 'nobody' ? 401 : 403,
        reader === 'nobody' ? 'SIGN_IN_REQUIRED' : 'FORBIDDEN',
      ]);
      expect(server.memory.fingerprint()).toBe(before);
    }
  });

  test('is let in by every route that names them', async () => {
    for (const route of server.built.routes.filter((one) => verdictOn(one.allow, ROLES[reader] ?? null) === 'allowed')) {
      if (route.path === '/events' || route.path === '/session') continue;
      const { status, body } = await ask(route, reader);
      // What the nonsense body or the missing thing gives is another matter; a role's refusal it must not be.
      expect([`${route.method} ${route.path}`, body.code === 'SIGN_IN_REQUIRED' || (status === 403 && body.code === 'FORBIDDEN') || status >= 500 ? { status, body } : 'let in']).toEqual([
        `${route.method} ${route.path}`,
        'let in',
      ]);
    }
  });
});

test('a path that is not declared does not exist, for anybody', async () => {
  for (const reader of Object.values(READERS)) {
    expect((await server.as(reader).get('/admin')).status).toBe(404);
    expect((await server.as(reader).get('/tasks/a/b/c')).status).toBe(404);
    expect((await server.as(reader).get('/api/v2/me')).status).toBe(404);
  }
});

test('another method on a declared path is refused with the methods that there are', async () => {
  const answer = await server.as('owner').send('PATCH', '/me');
  expect([answer.status, answer.body.code, answer.headers.get('allow')]).toEqual([405, 'METHOD_NOT_ALLOWED', 'GET, PUT']);
});

test('a role alone is not enough: tasks, processes and drafts are for their own people', async () => {
  const task = `${PROCESS}.drafting.1.main`;
  const cases: [string, string, unknown?][] = [
    ['GET', `/tasks/${task}`],
    ['POST', `/tasks/${task}/complete`, { data: { document: { title: 'x', sections: [] } } }],
    ['PUT', `/tasks/${task}/draft`, { data: {} }],
    ['POST', `/tasks/${task}/claim`],
    ['POST', `/tasks/${task}/delegate`, { to: 'expert1', reason: 'x' }],
    ['GET', `/processes/${PROCESS}`],
    ['GET', `/processes/${PROCESS}/history`],
    ['GET', `/consultations/${PROCESS}.publicConsultation.1`],
  ];
  const before = (await server.as('outsider').get('/me'), server.memory.fingerprint());
  for (const [method, path, body] of cases) {
    const answer = await server.as('outsider').send(method, path, body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    expect([path, answer.status, answer.body.code]).toEqual([path, path.startsWith('/tasks') ? 403 : 404, path.startsWith('/tasks') ? 'TASK_NOT_YOURS' : 'NOT_FOUND']);
  }
  expect(server.memory.fingerprint()).toBe(before);
});
