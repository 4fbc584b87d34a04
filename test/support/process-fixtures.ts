/** Made-up processes on the reference template: one under way, one rehearsed, one done; acts of the owner change what is shown. */
import type { Response, Router } from 'express';
import { definitionHash } from '../../process/hash';
import { referenceTemplate } from '../../process/templates';
import type { Localized } from '../../process/types';
import type { HistoryItem } from '../../server/contract/history';
import type { Notice } from '../../server/contract/notices';
import type { ActiveStepJson, EndedStepJson, NewProcessRequest, ProcessDetail, ProcessSummary } from '../../server/contract/processes';
import { logOf, type Act } from './ledger-fixtures';

const HOUR = 3_600_000;
const START = Date.now();
const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();

export const PROCESS = 'k3v9qm2x7ab1';
export const REHEARSAL = 'gladi7x2';
const STARTED = 'baru7x2k9q1m';

const owner = { id: 'owner', name: 'BKPSDM Kabupaten Bungo' };
const drafter = { id: 'drafter', name: 'Tim Penyusun' };
const NAMES: Record<string, string> = { owner: owner.name, drafter: drafter.name };
const definition = { id: referenceTemplate.id, version: 2, hash: definitionHash(referenceTemplate), title: referenceTemplate.title };
const titleOf = (stepId: string): Localized => referenceTemplate.steps.find(({ id }) => id === stepId)!.title;
const kindOf = (stepId: string): string => referenceTemplate.steps.find(({ id }) => id === stepId)!.kind;

const active = (stepId: string, more: Partial<ActiveStepJson>): ActiveStepJson => ({
  runId: `${PROCESS}.${stepId}.1`, stepId, kind: kindOf(stepId), title: titleOf(stepId), round: 1, since: at(-72), dueAt: at(240), status: 'on-time', extensions: 0, waitsFor: [],
  ownerActs: ['close', 'extend'], ...more,
});
const ended = (stepId: string, outcome: string, hours: number, by = [drafter]): EndedStepJson => ({
  stepId, title: titleOf(stepId), round: 1, outcome, at: at(hours), by, ownerActs: kindOf(stepId) === 'drafting' ? ['reopen'] : [],
});

const running: ProcessDetail = {
  id: PROCESS,
  title: 'Kebijakan Pengelolaan ASN Kabupaten Bungo 2027',
  status: 'running',
  definition,
  design: referenceTemplate,
  startedAt: at(-400),
  startedBy: owner,
  endedAt: null,
  rehearsal: null,
  roles: Object.entries(referenceTemplate.roles).map(([id, role]) => ({ id, title: role.title, kind: role.kind, people: id === 'owner' ? [owner] : id === 'draftingTeam' ? [drafter] : [] })),
  data: { staffNeed: 1584, materialChanges: false, promulgatedOn: '2027-03-01' },
  rounds: { publicConsultation: 1, professionalConsultation: 1 },
  active: [
    active('publicConsultation', { status: 'at-risk', dueAt: at(20), waitsFor: [{ type: 'responses', windowId: `${PROCESS}.publicConsultation.1`, have: 6, need: 30, until: at(20), public: true }] }),
    active('professionalConsultation', {
      ownerActs: ['close', 'extend', 'reassign'],
      waitsFor: [{ type: 'task', taskId: `${PROCESS}.professionalConsultation.1.respond-drafter`, kind: 'respond', role: { id: 'professionalOrganisations', title: { id: 'Organisasi profesi', en: 'Professional organisations' } }, people: [drafter], since: at(-72) }],
    }),
  ],
  ended: [ended('start', 'started', -400, []), ended('needsAnalysis', 'done', -300, [owner]), ended('drafting', 'submitted', -80), ended('consultations', 'each', -80, [])],
  myTasks: [],
  publicPath: `/publik/proses/kebijakan-pengelolaan-asn-${PROCESS}`,
  workflowId: `process/${PROCESS}`,
  seq: 4,
  mayWithdraw: true,
};

