/** Lists that are derived: pages are as full as was asked, and nothing is told twice or left out. */
import { createHash } from 'node:crypto';
import { demoRoles, referenceTemplate } from '../../process/templates';
import { initialState } from '../../process/advance';
import { advanceRun, initialRun } from '../../process/run';
import { definitionHash } from '../../process/hash';
import type { Fact, StepRun } from '../../process/types';
import { key, PROCESS, seedProcess, startServer, type TestServer } from './support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  seedProcess(server.memory);
});
afterEach(() => server.stop());

/** One entry of the process's stream with these facts. */
function seedTurn(seq: number, facts: Fact[]): void {
  const _id = `process:${PROCESS}:${seq}`;
  const hash = createHash('sha256').update(_id).digest('hex');
  server.memory.entries.set(_id, {
    _id, processId: PROCESS, acceptedAt: seq, leafHash: hash, logIndex: seq, salt: '', payload: { facts } as never,
    leaf: { v: 1, stream: `process:${PROCESS}`, seq, prev: null, type: 'turn', actor: 'engine', at: new Date(seq).toISOString(), definition: null, payloadHash: hash },
  });
}

const entered = (at: number, stepId = 'drafting'): Fact => ({ type: 'step-entered', at, stepId, round: 1 });
const warned = (at: number): Fact => ({ type: 'warned', at, stepId: 'drafting', round: 1 });

