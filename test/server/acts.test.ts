/** Acts: the same act is the same answer, one of many wins, what is due is checked at the door, and people see what they may. */
import { demoRoles, shortTemplate } from '../../process/templates';
import { CountWatch } from '../../server/acts/count-watch';
import { Teller } from '../../server/acts/teller';
import { PROCESS, SHORT_PROCESS, key, seedProcess, seedTask, seedWindow, startServer, type TestServer } from './support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  seedProcess(server.memory, { short: true });
  seedProcess(server.memory);
});
afterEach(() => server.stop());

const respondTask = (candidates: string[], name = candidates[0]) =>
  seedTask(server.memory, { processId: SHORT_PROCESS, kind: 'respond', stepId: 'consult', role: 'experts', candidates, outcomes: ['answered'], key: `respond-${name}` })._id;
const answer = (input: string) => ({ data: { answers: { input } } });

describe('completing a task', () => {
  test('gives a receipt and tells the workflow ids and hashes, never content', async () => {
    const id = respondTask(['expert1']);
    const done = await server.as('expert1').post(`/tasks/${id}/complete`, answer('Rahasia'));
    expect([done.status, done.body.entryId, done.body.repeated]).toEqual([200, `task:${id}:end`, false]);
    expect(server.told).toEqual([
      {
        workflowId: `step/${SHORT_PROCESS}.consult.1`,
        notices: [{ kind: 'task', at: expect.any(Number), act: { taskId: id, outcome: 'answered', by: 'expert1', entryId: `task:${id}:end`, hash: done.body.leafHash, variables: {} } }],
      },
    ]);
    expect(JSON.stringify(server.told)).not.toContain('Rahasia');
  });

  test('twice with the same content is the same receipt; with another it conflicts', async () => {
    const id = respondTask(['expert1']);
    const complete = (input: string) => server.as('expert1').post(`/tasks/${id}/complete`, answer(input));
    const first = await complete('x');
    expect((await complete('x')).body).toEqual({ ...first.body, repeated: true });
    const other = await complete('y');
    expect([other.status, other.body.code]).toEqual([409, 'ACT_CONFLICT']);
  });

  test('asked for again after a crash, the workflow is told again, until it has named the act', async () => {
    const id = respondTask(['expert1']);
    const complete = () => server.as('expert1').post(`/tasks/${id}/complete`, answer('x'));
    await complete();
    await complete();
    expect(server.told).toHaveLength(2);
    expect(server.told[1]).toEqual(server.told[0]);
    const entry = server.memory.entries.get(`task:${id}:end`)!;
    server.memory.entries.set(entry._id, { ...entry, taken: true });
    await complete();
    expect(server.told).toHaveLength(2);
  });

  test('two people complete the same task fifty times: one wins, the other learns of it, every time', async () => {
    const outcomes: string[] = [];
    for (let round = 0; round < 50; round++) {
      const id = respondTask(['expert1', 'expert2'], `pair-${round}`);
      const both = await Promise.all(['expert1', 'expert2'].map((user) => server.as(user).post(`/tasks/${id}/complete`, answer(user))));
      outcomes.push(both.map((one) => one.body.code ?? 'accepted').sort().join(' '));
      expect(server.memory.entries.get(`task:${id}:end`)?.leaf.actor).toBe(both[0]?.status === 200 ? 'user:expert1' : 'user:expert2');
    }
    expect(new Set(outcomes)).toEqual(new Set(['TASK_CLOSED accepted']));
  });

  test('with Temporal away it is accepted all the same', async () => {
    server.engineAway = true;
    const done = await server.as('expert1').post(`/tasks/${respondTask(['expert1'])}/complete`, answer('x'));
    expect(done.status).toBe(200);
  });

  test('[S12] answers bound to variables go along; totals of a needs analysis too', async () => {
    const id = seedTask(server.memory, { kind: 'needs-analysis', stepId: 'needsAnalysis', role: 'owner', candidates: ['owner'], outcomes: ['done'] })._id;
    const job = { id: 'j1', sector: 'health', title: 'Perawat', duties: [{ title: 'Merawat', volume: 1_000, minutes: 150 }], incumbents: 1, retirements: 1 };
    await server.as('owner').post(`/tasks/${id}/complete`, { data: { jobs: [job] } });
    expect(JSON.stringify(server.told)).toContain('"variables":{"staffNeed":2,"staffGap":2}');
    const wrong = await server.as('owner').post(`/tasks/${id}/complete`, { data: { jobs: [{ ...job, sector: 'sea' }] } });
    expect(wrong.body.issues).toMatchObject([{ path: '/data/jobs/0/sector' }]);
  });

  test('[a draft waits for dispositions] a revision is refused until every input of the latest round has its disposition', async () => {
    const window = seedWindow(server.memory, { kind: 'consultation', stepId: 'publicConsultation' })._id;
    const input = await server.as(null).post(`/public/consultations/${window}/inputs`, { answers: { stance: 'oppose', input: 'Jangan.' } }, { 'idempotency-key': key() });
    const revision = seedTask(server.memory, { kind: 'draft', stepId: 'revision', role: 'draftingTeam', candidates: ['drafter'], outcomes: ['submitted'] })._id;
    const submit = () => server.as('drafter').post(`/tasks/${revision}/complete`, { data: { document: { title: 'Raperbup', sections: [{ id: 'p1', heading: 'Pasal 1', text: 'Isi.' }] }, answers: { materialChanges: true } } });
    expect((await submit()).body).toMatchObject({ code: 'UNDISPOSED_INPUT', received: '1' });
    const disposed = await server.as('drafter').post(`/consultations/${window}/dispositions`, { dispositions: [{ inputIds: [input.body.entryId], kind: 'accepted', reason: 'Pasal 1 diubah.', section: 'p1' }] });
    expect([disposed.status, disposed.body.undisposed]).toEqual([200, 0]);
    expect((await submit()).status).toBe(200);
    const receipt = await server.as(null).get(`/public/receipts/${encodeURIComponent(input.body.id as string)}`);
    expect(receipt.body).toMatchObject({ disposition: { kind: 'accepted', reason: 'Pasal 1 diubah.', section: 'p1' } });
  });

  test('what was filled in is kept for the person alone, and shown with the task', async () => {
    const id = respondTask(['expert1', 'expert2']);
    await server.as('expert1').put(`/tasks/${id}/draft`, { data: { answers: { input: 'Setengah' } } });
    expect((await server.as('expert1').get(`/tasks/${id}`)).body).toMatchObject({ draft: { data: { answers: { input: 'Setengah' } } }, mine: true });
    expect((await server.as('expert2').get(`/tasks/${id}`)).body).toMatchObject({ draft: null });
    expect((await server.as('expert1').get<{ items: { hasDraft: boolean }[] }>('/tasks')).body.items).toMatchObject([{ hasDraft: true }]);
  });

  test('claiming tells the others and excludes nobody', async () => {
    const id = respondTask(['expert1', 'expert2']);
    await server.as('expert1').post(`/tasks/${id}/claim`);
    expect((await server.as('expert2').get(`/tasks/${id}`)).body).toMatchObject({ claimedBy: { id: 'expert1', name: 'Nama expert1' }, mine: true });
    await server.as('expert2').post(`/tasks/${id}/release`);
    expect((await server.as('expert2').get(`/tasks/${id}`)).body).toMatchObject({ claimedBy: { id: 'expert1' } });
    await server.as('expert1').post(`/tasks/${id}/release`);
    expect((await server.as('expert2').get(`/tasks/${id}`)).body).toMatchObject({ claimedBy: null });
  });

  test('delegating asks the workflow and names the reason', async () => {
    const id = respondTask(['expert1']);
    await server.as('expert1').post(`/tasks/${id}/delegate`, { to: 'expert2', reason: 'Cuti' });
    expect(server.asked).toMatchObject([{ type: 'reassign', stepId: 'consult', from: 'expert1', to: 'expert2', by: 'expert1', reason: 'Cuti' }]);
    expect((await server.as('expert1').post(`/tasks/${id}/delegate`, { to: 'nobody', reason: 'x' })).body.code).toBe('BODY_INVALID');
  });
});