const rehearsed: ProcessDetail = {
  ...running, id: REHEARSAL, title: 'Gladi: Kebijakan Pengelolaan ASN', workflowId: `process/${REHEARSAL}`,
  rehearsal: { scale: 86_400, clock: { origin: at(0), realOrigin: at(0), scale: 86_400 }, now: at(0) },
};
const completed: ProcessDetail = { ...running, id: 'lama4q8z2w1p', title: 'Pedoman Kerja Fleksibel', status: 'completed', active: [], endedAt: at(-900), startedAt: at(-2000), mayWithdraw: false };

const turn = (seq: number, hours: number): Act => ({ id: `process:${PROCESS}:${seq}`, stream: `process:${PROCESS}`, seq, type: 'turn', actor: 'engine', at: at(hours), payload: { seq } });
const DRAFT_ACT = `task:${PROCESS}.drafting.1.main:end`;
export const log = logOf(
  [
    turn(0, -400), turn(1, -300),
    { id: DRAFT_ACT, stream: `task:${PROCESS}.drafting.1.main`, seq: 0, type: 'task-ended', actor: 'user:drafter', at: at(-80), payload: { outcome: 'submitted' } },
    turn(2, -80), turn(3, -72),
  ],
  (user) => NAMES[user] ?? user,
);

const item = (seq: number, place: number, fact: HistoryItem['fact'], stepId: string | null, actor: HistoryItem['actor'] = { type: 'engine' }): HistoryItem => {
  const entry = log.brief(`process:${PROCESS}:${seq}`);
  return { id: `${entry.id}#${place}`, at: log.entry(entry.id)!.at, actor, step: stepId === null ? null : { id: stepId, kind: kindOf(stepId), title: titleOf(stepId), round: 1 }, fact, entry };
};
const by = (person: typeof drafter): HistoryItem['actor'] => ({ type: 'user', ...person });
/** Newest first. */
const history: HistoryItem[] = [
  item(3, 0, { type: 'extended', by: { amount: 5, unit: 'working-days' }, dueAt: at(240), automatic: false, reason: 'Libur panjang.', user: owner }, 'professionalConsultation', by(owner)),
  item(2, 3, { type: 'step-entered', dueAt: at(20) }, 'publicConsultation'),
  item(2, 2, { type: 'step-ended', outcome: 'each', by: [], cause: 'engine' }, 'consultations'),
  item(2, 1, { type: 'step-ended', outcome: 'submitted', by: [drafter], cause: 'act' }, 'drafting', by(drafter)),
  item(2, 0, { type: 'task-ended', taskId: `${PROCESS}.drafting.1.main`, outcome: 'submitted', by: drafter, entryId: DRAFT_ACT, hash: log.brief(DRAFT_ACT).hash }, 'drafting', by(drafter)),
  item(1, 0, { type: 'escalated', to: 'secretary' }, 'needsAnalysis'),
  item(0, 0, { type: 'process-started' }, null),
];

const summaryOf = ({ active: steps, ...process }: ProcessDetail): ProcessSummary => ({
  id: process.id, title: process.title, status: process.status, definition: process.definition, startedAt: process.startedAt, startedBy: process.startedBy, endedAt: process.endedAt, rehearsal: process.rehearsal,
  active: steps.map(({ stepId, title, round, dueAt, status }) => ({ stepId, title, round, dueAt, status })), dueAt: steps[0]?.dueAt ?? null, clock: steps[0]?.status ?? 'on-time',
});

