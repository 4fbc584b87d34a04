/** Sessions, tokens, and requests that come from another site's page. */
import { PASSWORD, startServer, type TestServer } from './support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

const signIn = (username: string, password: string, headers: Record<string, string> = {}) => server.as(null).post('/session', { username, password }, headers);
const cookieIn = (headers: Headers): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('a session', () => {
  test('has a cookie that scripts can not read and other sites do not send', async () => {
    const { status, headers, body } = await signIn('owner', PASSWORD);
    expect([status, body]).toEqual([200, { id: 'owner', name: 'Nama owner', roles: ['owner'], language: 'id', unreadNotices: 0, demo: true }]);
    expect(headers.get('set-cookie')).toMatch(/^musyawarah=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  test('ends at signing out', async () => {
    const cookie = cookieIn((await signIn('owner', PASSWORD)).headers);
    expect((await server.as(null).get('/me', { cookie })).status).toBe(200);
    expect((await server.as(null).del('/session', { cookie })).status).toBe(204);
    expect((await server.as(null).get('/me', { cookie })).body.code).toBe('SIGN_IN_REQUIRED');
  });

  test('gets a new id at signing in, so that an id planted before is worth nothing', async () => {
    const before = cookieIn((await signIn('owner', PASSWORD)).headers);
    const after = cookieIn((await signIn('drafter', PASSWORD, { cookie: before })).headers);
    expect(after).not.toBe(before);
    expect((await server.as(null).get('/me', { cookie: before })).body.code).toBe('SIGN_IN_REQUIRED');
  });

  test('with a changed signature is none', async () => {
    const cookie = cookieIn((await signIn('owner', PASSWORD)).headers);
    expect((await server.as(null).get('/me', { cookie: `${cookie.slice(0, -2)}xx` })).status).toBe(401);
  });

  test('of a closed account is over at once, its tokens too', async () => {
    const cookie = cookieIn((await signIn('drafter', PASSWORD)).headers);
    const { secret } = (await server.as('drafter').post<{ secret: string }>('/tokens', { name: 'x' })).body;
    expect((await server.as('admin').put('/users/drafter', { disabled: true })).body.disabled).toBe(true);
    expect((await server.as(null).get('/me', { cookie })).status).toBe(401);
    expect((await server.as(null).get('/me', { authorization: `Bearer ${secret}` })).status).toBe(401);
    expect((await signIn('drafter', PASSWORD)).body.code).toBe('SIGN_IN_FAILED');
    expect(server.memory.entries.get('admin:account:drafter:0')?.payload).toMatchObject({ before: { disabled: false }, after: { disabled: true }, passwordChanged: false });
  });
});

test('a wrong name and a wrong password give the same answer', async () => {
  const [name, password] = [await signIn('nobody', PASSWORD), await signIn('owner', 'salah')];
  expect([name.status, name.body.code, name.body.detail]).toEqual([password.status, password.body.code, password.body.detail]);
});

test('guessing is slowed down for the account that is guessed, not for its neighbours', async () => {
  const answers: unknown[] = [];
  for (let n = 0; n < 12; n++) answers.push((await signIn('owner', `tebakan ${n}`)).body.code);
  expect(answers).toEqual([...Array<string>(10).fill('SIGN_IN_FAILED'), 'RATE_LIMITED', 'RATE_LIMITED']);
  expect((await signIn('owner', PASSWORD)).body.code).toBe('RATE_LIMITED');
  expect((await signIn('drafter', PASSWORD)).status).toBe(200);
});

describe('tokens', () => {
  test('may do what their person may; their secret is shown once and kept only as a hash', async () => {
    const made = await server.as('owner').post<{ id: string; secret: string }>('/tokens', { name: 'Laporan', expiresInDays: 1 });
    const authorization = `Bearer ${made.body.secret}`;
    expect((await server.as(null).get('/me', { authorization })).body.id).toBe('owner');
    expect((await server.as(null).get('/processes', { authorization })).status).toBe(200);
    const list = await server.as('owner').get('/tokens');
    expect(list.text).not.toContain(made.body.secret);
    expect(JSON.stringify(await server.services.records.tokens.get(made.body.id))).not.toContain(made.body.secret.split('_')[2]);
  });

  test('are refused once revoked or expired, or when a letter is wrong; nobody revokes another person’s', async () => {
    const made = await server.as('owner').post<{ id: string; secret: string }>('/tokens', { name: 'x' });
    const ask = (secret: string) => server.as(null).get('/me', { authorization: `Bearer ${secret}` });
    expect((await ask(`${made.body.secret.slice(0, -1)}${made.body.secret.endsWith('A') ? 'B' : 'A'}`)).status).toBe(401);
    expect((await server.as('drafter').del(`/tokens/${made.body.id}`)).body.code).toBe('NOT_FOUND');
    expect((await server.as('owner').del(`/tokens/${made.body.id}`)).status).toBe(204);
    expect((await ask(made.body.secret)).status).toBe(401);
    const { record, secret } = await server.services.tokens.create({ user: 'owner', name: 'old', expiresAt: Date.now() - 1 });
    expect(record.expiresAt).toBeLessThan(Date.now());
    expect((await ask(secret)).status).toBe(401);
  });

  test('a token that does not hold is refused even where anyone may', async () => {
    expect((await server.as(null).get('/public/processes', { authorization: 'Bearer msy_nonsense' })).status).toBe(401);
  });
});

describe('a write from another site’s page', () => {
  const put = (headers: Record<string, string>) => server.as('owner').put('/me', { language: 'en' }, headers);

  test.each([
    ['the browser says cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['the browser says same-site, another port or name', { 'sec-fetch-site': 'same-site' }],
    ['an older browser names another origin', { origin: 'https://jahat.example' }],
    ['a page without origin', { origin: 'null' }],
  ])('is refused: %s', async (_, headers) => {
    const answer = await put(headers);
    expect([answer.status, answer.body.code]).toEqual([403, 'CSRF']);
    expect(server.memory.users.get('owner')?.language).toBe('id');
  });

  test('is accepted from our own page, and from programs', async () => {
    expect((await put({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await put({ origin: server.url })).status).toBe(200);
    expect((await put({})).status).toBe(200);
    const { secret } = (await server.as('owner').post<{ secret: string }>('/tokens', { name: 'x' })).body;
    expect((await server.as(null).put('/me', { language: 'id' }, { authorization: `Bearer ${secret}`, origin: 'https://lain.example' })).status).toBe(200);
  });

  test('signing in is refused from there too', async () => {
    expect((await signIn('owner', PASSWORD, { origin: 'https://jahat.example' })).body.code).toBe('CSRF');
  });
});

test('pages may load nothing from elsewhere and be framed by nobody', async () => {
  const { headers } = await server.as(null).get('/healthz');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('the language is what the page asks for, else the account’s, else Indonesian', async () => {
  const detail = async (user: string | null, headers: Record<string, string> = {}) => (await server.as(user).get('/nowhere', headers)).body.detail;
  expect(await detail(null)).toBe('Alamat tidak ditemukan.');
  expect(await detail(null, { 'accept-language': 'de, en;q=0.8, id;q=0.5' })).toBe('Alamat was not found.');
  await server.as('owner').put('/me', { language: 'en' });
  expect(await detail('owner')).toBe('Alamat was not found.');
});

test('health: alive; ready or degraded without Temporal; metrics for this machine', async () => {
  expect((await server.as(null).get('/healthz')).body).toEqual({ status: 'ok' });
  expect((await server.as(null).get('/readyz')).body).toEqual({ status: 'ready', store: 'ok', temporal: 'ok', version: 'test' });
  server.engineAway = true;
  expect((await server.as(null).get('/readyz')).body).toEqual({ status: 'degraded', store: 'ok', temporal: 'away', version: 'test' });
  server.memory.stores.ping = () => Promise.reject(new Error('away'));
  expect((await server.as(null).get('/readyz')).status).toBe(503);
  expect((await server.as(null).get('/metrics')).text).toContain('musyawarah_http_request_seconds_count{method="GET",route="/nowhere"'.slice(0, 37));
});

test('a fault of ours gives a number that is in our log, and nothing of its inside', async () => {
  server.memory.stores.tasks.openOf = () => Promise.reject(new Error('secret detail'));
  const answer = await server.as('owner').get('/tasks');
  expect([answer.status, answer.body.code]).toEqual([500, 'INTERNAL']);
  expect(answer.text).not.toContain('secret detail');
  expect(answer.body.detail).toContain(answer.body.reference);
});