describe('starting a process', () => {
  const body = { definitionId: 'kebijakan-singkat', title: 'Kebijakan daring', roles: { owner: ['owner'], draftingTeam: ['drafter'], experts: ['expert1'], approver: ['regent'] } };

  test('the same key and body start one process; another body under it conflicts', async () => {
    const headers = { 'idempotency-key': key() };
    const first = await server.as('owner').post('/processes', body, headers);
    expect(first.status).toBe(201);
    const again = await server.as('owner').post('/processes', body, headers);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    const other = await server.as('owner').post('/processes', { ...body, title: 'Lain' }, headers);
    expect([other.status, other.body.code]).toEqual([409, 'ACT_CONFLICT']);
    expect((await server.as('owner').post('/processes', body)).body.id).not.toBe(first.body.id);
  });

  test('its entry holds the workflow’s input, rehearsal and all', async () => {
    const started = await server.as('owner').post('/processes', { ...body, rehearsal: { scale: 86_400 } }, { 'idempotency-key': key() });
    expect(started.body).toMatchObject({ rehearsal: { scale: 86_400 }, title: 'Kebijakan daring', definition: { id: 'kebijakan-singkat', version: 1 } });
    const entry = server.memory.entries.get(`process:${started.body.id as string}:start`);
    expect(entry?.payload).toMatchObject({ format: 1, processId: started.body.id, rehearsal: { scale: 86_400 }, startedBy: 'owner', roles: body.roles });
  });

  test('with Temporal away it is accepted, and says that it is not under way yet', async () => {
    server.engineAway = true;
    const started = await server.as('owner').post('/processes', body, { 'idempotency-key': key() });
    expect([started.status, started.body.seq]).toEqual([201, -1]);
  }, 15_000);
});

