/** Events: what changes is told at once, by id, and only to those who may see it. */
import { get as httpGet, type ClientRequest } from 'node:http';
import { EventFeed, toldBy } from '../../server/acts/event-feed';
import type { EntryDocument } from '../../store/contract';
import { PASSWORD, PROCESS, seedProcess, seedTask, startServer, type TestServer } from './support/server';

let server: TestServer;
const streams: ClientRequest[] = [];
beforeEach(async () => {
  server = await startServer();
  seedProcess(server.memory);
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.destroy();
  await server.stop();
});

/** Opens the stream of a person; events arrive in the list. */
async function listen(user: string): Promise<Record<string, unknown>[]> {
  const signedIn = await fetch(`${server.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: user, password: PASSWORD }) });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const events: Record<string, unknown>[] = [];
  await new Promise<void>((resolve) => {
    const request = httpGet(`${server.url}/api/v1/events`, { headers: { cookie } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('error', () => undefined);
      response.on('data', (chunk: string) => {
        text += chunk;
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) {
          const data = part.split('\n').find((line) => line.startsWith('data: '));
          if (data) events.push(JSON.parse(data.slice(6)) as Record<string, unknown>);
          if (data?.includes('hello')) resolve();
        }
      });
    });
    request.on('error', () => undefined);
    streams.push(request);
  });
  await server.built.feed.poll();
  await new Promise((resolve) => setTimeout(resolve, 30));
  return events;
}

const settle = async (): Promise<void> => {
  await server.built.feed.poll();
  await new Promise((resolve) => setTimeout(resolve, 50));
};

test('a candidate hears of the end of a task, an outsider nothing of it, and nobody any content', async () => {
  const task = seedTask(server.memory, { kind: 'form', stepId: 'promulgation', role: 'legal', candidates: ['legal'], outcomes: ['done'] });
  const [owner, legal, outsider, admin] = await Promise.all(['owner', 'legal', 'outsider', 'admin'].map(listen));
  await server.as('legal').post(`/tasks/${task._id}/complete`, { data: { answers: { number: '12', date: '2026-12-01' } } });
  await settle();
  const told = { type: 'task', taskId: task._id, processId: PROCESS };
  expect(owner).toContainEqual(told);
  expect(legal).toContainEqual(told);
  for (const other of [outsider, admin]) expect(other?.map((event) => event.type)).toEqual(expect.not.arrayContaining(['task', 'process']));
  expect(outsider).toContainEqual({ type: 'checkpoint', size: 1 });
});

test('a turn of a workflow tells of its tasks, windows and notices, each to its own people', () => {
  const turn = {
    _id: `process:${PROCESS}:4`, processId: PROCESS, leaf: { actor: 'engine', stream: `process:${PROCESS}` },
    payload: {
      facts: [], acts: [], opened: [{ id: 't1', candidates: ['drafter'] }], updated: [], closed: [{ taskId: 't0', reason: 'overdue' }],
      windowsOpened: [{ id: 'w1' }], windowsClosed: [{ windowId: 'w0' }], notices: [{ users: ['drafter'] }],
    },
  } as unknown as EntryDocument;
  expect(toldBy(turn)).toEqual([
    { event: { type: 'process', processId: PROCESS }, processId: PROCESS },
    { event: { type: 'task', taskId: 't1', processId: PROCESS }, processId: PROCESS, users: ['drafter'] },
    { event: { type: 'task', taskId: 't0', processId: PROCESS }, processId: PROCESS },
    { event: { type: 'window', windowId: 'w1', processId: PROCESS }, processId: PROCESS },
    { event: { type: 'window', windowId: 'w0', processId: PROCESS }, processId: PROCESS },
    { event: { type: 'notice' }, users: ['drafter'] },
  ]);
});

test('nobody listens: the log is not looked at; a failing look is told and tried again', async () => {
  let looks = 0;
  const failures: unknown[] = [];
  const feed = new EventFeed(
    { end: async () => ++looks, after: () => Promise.reject(new Error('away')) },
    (error) => failures.push(error),
    5,
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(looks).toBe(0);
  const stop = feed.listen({ user: 'owner', seesEverything: true, maySee: async () => true, send: () => undefined });
  await new Promise((resolve) => setTimeout(resolve, 60));
  stop();
  expect(failures.length).toBeGreaterThan(1);
  const before = failures.length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(failures.length).toBe(before);
});

test('without an account there is no stream', async () => {
  expect((await server.as(null).get('/events')).status).toBe(401);
});
