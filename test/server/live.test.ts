/** The server on the real store and the real Temporal: a policy from its start to its end, races, an outage, the proof. */
import { startServices, type TestServices } from '../support/services';
import type { HistoryItem } from '../../server/contract/history';
import type { ProcessDetail } from '../../server/contract/processes';
import type { TaskSummary } from '../../server/contract/tasks';
import { eventually, startLive, type Live } from './support/live';
import { key } from './support/server';

let services: TestServices;
let live: Live;
beforeAll(async () => {
  services = await startServices();
  live = await startLive({ mongoUri: services.mongoUri('live'), temporalAddress: services.temporalAddress });
});
afterAll(async () => {
  await live?.stop();
  await services?.stop();
});

const ROLES = { owner: ['owner'], draftingTeam: ['drafter'], experts: ['expert1', 'expert2'], approver: ['regent', 'secretary'] };
const DRAFT = { document: { title: 'Pedoman', sections: [{ id: 'pasal-1', heading: 'Pasal 1', text: 'Isi.' }] } };

async function start(more: object = {}): Promise<ProcessDetail> {
  const answer = await live.as('owner').post<ProcessDetail>('/processes', { definitionId: 'kebijakan-singkat', title: 'Kebijakan uji', roles: ROLES, ...more }, { 'idempotency-key': key() });
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.any(String)]);
  return answer.body;
}

const detail = async (id: string): Promise<ProcessDetail> => (await live.as('owner').get<ProcessDetail>(`/processes/${id}`)).body;

/** The person's open task in this process, once it is there. */
async function openTask(user: string, processId: string): Promise<TaskSummary> {
  const { body } = await eventually(() => live.as(user).get<{ items: TaskSummary[] }>(`/tasks?process=${processId}`), ({ body: page }) => page.items.length > 0);
  return body.items[0] as TaskSummary;
}

async function complete(user: string, processId: string, body: object): Promise<void> {
  const task = await openTask(user, processId);
  const answer = await live.as(user).post(`/tasks/${task.id}/complete`, body);
  expect([task.id, answer.status, answer.body.code]).toEqual([task.id, 200, undefined]);
}

test('a policy is drafted, consulted on, approved; its history names every act, and each entry proves itself', async () => {
  const { id } = await start();
  await complete('drafter', id, { data: DRAFT });
  await complete('expert1', id, { data: { answers: { input: 'Setuju.' } } });
  await complete('expert2', id, { data: { answers: { input: 'Setuju dengan catatan.' } } });
  const dispose = await openTask('owner', id);
  expect((await live.as('owner').post(`/tasks/${dispose.id}/complete`, { data: {} })).body).toMatchObject({ code: 'UNDISPOSED_INPUT', received: '2' });
  const window = `${id}.consult.1`;
  const inputs = await live.as('owner').get<{ items: { id: string }[] }>(`/consultations/${window}/inputs?undisposed=true`);
  await live.as('owner').post(`/consultations/${window}/dispositions`, { dispositions: [{ inputIds: inputs.body.items.map((input) => input.id), kind: 'accepted', reason: 'Pasal 1.' }] });
  expect((await live.as('owner').post(`/tasks/${dispose.id}/complete`, { data: {} })).status).toBe(200);
  const approval = await openTask('regent', id);
  expect((await live.as('regent').get(`/tasks/${approval.id}`)).body).toMatchObject({ material: { document: { version: 1, title: 'Pedoman' } }, mine: true });
  await complete('regent', id, { outcome: 'approved', data: { legalBasis: 'UU 20/2023' } });
  await eventually(() => detail(id), (process) => process.status === 'completed');

  const history = (await live.as('auditor').get<{ items: HistoryItem[] }>(`/processes/${id}/history?order=oldest&limit=200`)).body.items;
  const acts = history.flatMap(({ fact, step }) => (fact.type === 'task-ended' ? [`${fact.by.id} ${step?.id} ${fact.outcome}`] : []));
  expect(acts).toEqual(['drafter draft submitted', 'expert1 consult answered', 'expert2 consult answered', 'owner consult disposed', 'regent approve approved']);
  const entryId = encodeURIComponent(`task:${approval.id}:end`);
  const entry = await eventually(() => live.as('auditor').get<{ proof: object | null; logIndex: number }>(`/entries/${entryId}`), ({ body }) => body.proof !== null);
  expect(entry.body.logIndex).toBeGreaterThanOrEqual(0);
  const evidence = await live.as('auditor').get(`/processes/${id}/evidence`);
  expect([evidence.status, evidence.headers.get('content-type')]).toEqual([200, 'application/zip']);
});