describe("the owner's acts", () => {
  test('each is asked of the workflow with its reason and key', async () => {
    const owner = server.as('owner');
    const headers = { 'idempotency-key': key() };
    await owner.post(`/processes/${PROCESS}/steps/drafting/extend`, { reason: 'Libur', duration: { amount: 5, unit: 'working-days' } }, headers);
    await owner.post(`/processes/${PROCESS}/steps/drafting/close`, { reason: 'Cukup' }, headers);
    await owner.post(`/processes/${PROCESS}/steps/drafting/reopen`, { reason: 'Kurang' }, headers);
    await owner.post(`/processes/${PROCESS}/steps/drafting/reassign`, { reason: 'Cuti', from: 'drafter', to: 'legal' }, headers);
    await owner.post(`/processes/${PROCESS}/withdraw`, { reason: 'Batal' }, headers);
    expect(server.asked).toEqual([
      { type: 'extend', stepId: 'drafting', reason: 'Libur', duration: { amount: 5, unit: 'working-days' }, by: 'owner', key: headers['idempotency-key'] },
      { type: 'close', stepId: 'drafting', reason: 'Cukup', by: 'owner', key: headers['idempotency-key'] },
      { type: 'reopen', stepId: 'drafting', reason: 'Kurang', by: 'owner', key: headers['idempotency-key'] },
      { type: 'reassign', stepId: 'drafting', reason: 'Cuti', from: 'drafter', to: 'legal', by: 'owner', key: headers['idempotency-key'] },
      { type: 'withdraw', reason: 'Batal', by: 'owner', key: headers['idempotency-key'] },
    ]);
  });

  test('none goes without a reason; with Temporal away the answer is 503 and nothing was done', async () => {
    expect((await server.as('owner').post(`/processes/${PROCESS}/withdraw`, { reason: ' ' })).status).toBe(422);
    server.engineAway = true;
    const away = await server.as('owner').post(`/processes/${PROCESS}/withdraw`, { reason: 'Batal' });
    expect([away.status, away.body.code, away.headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '2']);
  });

  test('only a rehearsal can be sped up', async () => {
    seedProcess(server.memory, { id: 'geladi', rehearsal: true });
    expect((await server.as('owner').post(`/processes/${PROCESS}/speed`, { scale: 2 })).body.code).toBe('NOT_A_REHEARSAL');
    expect((await server.as('owner').post('/processes/geladi/speed', { scale: 3_600 })).status).toBe(200);
  });
});