export function processRoutes(router: Router): void {
  const shelf = new Map([running, rehearsed, completed].map((process) => [process.id, process]));
  const answer = (response: Response, process: ProcessDetail | undefined, make: (process: ProcessDetail) => unknown, status = 200): void => {
    if (process) response.status(status).json(make(process));
    else response.status(404).type('application/problem+json').send({ type: 'about:blank', title: 'Proses tidak ditemukan.', detail: 'Proses tidak ditemukan.', status: 404, code: 'NOT_FOUND', reference: 'a1' });
  };
  router.get('/processes', ({ query }, response) => {
    const q = String(query.q ?? '').toLowerCase();
    const kinds = (process: ProcessDetail) => query.rehearsal === 'all' || (query.rehearsal === 'only') === (process.rehearsal !== null);
    const fit = [...shelf.values()].filter((process) => kinds(process) && process.title.toLowerCase().includes(q) && (!query.status || process.status === query.status) && (!query.definition || process.definition.id === query.definition));
    response.json({ items: fit.map(summaryOf), next: null });
  });
  router.post('/processes', (request, response) => {
    const body = request.body as NewProcessRequest;
    const process = { ...(body.rehearsal ? rehearsed : running), id: STARTED, title: body.title };
    shelf.set(STARTED, process);
    answer(response, process, (one) => one, 201);
  });
  router.get('/processes/:id', (request, response) => answer(response, shelf.get(request.params.id), (process) => process));
  router.get('/processes/:id/history', (request, response) => {
    const { type, step, order, limit } = request.query as Record<string, string | undefined>;
    const items = history.filter((one) => (!type || type.split(',').includes(one.fact.type)) && (!step || one.step?.id === step));
    answer(response, shelf.get(request.params.id), () => ({ items: (order === 'oldest' ? items.toReversed() : items).slice(0, Number(limit ?? 50)), next: null }));
  });
  const acted = (response: Response, id: string, change: (process: ProcessDetail) => Partial<ProcessDetail>): void => {
    const process = shelf.get(id);
    const next = process && { ...process, ...change(process), seq: process.seq + 1 };
    if (next) shelf.set(id, next);
    answer(response, next, (one) => ({ entryId: `process:${id}:${one.seq}`, seq: one.seq, process: one }));
  };
  router.post('/processes/:id/withdraw', (request, response) => acted(response, request.params.id, () => ({ status: 'withdrawn', active: [], endedAt: at(0), mayWithdraw: false })));
  router.post('/processes/:id/steps/:stepId/:act', ({ params: { id, stepId, act } }, response) => acted(response, id!, (process) => stepChange(process, stepId!, act!)));
}

function stepChange(process: ProcessDetail, stepId: string, act: string): Partial<ProcessDetail> {
  const steps = process.active.filter((step) => step.stepId !== stepId);
  switch (act) {
    case 'close':
      return { active: steps, ended: [...process.ended, ended(stepId, 'closed', 0, [owner])] };
    case 'reopen':
      return { active: [...process.active, active(stepId, { round: 2, since: at(0) })] };
    case 'extend':
      return { active: process.active.map((step) => (step.stepId === stepId ? { ...step, extensions: step.extensions + 1, dueAt: at(400) } : step)) };
    default:
      return {};
  }
}

/** Newest first; more than the menu's badge counts are unread. */
const notices: Notice[] = (['overdue', 'reminder', 'message', 'extended'] as const).map((template, place): Notice => ({
  id: `${PROCESS}:n${place}`, at: at(-place * 30 - 1), template, process: { id: PROCESS, title: running.title }, step: { id: 'revision', title: titleOf('revision'), round: place === 1 ? 2 : 1 }, rehearsal: null, role: 'draftingTeam',
  params: template === 'message' ? { subject: { id: 'Rapat persiapan', en: 'Preparatory meeting' }, message: { id: 'Rabu pukul 9 di ruang rapat.', en: 'Wednesday at 9 in the meeting room.' } } : { dueAt: at(48 + place) },
  read: place > 1,
}));

export function noticeRoutes(router: Router): void {
  const read = new Set(notices.filter((notice) => notice.read).map(({ id }) => id));
  router.get('/notices', ({ query }, response) => {
    const all = notices.map((notice) => ({ ...notice, read: read.has(notice.id) }));
    response.json({ items: all.filter((notice) => query.unread !== 'true' || !notice.read), next: null });
  });
  router.post('/notices/read', (_, response) => {
    for (const { id } of notices) read.add(id);
    response.status(204).end();
  });
  router.post('/notices/:id/read', (request, response) => {
    read.add(request.params.id);
    response.status(204).end();
  });
}
