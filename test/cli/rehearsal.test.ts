/** How a rehearsal is played: nobody is hurried, nothing is skipped, and whoever asks again asks for the same. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from '../../cli/rehearsal/api';
import { playToTheEnd, type Office } from '../../cli/rehearsal/play';
import { seenOf, type Seen } from '../../cli/rehearsal/seen';
import { languageOf, lineOf, wordsIn } from '../../cli/rehearsal/words';
import { referenceTemplate } from '../../process/templates';
import type { ActiveStep, WaitsFor } from '../../process/types';
import type { HistoryItem } from '../../server/contract/history';

const NOW = 1_000_000;
const step = (more: Partial<ActiveStep>): ActiveStep => ({
  runId: 'p.adoption.1', stepId: 'adoption', kind: 'approval', round: 1, since: NOW - 100, status: 'on-time', extensions: 0, waitsFor: [], ...more,
});
const task = (more: Partial<WaitsFor & { type: 'task' }> = {}): WaitsFor => ({
  type: 'task', taskId: 't1', kind: 'approve', role: 'secretary', users: ['secretary'], since: NOW - 100, ...more,
});
const desk = step({ kind: 'complaints', waitsFor: [{ type: 'responses', windowId: 'w', have: 0, need: 0 }] });

describe('what participants see', () => {
  test.each<[string, ActiveStep[], boolean]>([
    ['an open task', [step({ dueAt: NOW + 100, waitsFor: [task()] })], true],
    ['nothing at all, between two turns', [], false],
    ['a step whose workflow has not reported', [step({ waitsFor: [{ type: 'step' }] })], false],
    ['a deadline that has passed without effect', [step({ dueAt: NOW, waitsFor: [task()] })], false],
    ['a deadline that was missed on record', [step({ dueAt: NOW - 1, status: 'overdue', waitsFor: [task()] })], true],
    ['a cycle that should have ended', [step({ kind: 'monitoring', waitsFor: [{ type: 'time', until: NOW - 1 }] })], false],
    ['a window that should have closed', [step({ kind: 'consultation', waitsFor: [{ type: 'responses', windowId: 'w', have: 0, need: 1, until: NOW - 1 }] })], false],
    ['a desk that waits for people only', [desk], true],
  ])('is settled or not: %s', (_, active, settled) => {
    expect(seenOf(active, NOW).settled).toBe(settled);
  });

  test('a task is due with its step, or with what the step waits for', () => {
    expect(seenOf([step({ dueAt: NOW + 5, waitsFor: [task()] })], NOW).tasks).toMatchObject([{ id: 't1', dueAt: NOW + 5, candidates: ['secretary'] }]);
    expect(seenOf([step({ waitsFor: [task(), { type: 'time', until: NOW + 9 }] })], NOW).tasks).toMatchObject([{ dueAt: NOW + 9 }]);
  });
});

describe('the clock', () => {
  const play = async (sights: Seen[], more: Partial<Office> = {}): Promise<{ leaps: number[]; completed: string[] }> => {
    const leaps: number[] = [];
    const completed: string[] = [];
    const office: Office = {
      look: async () => sights.shift() ?? { ...seenOf([], NOW), ended: true },
      complete: async ({ id }) => completed.push(id) > 0,
      answer: async () => true,
      leap: async (until) => void leaps.push(until),
      ...more,
    };
    await playToTheEnd(office, { share: 0.5, everyMs: 0, limitMs: 1_000 });
    return { leaps, completed };
  };
  /** Half of its time has passed at NOW + 400. */
  const early = step({ dueAt: NOW + 900, waitsFor: [task()] });

  test('leaps exactly to the next moment at which a person or the engine acts, once', async () => {
    const sooner = step({ kind: 'monitoring', waitsFor: [{ type: 'time', until: NOW + 300 }] });
    expect((await play([seenOf([early], NOW), seenOf([early], NOW + 1)])).leaps).toEqual([NOW + 400]);
    expect((await play([seenOf([early, sooner], NOW)])).leaps).toEqual([NOW + 300]);
  });

  test('rests while somebody acts, and while anything is on its way', async () => {
    const due = seenOf([early], NOW + 400);
    const starting = seenOf([early, step({ stepId: 'drafting', waitsFor: [{ type: 'step' }] })], NOW);
    expect(await play([due, due, starting])).toEqual({ leaps: [], completed: ['t1'] });
  });

  test('what can not be done yet is tried again', async () => {
    let tries = 0;
    const due = seenOf([early], NOW + 400);
    await play([due, due, due, due], { complete: async () => ++tries === 2 });
    expect(tries).toBe(2);
  });
});

test('an act that is sent again has the same key, and a session that has ended is opened anew', async () => {
  const keys: unknown[] = [];
  let signedIn = 0;
  const answers = [503, 401, 200];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    if (request.url?.endsWith('/session')) {
      signedIn += 1;
      return void response.writeHead(200, { 'set-cookie': 's=1; Path=/' }).end('{}');
    }
    keys.push(request.headers['idempotency-key']);
    const status = answers.shift() ?? 500;
    return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(status === 401 ? { code: 'SIGN_IN_REQUIRED' } : { ok: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'x');
  expect(await api.ask('/tasks/t/complete', { method: 'POST', as: 'drafter', body: {} })).toEqual({ ok: true });
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[A-Za-z0-9_-]{16,100}$/);
  expect(signedIn).toBe(2);
  server.closeAllConnections();
  server.close();
});

test('what happens is told in the language of the terminal', () => {
  const item = (fact: HistoryItem['fact']): HistoryItem => ({
    id: 'e#0', at: '2027-03-01T10:00:00.000Z', actor: { type: 'engine' }, fact,
    step: { id: 'facilitation', kind: 'approval', title: { id: 'Fasilitasi', en: 'Facilitation' }, round: 2 },
    entry: { id: 'e', hash: '', stream: 's', seq: 0, logIndex: 0 },
  });
  const consent = item({ type: 'step-ended', outcome: 'approved', by: [], cause: 'deemed-consent' });
  expect(lineOf(consent, 'id')).toBe('2027-03-01  Fasilitasi (2): disetujui karena diam sampai batas waktu');
  expect(lineOf(consent, 'en')).toBe('2027-03-01  Facilitation (2): approved, because nobody spoke before the deadline');
  expect(lineOf(item({ type: 'reminded' }), 'en')).toBeUndefined();
  const decided = item({ type: 'step-ended', outcome: 'again', by: [], cause: 'engine' });
  const step = { id: 'furtherRound', kind: 'decision', title: { id: 'Perlu lagi?', en: 'Another round?' }, round: 1 };
  expect(lineOf({ ...decided, step }, 'en', referenceTemplate)).toBe('2027-03-01  Another round?: Yes, there are material changes');
  expect([languageOf({ LANG: 'id_ID.UTF-8' }), languageOf({ LANG: 'C' }), languageOf({})]).toEqual(['id', 'en', 'en']);
  expect(Object.keys(wordsIn('id'))).toEqual(Object.keys(wordsIn('en')));
});