describe('the public', () => {
  const input = { answers: { stance: 'support', input: 'Setuju.' }, name: 'Siti', contact: 'siti@contoh.id' };

  test('one key is one input; another body under it conflicts', async () => {
    const window = seedWindow(server.memory, { kind: 'consultation', stepId: 'publicConsultation' })._id;
    const headers = { 'idempotency-key': key() };
    const give = (body: object) => server.as(null).post(`/public/consultations/${window}/inputs`, body, headers);
    const first = await give(input);
    expect(first.status).toBe(201);
    expect((await give(input)).body).toEqual({ ...first.body, repeated: true });
    expect((await give({ ...input, name: 'Budi' })).body.code).toBe('ACT_CONFLICT');
  });

  test('a contact is shown to nobody but the auditor, and names of staff not to the public', async () => {
    const window = seedWindow(server.memory, { kind: 'consultation', stepId: 'publicConsultation' })._id;
    const given = await server.as(null).post(`/public/consultations/${window}/inputs`, input, { 'idempotency-key': key() });
    const path = encodeURIComponent(given.body.entryId as string);
    const pages = await Promise.all([
      server.as(null).get(`/public/consultations/${window}`),
      server.as(null).get(`/public/receipts/${path}`),
      server.as('owner').get(`/consultations/${window}/inputs`),
      server.as('owner').get(`/entries/${path}`),
      server.as('admin').get(`/entries/${path}`),
    ]);
    for (const page of pages) expect([page.status, page.text.includes('siti@contoh.id')]).toEqual([200, false]);
    expect((await server.as('auditor').get(`/entries/${path}`)).text).toContain('siti@contoh.id');
    expect(pages[0]?.text).not.toContain('Nama ');
    expect((await server.as('owner').get<{ tallies: unknown[] }>(`/consultations/${window}`)).body.tallies).toContainEqual({ field: 'stance', counts: { support: 1 } });
  });

  test('a window that has closed, by the engine or by the clock, takes nothing new and repeats its old answers', async () => {
    const window = seedWindow(server.memory, { kind: 'consultation', stepId: 'publicConsultation' });
    const headers = { 'idempotency-key': key() };
    const give = (with_: Record<string, string>) => server.as(null).post(`/public/consultations/${window._id}/inputs`, input, with_);
    await give(headers);
    server.memory.windows.set(window._id, { ...window, closesAt: Date.now() - 1 });
    expect((await give({ 'idempotency-key': key() })).body.code).toBe('WINDOW_CLOSED');
    expect((await give(headers)).body.repeated).toBe(true);
  });

  test('a consultation for invited people has no public page', async () => {
    const window = seedWindow(server.memory, { kind: 'consultation', stepId: 'professionalConsultation', public: false });
    expect((await server.as(null).get(`/public/consultations/${window._id}`)).status).toBe(404);
  });

  test('the workflow is told when the minimum is reached, and of each complaint', async () => {
    const window = seedWindow(server.memory, { kind: 'consultation', stepId: 'publicConsultation', tellAt: [2] })._id;
    for (let n = 0; n < 3; n++) await server.as(null).post(`/public/consultations/${window}/inputs`, input, { 'idempotency-key': key() });
    const desk = seedWindow(server.memory, { kind: 'complaints', stepId: 'complaints' })._id;
    const complaint = await server.as(null).post('/public/complaints', { windowId: desk, subject: 'Lambat', text: 'Dua jam menunggu.', name: 'Ani', contact: '0812' }, { 'idempotency-key': key() });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const kinds = server.told.flatMap(({ notices }) => notices as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toEqual(['counts', 'complaint']);
    const complaintId = (complaint.body.entryId as string).split(':').at(-1) as string;
    const task = seedTask(server.memory, { kind: 'complaint', stepId: 'complaints', role: 'agencies', candidates: ['officer1'], outcomes: ['acknowledged', 'answered'], context: { complaintId }, key: `complaint-${complaintId}` });
    expect((await server.as('officer1').get(`/tasks/${task._id}`)).body).toMatchObject({ material: { complaint: { subject: 'Lambat', reporter: null } } });
    await server.as('officer1').post(`/tasks/${task._id}/complete`, { outcome: 'answered', data: { message: 'Kami tambah loket.' } });
    expect((await server.as(null).get(`/public/receipts/${encodeURIComponent(complaint.body.id as string)}`)).body).toMatchObject({ complaint: { status: 'answered', answer: 'Kami tambah loket.' } });
  });

  test('what a server that fell could not tell any more, the next one tells at its start', async () => {
    const window = seedWindow(server.memory, { kind: 'consultation', stepId: 'publicConsultation', tellAt: [1] });
    server.engineAway = true;
    await server.as(null).post(`/public/consultations/${window._id}/inputs`, input, { 'idempotency-key': key() });
    server.engineAway = false;
    const { stores, engine, now } = server.services;
    const teller = new Teller({ deliver: engine.deliver, onFailure: () => undefined });
    const next = new CountWatch({ stores, teller, now, warn: () => undefined }).start();
    for (let n = 0; n < 200 && server.told.length === 0; n++) await new Promise((resolve) => setTimeout(resolve, 5));
    next.stop();
    expect(server.told).toMatchObject([{ workflowId: window.workflowId, notices: [{ kind: 'counts', windowId: window._id, counts: { total: 1 } }] }]);
  });

  test('one civil servant counts once, and the quiz must be passed', async () => {
    const window = seedWindow(server.memory, { kind: 'acknowledgement', stepId: 'socialization', public: false, tellAt: [10] })._id;
    const page = await server.as(null).get<{ quiz: { passScore: number; questions: object[] } }>(`/public/acknowledgements/${window}`);
    expect(page.text).not.toContain('"right"');
    const socialization = server.memory.published.get('kebijakan-pengelolaan-asn@1')!.definition.steps.find((step) => step.kind === 'socialization')!;
    const right = Object.fromEntries(socialization.kind === 'socialization' ? socialization.settings.quiz!.questions.map((question) => [question.id, question.right]) : []);
    const say = (answers: object, person = '198501012010011001') => server.as(null).post(`/public/acknowledgements/${window}`, { person, answers, understood: true }, { 'idempotency-key': key() });
    expect((await say({})).body.issues).toMatchObject([{ path: '/answers' }]);
    expect((await say(right)).body.repeated).toBe(false);
    expect((await say(right, '19850101 201001 1 001')).body.repeated).toBe(true);
    expect([...server.memory.entries.keys()].join()).not.toContain('198501012010011001');
  });

  test('survey: nine scores from 1 to 4, all of them', async () => {
    const window = seedWindow(server.memory, { id: `${PROCESS}.monitoring.1.c1`, kind: 'survey', stepId: 'monitoring' })._id;
    const page = await server.as(null).get<{ elements: { id: string }[] }>(`/public/surveys/${window}`);
    const scores = Object.fromEntries(page.body.elements.map(({ id }) => [id, 4]));
    const say = (given: object) => server.as(null).post(`/public/surveys/${window}/answers`, { scores: given }, { 'idempotency-key': key() });
    expect((await say(scores)).status).toBe(201);
    expect((await say({ ...scores, time: 5 })).body.code).toBe('BODY_INVALID');
    const { time: _time, ...eight } = scores;
    expect((await say(eight)).body.code).toBe('BODY_INVALID');
    const task = seedTask(server.memory, {
      kind: 'evaluate', stepId: 'monitoring', role: 'inspectorate', candidates: demoRoles.inspectorate as string[], outcomes: ['effective', 'revise', 'discontinue'],
      context: { cycle: 1, cycles: 8, from: Date.now(), to: Date.now(), surveyWindow: window, complaintsOf: 'complaints' }, key: 'c1-evaluate',
    });
    expect((await server.as('officer3').get(`/tasks/${task._id}`)).body).toMatchObject({ material: { cycle: { cycle: 1, survey: { respondents: 1, index: 100, grade: 'A' } } } });
  });
});

describe('definitions', () => {
  test('from template to a published version; publishing the same again is the same version', async () => {
    const owner = server.as('owner');
    const made = await owner.post('/definitions', { id: 'kebijakan-baru', title: { id: 'Kebijakan baru' }, template: 'kebijakan-singkat' });
    expect([made.status, made.headers.get('etag'), made.body.changed]).toEqual([201, '"1"', true]);
    expect((await owner.post('/definitions/kebijakan-baru/check', {})).body.publishable).toBe(true);
    const first = await owner.post('/definitions/kebijakan-baru/publish', { note: 'Pertama' });
    expect([first.status, first.body.version]).toEqual([201, 1]);
    expect((await owner.post('/definitions/kebijakan-baru/publish', {})).body.version).toBe(1);
    const definition = structuredClone(made.body.definition as typeof shortTemplate);
    definition.title = { id: 'Kebijakan lebih baru' };
    definition.steps[1]!.position = { x: 1, y: 2 };
    expect((await owner.put('/definitions/kebijakan-baru', { definition }, { 'if-match': '"1"' })).headers.get('etag')).toBe('"2"');
    expect((await owner.post('/definitions/kebijakan-baru/publish', { revision: 1 })).status).toBe(412);
    expect((await owner.post('/definitions/kebijakan-baru/publish', { revision: 2 })).body.version).toBe(2);
    expect((await owner.get('/definitions/kebijakan-baru/diff?from=1&to=2')).body).toMatchObject({ same: false, steps: [{ id: 'draft', change: 'moved' }], other: ['/title/id'] });
    expect((await owner.get<{ items: object[] }>('/definitions/kebijakan-baru/versions')).body.items).toHaveLength(2);
    expect((await owner.del('/definitions/kebijakan-baru')).body.code).toBe('DEFINITION_PUBLISHED');
  });
});

describe('holiday years', () => {
  const year = { status: 'decreed', source: { id: 'SKB 3 Menteri Nomor 1 Tahun 2026' }, days: [{ date: '2027-01-01', kind: 'holiday', name: { id: 'Tahun baru' } }] };
  const put = (body: object, revision = '1') => server.as('admin').put('/calendars/indonesia/years/2027', body, { 'if-match': `"${revision}"` });

  test('a change is on record, before and after, and running processes are told', async () => {
    const changed = await put({ year, reason: 'SKB terbit' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect(server.memory.entries.get('admin:calendar:indonesia:0')?.payload).toMatchObject({ year: '2027', before: null, after: year, reason: 'SKB terbit' });
    expect(server.asked).toEqual([{ calendarId: 'indonesia', reason: 'SKB terbit' }]);
    expect((await put({ year, reason: 'Lagi' })).status).toBe(412);
  });

  test('a date of another year, or twice', async () => {
    expect((await put({ year: { ...year, days: [{ ...year.days[0], date: '2026-01-01' }] }, reason: 'x' })).body.issues).toMatchObject([{ path: '/year/days/0/date' }]);
    expect((await put({ year: { ...year, days: [year.days[0], year.days[0]] }, reason: 'x' })).body.issues).toMatchObject([{ path: '/year/days/1/date' }]);
  });
});

test('a file comes back byte for byte, as a download only', async () => {
  const bytes = Buffer.from([0, 1, 2, 255]);
  const stored = await server.as('drafter').send('POST', '/files?name=naskah.pdf', { body: bytes, headers: { 'content-type': 'application/pdf' } });
  expect(stored.body).toMatchObject({ name: 'naskah.pdf', size: 4, type: 'application/pdf' });
  const response = await fetch(`${server.url}/api/v1/files/${stored.body.id as string}`);
  expect(response.status).toBe(401);
  const back = await server.as('drafter').send('GET', `/files/${stored.body.id as string}?name=naskah.pdf`);
  expect(back.headers.get('content-disposition')).toContain('attachment');
});

test('evidence: a ZIP with definition, entries, checkpoint and key, the same bytes each time', async () => {
  await server.as('expert1').post(`/tasks/${respondTask(['expert1'])}/complete`, answer('x'));
  const read = async () => Buffer.from(await (await fetch(`${server.url}/api/v1/processes/${SHORT_PROCESS}/evidence`, { headers: { authorization: `Bearer ${secret}` } })).arrayBuffer());
  const secret = (await server.as('auditor').post<{ secret: string }>('/tokens', { name: 'uji' })).body.secret;
  const { unzipSync, strFromU8 } = await import('fflate');
  const first = await read();
  const files = unzipSync(first);
  expect(Object.keys(files).sort()).toEqual(['README.txt', 'checkpoint.txt', 'definition.json', `entries/task_${SHORT_PROCESS}.consult.1.respond-expert1_end.json`, 'key.txt', 'manifest.json']);
  expect(JSON.parse(strFromU8(files['manifest.json']!))).toMatchObject({ format: 1, process: { id: SHORT_PROCESS }, entries: [{ index: 0 }] });
  expect((await read()).equals(first)).toBe(true);
});
