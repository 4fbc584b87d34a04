/** Bad input is refused with a 4xx and a code, in the reader's language, and nothing has changed afterwards. */
import { request as httpRequest } from 'node:http';
import { referenceTemplate, shortTemplate } from '../../process/templates';
import { SHORT_PROCESS, key, seedProcess, seedTask, seedWindow, startServer, type TestServer } from './support/server';

let server: TestServer;
let taskId: string;
let windowId: string;

beforeAll(async () => {
  server = await startServer();
  seedProcess(server.memory, { short: true });
  seedProcess(server.memory);
  taskId = seedTask(server.memory, { processId: SHORT_PROCESS, kind: 'respond', stepId: 'consult', role: 'experts', candidates: ['expert1'], outcomes: ['answered'], key: 'respond-expert1' })._id;
  windowId = seedWindow(server.memory, { kind: 'consultation', stepId: 'publicConsultation' })._id;
  await server.as('owner').post('/definitions', { definition: shortTemplate });
});
afterAll(() => server.stop());

const json = { 'content-type': 'application/json' };
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** Sends to `complete` as a candidate, and to public input, and looks that nothing changed. */
async function refused(body: string | Buffer, headers: Record<string, string> = json): Promise<{ status: number; code: unknown }[]> {
  await server.as('expert1').get('/me');
  const before = server.memory.fingerprint();
  const targets = [
    server.as('expert1').send('POST', `/tasks/${taskId}/complete`, { body: body as never, headers }),
    server.as(null).send('POST', `/public/consultations/${windowId}/inputs`, { body: body as never, headers: { ...headers, 'idempotency-key': key() } }),
    server.as('owner').send('POST', '/processes', { body: body as never, headers }),
    server.as('owner').send('PUT', '/definitions/kebijakan-singkat', { body: body as never, headers: { ...headers, 'if-match': '"1"' } }),
  ];
  const answers = await Promise.all(targets);
  expect(server.memory.fingerprint()).toBe(before);
  return answers.map((answer) => ({ status: answer.status, code: answer.body.code }));
}

const all = (status: number, code: string) => Array.from({ length: 4 }, () => ({ status, code }));