async function walk(query: string, limit: number): Promise<{ pages: number[]; at: number[] }> {
  const pages: number[] = [];
  const at: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null && pages.length < 100) {
    const { body }: { body: { items: { at: string }[]; next: string | null } } = await server.as('owner').get(`/processes/${PROCESS}/history?${query}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
    pages.push(body.items.length);
    at.push(...body.items.map((item) => Date.parse(item.at)));
    cursor = body.next;
  }
  return { pages, at };
}

describe('the history of a process', () => {
  test.each(['newest', 'oldest'])('an entry of many facts is cut where the page is full, %s first', async (order) => {
    for (let seq = 0; seq < 6; seq++) seedTurn(seq, Array.from({ length: seq % 3 }, (_, n) => entered(seq * 10 + n)));
    const all = [10, 20, 21, 40, 50, 51];
    expect(await walk(`order=${order}`, 4)).toEqual({ pages: [4, 2], at: order === 'oldest' ? all : all.toReversed() });
    expect((await walk(`order=${order}`, 1)).pages).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('a filter that leaves out nearly everything still gives full pages, beyond what is read at once', async () => {
    for (let seq = 0; seq < 450; seq++) seedTurn(seq, [seq % 150 === 0 ? warned(seq) : entered(seq)]);
    expect(await walk('order=oldest&type=warned', 2)).toEqual({ pages: [2, 1], at: [0, 150, 300] });
    expect(await walk('order=newest&step=revision', 2)).toEqual({ pages: [0], at: [] });
  });

  test('a cursor that is none of ours is refused in the reader’s language', async () => {
    const answer = await server.as('owner').get(`/processes/${PROCESS}/history?cursor=12`);
    expect([answer.status, answer.body.issues]).toMatchObject([422, [{ path: '/cursor', message: 'Penanda halaman ini bukan dari kami.' }]]);
  });

  test('an administrator sees the processes in whose roles they are, and no others', async () => {
    const admin = server.as('admin');
    expect((await admin.get<{ items: object[] }>('/processes')).body.items).toEqual([]);
    expect((await admin.get(`/processes/${PROCESS}`)).status).toBe(404);
    server.memory.processes.get(PROCESS)!.roles = { ...demoRoles, legalSection: ['admin'] };
    expect((await admin.get<{ items: object[] }>('/processes')).body.items).toHaveLength(1);
    expect((await admin.get(`/processes/${PROCESS}`)).status).toBe(200);
  });
});

describe('notices', () => {
  const seedNotice = (n: number, users = ['drafter']): void => {
    server.memory.notices.push({
      id: `${PROCESS}:n${n}`, users, at: n, template: 'reminder', processId: PROCESS, processTitle: 'Kebijakan uji', rehearsal: false, role: 'draftingTeam', stepId: 'drafting', round: 1,
      definition: server.memory.processes.get(PROCESS)!.definition, params: { dueAt: 1_800_000_000_000 },
    } as never);
  };
  const unread = async (): Promise<string[]> => (await server.as('drafter').get<{ items: { id: string }[] }>('/notices?unread=true&limit=2')).body.items.map(({ id }) => id);

  test('unread ones fill the page even behind many that are read; marking all leaves none', async () => {
    for (let n = 0; n < 5; n++) seedNotice(n);
    const drafter = server.as('drafter');
    for (const n of [0, 1, 2]) expect((await drafter.post(`/notices/${encodeURIComponent(`${PROCESS}:n${n}`)}/read`)).status).toBe(204);
    expect(await unread()).toEqual([`${PROCESS}:n3`, `${PROCESS}:n4`]);
    expect((await drafter.get<{ items: { read: boolean; params: object }[] }>('/notices')).body.items).toMatchObject([{ read: true, params: { dueAt: '2027-01-15T08:00:00.000Z' } }, {}, {}, {}, { read: false }]);
    expect((await drafter.get('/me')).body.unreadNotices).toBe(2);
    await drafter.post('/notices/read');
    expect(await unread()).toEqual([]);
    expect((await server.as('legal').get<{ items: object[] }>('/notices')).body.items).toEqual([]);
  });
});

describe('holiday years', () => {
  const put = (year: object, revision: number) => server.as('admin').put('/calendars/indonesia/years/2027', { year, reason: 'SKB terbit' }, { 'if-match': `"${revision}"` });
  const day = (date: string) => ({ date, kind: 'holiday', name: { id: 'Libur' } });

  test('a calendar says when and by whom it was changed last', async () => {
    expect((await server.as('legal').get('/calendars/indonesia')).body).toMatchObject({ updatedAt: null, updatedBy: null });
    const changed = await put({ status: 'unverified', source: { id: 'Edaran' }, days: [day('2027-01-01')] }, 1);
    expect(changed.body).toMatchObject({ revision: 2, updatedBy: { id: 'admin', name: 'Nama admin' } });
    await put({ status: 'unverified', source: { id: 'Edaran kedua' }, days: [] }, 2);
    const entry = server.memory.entries.get('admin:calendar:indonesia:1');
    expect((await server.as('legal').get<{ items: object[] }>('/calendars')).body.items).toMatchObject([{ revision: 3, updatedAt: entry?.leaf.at, updatedBy: { id: 'admin' } }]);
  });

  test('errors are refused by field: a decree without its number, a date twice, a date of another year', async () => {
    const refused = await put({ status: 'decreed', source: { id: 'SKB 3 Menteri' }, days: [day('2027-01-01'), day('2027-01-01'), day('2028-01-01')] }, 1);
    expect([refused.status, (refused.body.issues as { path: string }[]).map(({ path }) => path)]).toEqual([422, ['/year/source', '/year/days/1/date', '/year/days/2/date']]);
    expect((refused.body.issues as { message: string }[])[1]?.message).toBe('2027-01-01 tercantum dua kali.');
  });
});

describe('an act on a step with a workflow of its own', () => {
  test('is refused with the code by which the step would refuse it, and nothing is asked of the process', async () => {
    // A round that waits for its dispositions after its end.
    const runId = `${PROCESS}.professionalConsultation.1`;
    const process = server.memory.processes.get(PROCESS)!;
    process.view.active = [{ runId, stepId: 'professionalConsultation', kind: 'consultation', round: 1, since: 0, status: 'on-time', extensions: 0, waitsFor: [] }];
    const definition = structuredClone(referenceTemplate);
    const step = definition.steps.find(({ id }) => id === 'professionalConsultation')!;
    Object.assign(step.settings, { dispositions: 'before-close' });
    server.memory.published.get(`${definition.id}@1`)!.definition = definition;
    const hash = definitionHash(referenceTemplate);
    const state = initialState(definition, { processId: PROCESS, ref: { id: definition.id, version: 1, hash }, calendar: server.memory.calendars.get('indonesia')!.calendar, roles: demoRoles, data: {}, hosting: 'workflows', at: 0 });
    const shadow: StepRun = { id: runId, stepId: step.id, kind: step.kind, round: 1, enteredAt: 0, hosted: true, clock: { from: 0, rested: 0, extensions: [], remindersSent: [], warned: false }, tasks: {}, by: [], detail: null };
    let run = advanceRun(definition, initialRun(definition, state, shadow), { type: 'enter', at: 0 }).state;
    for (const user of demoRoles.professionalOrganisations!.slice(0, 3)) {
      run = advanceRun(definition, run, { type: 'act', at: 1, act: { taskId: `${runId}.respond-${user}`, outcome: 'answered', by: user, entryId: `task:${user}`, hash, variables: {} } as never }).state;
    }
    const close = () => server.as('owner').post(`/processes/${PROCESS}/steps/professionalConsultation/close`, { reason: 'Cukup' }, { 'idempotency-key': key() });
    server.memory.runs.set(runId, advanceRun(definition, run, { type: 'control', at: 2, control: { type: 'close', reason: 'x' } }).state);
    const refused = await close();
    expect([refused.status, refused.body.code, server.asked]).toEqual([409, 'UNDISPOSED_INPUT', []]);
    server.memory.runs.set(runId, run);
    expect((await close()).status).toBe(200);
    expect((await server.as('owner').post(`/processes/${PROCESS}/steps/professionalConsultation/reassign`, { reason: 'Cuti', from: 'legal', to: 'drafter' })).body.code).toBe('TASK_NOT_YOURS');
  }, 20_000);
});