test('two people complete the same task, fifty times at once: each time one wins and the other is told', async () => {
  const starts = await Promise.all(Array.from({ length: 10 }, () => start({ roles: { ...ROLES, draftingTeam: ['drafter', 'legal'] } })));
  for (let round = 0; round < 5; round++) {
    const outcomes = await Promise.all(
      starts.slice(round * 2, round * 2 + 2).map(async ({ id }) => {
        const task = await openTask('drafter', id);
        // Five of each at the same time: repeats of one's own act must not look like a second act.
        const all = await Promise.all(
          Array.from({ length: 5 }, () => ['drafter', 'legal'])
            .flat()
            .map(async (user) => ({ user, answer: await live.as(user).post(`/tasks/${task.id}/complete`, { data: { ...DRAFT, changes: user } }) })),
        );
        const accepted = new Set(all.filter(({ answer }) => answer.status === 200).map(({ user }) => user));
        const refused = new Set(all.filter(({ answer }) => answer.status !== 200).map(({ user, answer }) => `${user} ${String(answer.body.code)}`));
        const first = all.filter(({ answer }) => answer.status === 200 && answer.body.repeated === false);
        return { accepted: accepted.size, refused: [...refused].map((one) => one.split(' ')[1]), first: first.length, same: new Set(all.filter(({ answer }) => answer.status === 200).map(({ answer }) => answer.body.leafHash)).size };
      }),
    );
    for (const outcome of outcomes) expect(outcome).toEqual({ accepted: 1, refused: ['TASK_CLOSED'], first: 1, same: 1 });
  }
});

test("the owner's acts: more time, another person, closing early, withdrawal; refusals keep their codes; a repeat is one act", async () => {
  const { id } = await start();
  const owner = live.as('owner');
  await openTask('drafter', id);
  const before = (await detail(id)).active[0];
  const headers = { 'idempotency-key': key() };
  const extend = () => owner.post<{ seq: number; process: ProcessDetail }>(`/processes/${id}/steps/draft/extend`, { reason: 'Libur', duration: { amount: 5, unit: 'working-days' } }, headers);
  const extended = await extend();
  expect([extended.status, extended.body.process.active[0]?.extensions]).toEqual([200, 1]);
  expect(Date.parse(extended.body.process.active[0]?.dueAt ?? '')).toBeGreaterThan(Date.parse(before?.dueAt ?? ''));
  await extend();
  expect((await detail(id)).active[0]?.extensions).toBe(1);
  const reassigned = await owner.post(`/processes/${id}/steps/draft/reassign`, { reason: 'Cuti', from: 'drafter', to: 'legal' }, { 'idempotency-key': key() });
  expect(reassigned.status).toBe(200);
  await openTask('legal', id);
  expect((await owner.post(`/processes/${id}/steps/approve/close`, { reason: 'x' })).body).toMatchObject({ status: 409, code: 'STEP_NOT_ACTIVE' });
  expect((await owner.post(`/processes/${id}/steps/consult/reopen`, { reason: 'x' })).body).toMatchObject({ status: 409, code: 'STEP_NOT_ENDED' });
  expect((await owner.post(`/processes/${id}/steps/nothing/close`, { reason: 'x' })).status).toBe(404);
  const withdrawn = await owner.post<{ process: ProcessDetail }>(`/processes/${id}/withdraw`, { reason: 'Batal' }, { 'idempotency-key': key() });
  expect([withdrawn.status, withdrawn.body.process?.status]).toEqual([200, 'withdrawn']);
  expect((await owner.post(`/processes/${id}/withdraw`, { reason: 'Lagi' }, { 'idempotency-key': key() })).body).toMatchObject({ code: 'PROCESS_ENDED' });
  const facts = (await owner.get<{ items: HistoryItem[] }>(`/processes/${id}/history?type=extended,reassigned,process-ended&order=oldest`)).body.items;
  expect(facts.map(({ fact, actor }) => [fact.type, actor])).toEqual(
    ['extended', 'reassigned', 'process-ended'].map((type) => [type, { type: 'user', id: 'owner', name: 'BKPSDM Kabupaten Bungo' }]),
  );
});

test('a rehearsal is marked, kept apart from the official list, and can be sped up', async () => {
  const { id } = await start({ rehearsal: { scale: 60 } });
  const listed = async (rehearsal: string) => (await live.as('owner').get<{ items: { id: string; rehearsal: object | null }[] }>(`/processes?rehearsal=${rehearsal}&limit=200`)).body.items;
  expect((await listed('none')).map((one) => one.id)).not.toContain(id);
  expect((await listed('only')).find((one) => one.id === id)?.rehearsal).toMatchObject({ scale: 60 });
  const faster = await live.as('owner').post(`/processes/${id}/speed`, { scale: 86_400 }, { 'idempotency-key': key() });
  expect([faster.status, faster.body.code]).toEqual([200, undefined]);
  await eventually(() => detail(id), (process) => process.rehearsal?.scale === 86_400);
  expect((await openTask('drafter', id)).rehearsal).not.toBeNull();
});

test('Temporal is killed: acts go on being accepted, the owner’s acts say that they were not done; after its return all is carried out', async () => {
  const { id } = await start();
  const task = await openTask('drafter', id);
  await services.stopService('temporal');
  const accepted = await live.as('drafter').post(`/tasks/${task.id}/complete`, { data: DRAFT });
  expect([accepted.status, accepted.body.repeated]).toEqual([200, false]);
  expect((await live.as('drafter').get<{ items: TaskSummary[] }>('/tasks')).body.items.map((one) => one.id)).not.toContain(task.id);
  const refused = await live.as('owner').post(`/processes/${id}/withdraw`, { reason: 'Batal' });
  expect([refused.status, refused.body.code]).toEqual([503, 'UNAVAILABLE']);
  expect((await live.as(null).get('/readyz')).body).toMatchObject({ status: 'degraded', store: 'ok', temporal: 'away' });
  await services.restart('temporal');
  expect((await openTask('expert1', id)).step.id).toBe('consult');
}, 240_000);