describe('bodies that are no storable JSON', () => {
  const cases: [string, string | Buffer, number, string][] = [
    ['not JSON', '{"data":', 400, 'BODY_MALFORMED'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400, 'BODY_MALFORMED'],
    ['a NUL', '{"data":{"answers":{"input":"a\\u0000b"}}}', 422, 'BODY_INVALID'],
    ['a lone surrogate', '{"data":{"answers":{"input":"\\ud800"}}}', 422, 'BODY_INVALID'],
    ['a lone surrogate in a key', '{"data":{"answers":{"\\udfff":"x"}}}', 422, 'BODY_INVALID'],
    ['__proto__', '{"data":{"__proto__":{"admin":true}}}', 422, 'BODY_INVALID'],
    ['constructor.prototype', '{"data":{"constructor":{"prototype":{"admin":true}}}}', 422, 'BODY_INVALID'],
    ['$where', '{"data":{"$where":"sleep(1000)"}}', 422, 'BODY_INVALID'],
    ['an operator deep inside', '{"data":{"answers":{"input":[{"$gt":""}]}}}', 422, 'BODY_INVALID'],
    ['a number beyond all numbers', '{"data":{"answers":{"input":1e999}}}', 422, 'BODY_INVALID'],
    ['too deep', nested(40), 422, 'BODY_INVALID'],
    ['far too deep', nested(8_000), 422, 'BODY_INVALID'],
    ['an array', '[]', 422, 'BODY_INVALID'],
    ['a text', '"x"', 422, 'BODY_INVALID'],
    ['null', 'null', 422, 'BODY_INVALID'],
    ['an unknown field', '{"data":{},"extra":1}', 422, 'BODY_INVALID'],
  ];
  test.each(cases)('%s', async (_, body, status, code) => {
    expect(await refused(body)).toEqual(all(status, code));
  });

  test('another type of body', async () => {
    expect(await refused('data=1', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual(all(415, 'MEDIA_TYPE'));
    expect(await refused('{"data":{}}', { 'content-type': 'text/plain' })).toEqual(all(415, 'MEDIA_TYPE'));
  });

  test('a compressed body, which could unfold without end', async () => {
    expect(await refused('x', { ...json, 'content-encoding': 'gzip' })).toEqual(all(415, 'MEDIA_TYPE'));
  });

  test('more than a megabyte, announced or not', async () => {
    expect(await refused(`{"data":"${'x'.repeat(1_000_001)}"}`)).toEqual(all(413, 'BODY_TOO_LARGE'));
    expect(await sendChunked('/me', 'PUT', 70_000)).toBe(413);
  });
});

/** A body whose length isn't announced, sent piece by piece. */
async function sendChunked(path: string, method: string, bytes: number): Promise<number> {
  const cookie = await server.as('expert1').get('/me').then(() => cookieOf('expert1'));
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${server.url}/api/v1${path}`, { method, headers: { ...json, cookie } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    for (let sent = 0; sent < bytes; sent += 10_000) request.write('x'.repeat(10_000));
    request.end();
  });
}

async function cookieOf(user: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/session`, { method: 'POST', headers: json, body: JSON.stringify({ username: user, password: 'sandi yang panjang' }) });
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

describe('tasks', () => {
  const complete = (user: string, body: unknown, id = taskId) => server.as(user).post(`/tasks/${id}/complete`, body);

  test('an answer that is missing is named by its path, in the reader’s language', async () => {
    const indonesian = await complete('expert1', { data: { answers: {} } });
    expect([indonesian.status, indonesian.body.code, indonesian.body.issues]).toEqual([422, 'BODY_INVALID', [{ path: '/data/answers/input', message: 'Wajib diisi.', expected: 'an answer', received: 'nothing' }]]);
    const english = await server.as('expert1').post(`/tasks/${taskId}/complete`, { data: { answers: {} } }, { 'accept-language': 'en-GB,en;q=0.9' });
    expect(english.body.detail).toBe('The input does not fit.');
  });

  test.each([
    ['a question that the form has not', { answers: { input: 'x', other: 'y' } }],
    ['a number for text', { answers: { input: 4 } }],
    ['too long', { answers: { input: 'x'.repeat(5_001) } }],
    ['another kind’s data', { document: { title: 'x', sections: [] } }],
  ])('%s', async (_, data) => {
    expect((await complete('expert1', { data })).body.code).toBe('BODY_INVALID');
    expect(server.memory.entries.has(`task:${taskId}:end`)).toBe(false);
  });

  test('an outcome that the task has not', async () => {
    const answer = await complete('expert1', { outcome: 'approved', data: { answers: { input: 'x' } } });
    expect([answer.status, answer.body.code, answer.body.expected, answer.body.received]).toEqual([422, 'OUTCOME_UNKNOWN', 'answered', 'approved']);
  });

  test('a task that is not yours, a task that does not exist, an id that can not exist', async () => {
    expect((await complete('expert2', { data: { answers: { input: 'x' } } })).body.code).toBe('TASK_NOT_YOURS');
    expect((await complete('expert1', { data: {} }, `${SHORT_PROCESS}.consult.9.main`)).body.code).toBe('NOT_FOUND');
    expect((await complete('expert1', { data: {} }, '%00')).body.code).toBe('NOT_FOUND');
    expect((await server.as('expert1').send('POST', '/tasks/%ff/complete')).status).toBe(404);
  });

  test('a task that the engine has closed', async () => {
    const closed = seedTask(server.memory, { processId: SHORT_PROCESS, kind: 'respond', stepId: 'consult', role: 'experts', candidates: ['expert2'], outcomes: ['answered'], key: 'respond-expert2', status: 'closed' });
    expect((await complete('expert2', { data: { answers: { input: 'x' } } }, closed._id)).body.code).toBe('TASK_CLOSED');
  });

  test('returned or rejected without a reason, a signature without a legal basis', async () => {
    const task = seedTask(server.memory, { processId: SHORT_PROCESS, kind: 'approve', stepId: 'approve', role: 'approver', candidates: ['regent'], outcomes: ['approved', 'returned', 'rejected'], key: 'approve-1' });
    expect((await complete('regent', { outcome: 'returned', data: { legalBasis: 'UU 20/2023' } }, task._id)).body.code).toBe('REASON_REQUIRED');
    const unfounded = await complete('regent', { outcome: 'approved', data: { note: 'setuju' } }, task._id);
    expect((unfounded.body.issues as { path: string }[]).map(({ path }) => path)).toEqual(['/data/legalBasis']);
  });

  test('who drafted it may not approve it, even if somebody made them a candidate', async () => {
    const process = server.memory.processes.get(SHORT_PROCESS)!;
    process.view.ended.push({ stepId: 'draft', round: 1, outcome: 'submitted', at: Date.now(), by: ['drafter'] });
    const task = seedTask(server.memory, { processId: SHORT_PROCESS, kind: 'approve', stepId: 'approve', role: 'approver', candidates: ['drafter'], outcomes: ['approved'], round: 2, key: 'approve-1' });
    const answer = await complete('drafter', { outcome: 'approved', data: { legalBasis: 'UU 20/2023' } }, task._id);
    expect([answer.status, answer.body.code]).toEqual([403, 'SEPARATION_OF_DUTIES']);
    expect((await server.as('drafter').get(`/tasks/${task._id}`)).body).toMatchObject({ mine: false, material: { approval: { separated: true } } });
  });
});

describe('definitions', () => {
  const create = (definition: unknown) => server.as('owner').post('/definitions', { definition });

  test('ten thousand steps', async () => {
    const step = shortTemplate.steps[1]!;
    const steps = Array.from({ length: 10_000 }, (_, index) => ({ id: `s${index}`, kind: 'wait', title: { id: 'x' }, settings: {}, position: step.position }));
    const answer = await create({ ...shortTemplate, id: 'besar', steps });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(['DEFINITION_TOO_LARGE', 'BODY_TOO_LARGE', 'BODY_INVALID']).toContain(answer.body.code);
  });

  test('a cycle of forks is never published', async () => {
    const forks = ['a', 'b'].map((id) => ({ id, kind: 'fork', title: { id }, settings: {}, position: { x: 0, y: 0 } }));
    const flows = [
      { id: 'f1', from: 'start', outcome: 'started', to: 'a' },
      { id: 'f2', from: 'a', outcome: 'each', to: 'b' },
      { id: 'f3', from: 'a', outcome: 'each', to: 'b' },
      { id: 'f4', from: 'b', outcome: 'each', to: 'a' },
      { id: 'f5', from: 'b', outcome: 'each', to: 'a' },
    ];
    const made = await create({ ...shortTemplate, id: 'berputar', steps: [shortTemplate.steps[0], ...forks, { id: 'done', kind: 'end', title: { id: 'x' }, settings: { result: 'completed' }, position: { x: 0, y: 0 } }], flows });
    expect(made.status).toBe(201);
    const published = await server.as('owner').post('/definitions/berputar/publish', {});
    expect([published.status, published.body.code]).toEqual([422, 'DEFINITION_INVALID']);
    expect(server.memory.published.has('berputar@1')).toBe(false);
  });

  test('an unknown kind, an unknown setting, another format', async () => {
    expect((await create({ ...shortTemplate, id: 'x1', steps: [{ ...shortTemplate.steps[0], kind: 'magic' }] })).body.code).toBe('BODY_INVALID');
    expect((await create({ ...shortTemplate, id: 'x2', steps: [{ ...shortTemplate.steps[0], settings: { run: 'rm' } }] })).body.code).toBe('BODY_INVALID');
    expect((await create({ ...referenceTemplate, id: 'x3', format: 2 })).body.code).toBe('BODY_INVALID');
  });

  test('a draft that somebody changed meanwhile', async () => {
    const put = (revision: string) => server.as('owner').put('/definitions/kebijakan-singkat', { definition: { ...shortTemplate, notes: [] } }, { 'if-match': `"${revision}"` });
    expect((await server.as('owner').put('/definitions/kebijakan-singkat', { definition: shortTemplate })).body.code).toBe('REVISION_REQUIRED');
    const [one, other] = await Promise.all([put('1'), put('1')]);
    expect([one.status, other.status].sort()).toEqual([200, 412]);
    expect((await put('1')).body).toMatchObject({ code: 'DEFINITION_CHANGED', expected: '2', received: '1' });
  });
});

describe('starting a process', () => {
  const start = (more: object) => server.as('owner').post('/processes', { definitionId: 'kebijakan-singkat', title: 'Uji', roles: { owner: ['owner'], draftingTeam: ['drafter'], experts: [], approver: ['regent'] }, ...more });

  test.each([
    ['a definition that was never published', { definitionId: 'tidak-ada' }, 'NOT_FOUND'],
    ['a version that is not there', { version: 99 }, 'NOT_FOUND'],
    ['a role that is not named', { roles: { owner: ['owner'] } }, 'BODY_INVALID'],
    ['an account that does not exist', { roles: { owner: ['nobody'], draftingTeam: [], experts: [], approver: [] } }, 'BODY_INVALID'],
    ['a role that does not exist', { roles: { owner: [], draftingTeam: [], experts: [], approver: [], king: [] } }, 'BODY_INVALID'],
    ['a variable that does not exist', { data: { budget: 1 } }, 'BODY_INVALID'],
    ['a clock that stands still', { rehearsal: { scale: 0 } }, 'BODY_INVALID'],
    ['an empty title', { title: '   ' }, 'BODY_INVALID'],
  ])('%s', async (_, more, code) => {
    const before = server.memory.entries.size;
    expect((await start(more)).body.code).toBe(code);
    expect(server.memory.entries.size).toBe(before);
  });
});

describe('queries and keys', () => {
  test.each(['/tasks?limit=0', '/tasks?limit=9999', '/tasks?evil[$ne]=1', '/tasks?status=open&status=ended', '/me?x=1', '/tasks?cursor=%00'])('%s', async (path) => {
    const answer = await server.as('expert1').get(path);
    expect([answer.status, answer.body.code]).toEqual([422, 'QUERY_INVALID']);
  });

  test('an idempotency key that is too short to be one; none where one is needed', async () => {
    const post = (headers: Record<string, string>) => server.as(null).post(`/public/consultations/${windowId}/inputs`, { answers: {} }, headers);
    expect((await post({ 'idempotency-key': 'short' })).body.code).toBe('KEY_INVALID');
    expect((await post({})).body.code).toBe('KEY_REQUIRED');
  });
});

test('a refusal has the shape of RFC 9457, with a reference', async () => {
  const answer = await server.as(null).get('/me');
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toEqual({ type: 'about:blank', title: 'Silakan masuk dahulu.', status: 401, code: 'SIGN_IN_REQUIRED', detail: 'Silakan masuk dahulu.', reference: answer.headers.get('x-request-id') });
});
