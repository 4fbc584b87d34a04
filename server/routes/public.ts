/** What anyone may see and do. Names of staff never appear; what a giver left as contact never leaves the store. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import { checkForm } from '../../process/form';
import { SKM_ELEMENTS } from '../../process/skm';
import type { Json, StepOf } from '../../process/types';
import type { EntryDocument, ProcessDocument, WindowDocument } from '../../store/contract';
import { taskEndId, type TaskEndPayload } from '../acts/complete';
import { answersOf, dispositionJson, inputJson } from '../acts/consultation';
import { documentOf } from '../acts/document-line';
import { newestVersion } from '../acts/documents';
import { answerIssues } from '../acts/handed-in';
import { acceptPublic, isOpen, personKey, publicWindow, type OpenWindow } from '../acts/public-acts';
import type { Services } from '../acts/services';
import { SURVEY_QUESTIONS } from '../acts/survey-questions';
import { pageQuery, windowName, type Language } from '../contract/common';
import * as contract from '../contract/public';
import { filledPage } from '../http/filled-page';
import { route, type Route } from '../http/route';
import { rehearsalOf, rfc3339, rfc3339OrNull, stepOf, stepTitle } from '../present/common';
import { hasPublicPart, publicSlug } from '../present/process';

const params = z.strictObject({ id: windowName });
const open = { allow: ['public'], tag: 'Public' } as const;
const write = { ...open, method: 'POST', key: 'required', status: 201, response: contract.publicReceipt, problems: ['WINDOW_CLOSED', 'ACT_CONFLICT', 'NOT_FOUND'] } as const;

export function publicRoutes(services: Services, personSecret: string): Route[] {
  return [...processRoutes(services), ...consultationRoutes(services), ...surveyRoutes(services), ...acknowledgementRoutes(services, personSecret), ...complaintRoutes(services), receiptRoute(services)];
}

// ------------------------------------------------------------------------------------------------ processes

function processRoutes(services: Services): Route[] {
  return [
    route({
      ...open,
      method: 'GET',
      path: '/public/processes',
      summary: 'Policies in the making in which the public takes part',
      query: pageQuery,
      response: contract.publicProcessPage,
      handler: async ({ query }) => {
        const shownOf = async (process: ProcessDocument) => (hasPublicPart(await services.published.definition(process.definition)) ? [await publicProcess(services, process)] : []);
        return filledPage(query, {
          read: (options) => services.stores.processes.list({ rehearsal: 'none' }, options),
          itemsOf: (processes) => Promise.all(processes.map(shownOf)),
        });
      },
    }),
    route({
      ...open,
      method: 'GET',
      path: '/public/processes/:id',
      summary: 'One policy in the making',
      params: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,140}$/) }),
      response: contract.publicProcessDetail,
      handler: async ({ params: { id }, language }) => {
        const process = await services.stores.processes.get(id.split('-').at(-1) ?? id) ?? (await services.stores.processes.get(id));
        const definition = process && (await services.published.definition(process.definition));
        if (!process || !definition || !hasPublicPart(definition)) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Proses' : 'The process' } });
        const brief = await publicProcess(services, process);
        const windows = await Promise.all((await services.stores.windows.ofProcess(process._id)).filter(isForPublic).map((window) => windowJson(services, window, process)));
        const running = process.view.active.map((step) => ({ stepId: step.stepId, title: stepTitle(definition, step.stepId), kind: step.kind, round: step.round, status: 'running' as const, outcome: null, at: rfc3339(step.since) }));
        const ended = process.view.ended.map((end) => ({ stepId: end.stepId, title: stepTitle(definition, end.stepId), kind: stepOf(definition, end.stepId)?.kind ?? 'task', round: end.round, status: 'ended' as const, outcome: end.outcome, at: rfc3339(end.at) }));
        return {
          ...brief,
          description: definition.description ?? null,
          rehearsal: rehearsalOf(process, services.now()),
          steps: [...ended, ...running].sort((a, b) => (a.at < b.at ? -1 : 1)),
          windows,
        };
      },
    }),
  ];
}

const isForPublic = (window: WindowDocument): boolean => window.public || window.kind === 'acknowledgement';

async function publicProcess(services: Services, process: ProcessDocument): Promise<contract.PublicProcess> {
  const definition = await services.published.definition(process.definition);
  const windows = process.view.status === 'running' ? await services.stores.windows.ofProcess(process._id) : [];
  const openNow = windows.filter((window) => window.public && isOpen({ window, process }, services.now()));
  return {
    id: process._id,
    slug: publicSlug(process),
    title: process.title,
    status: process.view.status,
    startedAt: rfc3339(process.startedAt),
    endedAt: process.view.status === 'running' ? null : rfc3339(process.view.at),
    now: process.view.active.filter((step) => step.kind !== 'join').map((step) => stepTitle(definition, step.stepId)),
    open: await Promise.all(openNow.map((window) => windowJson(services, window, process))),
  };
}

async function windowJson(services: Services, window: WindowDocument, process: ProcessDocument): Promise<contract.PublicWindow> {
  const definition = await services.published.definition(window.definition);
  const answered = window.kind === 'consultation' ? (await services.stores.tasks.ofRun(window.runId)).filter((task) => task.kind === 'respond' && task.status === 'completed').length : 0;
  return {
    id: window._id,
    kind: window.kind,
    title: stepTitle(definition, window.stepId),
    stepId: window.stepId,
    round: window.round,
    status: isOpen({ window, process }, services.now()) ? 'open' : 'closed',
    openedAt: rfc3339(window.openedAt),
    closesAt: rfc3339OrNull(window.closesAt),
    responses: (await services.stores.windows.total(window._id)) + answered,
  };
}

async function head(services: Services, { window, process, step }: OpenWindow) {
  return {
    process: { id: process._id, slug: publicSlug(process), title: process.title },
    rehearsal: rehearsalOf(process, services.now()),
    window: await windowJson(services, window, process),
    description: step.description ?? null,
  };
}

// ------------------------------------------------------------------------------------------------ consultations

const SHOWN_INPUTS = 100;

function consultationRoutes(services: Services): Route[] {
  return [
    route({
      ...open,
      method: 'GET',
      path: '/public/consultations/:id',
      summary: 'The public page of a consultation',
      params,
      response: contract.publicConsultation,
      handler: async ({ params: { id }, language }) => {
        const found = await publicWindow(services, id, 'consultation', language);
        const { process, definition } = found;
        const step = found.step as StepOf<'consultation'>;
        const anonymous = () => '';
        const about = documentOf(definition, step.id);
        const document = about === undefined ? null : await newestVersion(services.stores, process, definition, about, anonymous);
        const entries = (await answersOf(services.stores, id)).filter((entry) => entry.leaf.actor === 'public').slice(-SHOWN_INPUTS).reverse();
        const disposed = await services.stores.dispositions.newest(entries.map((entry) => entry._id));
        return {
          ...(await head(services, found)),
          document: document && { version: document.version, at: document.at, content: document.content },
          questions: step.settings.questions,
          minimum: step.settings.minimum ?? null,
          inputs: entries.map((entry) => {
            const { id: inputId, at, from, answers, disposition } = inputJson(id, entry, disposed.get(entry._id), anonymous);
            return { id: inputId, at, from, answers, disposition: disposition && { ...disposition, by: { id: 'owner', name: '' } } };
          }),
        };
      },
    }),
    route({
      ...write,
      path: '/public/consultations/:id/inputs',
      summary: 'Give input to a consultation',
      params,
      body: contract.publicInputRequest,
      handler: async ({ params: { id }, body, key, language }) => {
        const found = await publicWindow(services, id, 'consultation', language);
        const check = checkForm((found.step as StepOf<'consultation'>).settings.questions, body.answers);
        if (check.issues.length > 0) throw new Problem('BODY_INVALID', { issues: answerIssues(check.issues, language, '/answers') });
        const payload = compact({ windowId: id, kind: 'input', answers: check.answers, name: body.name, contact: body.contact });
        return acceptPublic(services, found, { key: key as string, type: 'public-input', payload });
      },
    }),
  ];
}

/** Without the fields that are absent or empty. */
const compact = (fields: Record<string, Json | undefined>): Json => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as Json;

// ------------------------------------------------------------------------------------------------ surveys

function surveyRoutes(services: Services): Route[] {
  return [
    route({
      ...open,
      method: 'GET',
      path: '/public/surveys/:id',
      summary: 'A satisfaction survey',
      params,
      response: contract.publicSurvey,
      handler: async ({ params: { id }, language }) => {
        const found = await publicWindow(services, id, 'survey', language);
        const survey = (found.step as StepOf<'monitoring'>).settings.survey;
        return { ...(await head(services, found)), elements: SKM_ELEMENTS.map((element) => ({ id: element, ...SURVEY_QUESTIONS[element] })), minimum: survey?.minimum ?? null };
      },
    }),
    route({
      ...write,
      path: '/public/surveys/:id/answers',
      summary: 'Answer a satisfaction survey',
      params,
      body: contract.surveyAnswerRequest,
      handler: async ({ params: { id }, body, key, language }) => {
        const found = await publicWindow(services, id, 'survey', language);
        const payload = compact({ windowId: id, kind: 'survey', scores: body.scores, comment: body.comment });
        return acceptPublic(services, found, { key: key as string, type: 'survey-answer', payload });
      },
    }),
  ];
}

// ------------------------------------------------------------------------------------------------ acknowledgements

function acknowledgementRoutes(services: Services, personSecret: string): Route[] {
  return [
    route({
      ...open,
      method: 'GET',
      path: '/public/acknowledgements/:id',
      summary: 'Material to read and understand',
      params,
      response: contract.publicAcknowledgement,
      handler: async ({ params: { id }, language }) => {
        const found = await publicWindow(services, id, 'acknowledgement', language);
        const { settings } = found.step as StepOf<'socialization'>;
        const first = await head(services, found);
        return {
          ...first,
          material: settings.material,
          incentives: settings.incentives ?? null,
          quiz: settings.quiz
            ? { passScore: settings.quiz.passScore, questions: settings.quiz.questions.map(({ right: _right, ...question }) => question) }
            : null,
          acknowledged: first.window.responses,
          needed: found.window.tellAt[0] ?? 0,
        };
      },
    }),
    route({
      ...write,
      path: '/public/acknowledgements/:id',
      summary: 'Say that one has read and understood',
      params,
      body: contract.acknowledgementRequest,
      handler: async ({ params: { id }, body, language }) => {
        const found = await publicWindow(services, id, 'acknowledgement', language);
        refuseFailedQuiz(found.step as StepOf<'socialization'>, body.answers ?? {}, language);
        // The person is the identity, not the key: who comes back on another day counts once.
        const key = personKey(id, body.person, personSecret);
        return acceptPublic(services, found, { key, type: 'acknowledgement', payload: { windowId: id, kind: 'acknowledgement' } });
      },
    }),
  ];
}

function refuseFailedQuiz({ settings: { quiz } }: StepOf<'socialization'>, answers: Record<string, string>, language: Language): void {
  if (!quiz) return;
  const right = quiz.questions.filter((question) => Object.hasOwn(answers, question.id) && answers[question.id] === question.right).length;
  if (right >= quiz.passScore) return;
  const message = language === 'id' ? `Baru ${right} jawaban benar; baca lagi materinya lalu coba kembali.` : `Only ${right} right answers so far; read the material again and try once more.`;
  throw new Problem('BODY_INVALID', { issues: [{ path: '/answers', message, expected: `${quiz.passScore}`, received: `${right}` }] });
}

// ------------------------------------------------------------------------------------------------ complaints

function complaintRoutes(services: Services): Route[] {
  return [
    route({
      ...open,
      method: 'GET',
      path: '/public/complaints/:id',
      summary: 'A complaints desk',
      params,
      response: contract.publicDesk,
      handler: async ({ params: { id }, language }) => {
        const found = await publicWindow(services, id, 'complaints', language);
        return { ...(await head(services, found)), anonymous: (found.step as StepOf<'complaints'>).settings.anonymous };
      },
    }),
    route({
      ...write,
      path: '/public/complaints',
      summary: 'Complain about a service under a policy',
      body: contract.complaintRequest,
      handler: async ({ body: { windowId, ...body }, key, language }) => {
        const found = await publicWindow(services, windowId, 'complaints', language);
        return acceptPublic(services, found, { key: key as string, type: 'complaint', payload: compact({ windowId, kind: 'complaint', ...body }), complaint: true });
      },
    }),
  ];
}

// ------------------------------------------------------------------------------------------------ receipts

function receiptRoute(services: Services): Route {
  return route({
    ...open,
    method: 'GET',
    path: '/public/receipts/:id',
    summary: 'What became of what one gave, and its proof',
    params: z.strictObject({ id: z.string().regex(/^input:[A-Za-z0-9.-]{1,200}:[A-Za-z0-9_-]{16,100}$/) }),
    response: contract.publicReceiptStatus,
    handler: async ({ params: { id }, language }) => {
      const missing = new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Tanda terima' : 'The receipt' } });
      const entry = await services.stores.entries.get(id);
      const payload = entry?.payload as { windowId?: string; kind?: contract.PublicReceiptStatus['kind'] } | undefined;
      const windowId = id.split(':')[1] as string;
      const window = await services.stores.windows.get(windowId);
      const process = window && (await services.stores.processes.get(window.processId));
      if (!entry || !window || !process) throw missing;
      return {
        id,
        kind: payload?.kind ?? 'input',
        at: rfc3339(Date.parse(entry.leaf.at)),
        process: { id: process._id, slug: publicSlug(process), title: process.title },
        window: await windowJson(services, window, process),
        entryId: entry._id,
        leafHash: entry.leafHash,
        logIndex: entry.logIndex ?? null,
        proofPath: entry.logIndex === undefined ? null : `/ledger/proof/${encodeURIComponent(entry._id)}`,
        disposition: await dispositionOf(services, entry),
        complaint: payload?.kind === 'complaint' ? await complaintStatus(services, window, entry) : null,
      };
    },
  });
}

async function dispositionOf({ stores }: Services, entry: EntryDocument): Promise<contract.PublicReceiptStatus['disposition']> {
  const found = dispositionJson((await stores.dispositions.newest([entry._id])).get(entry._id), () => '');
  return found && { kind: found.kind, reason: found.reason, section: found.section, at: found.at };
}

/** The answer to a complaint is the message of the task that ended it. */
async function complaintStatus({ stores }: Services, window: WindowDocument, entry: EntryDocument): Promise<contract.PublicReceiptStatus['complaint']> {
  const key = entry._id.split(':').at(-1) as string;
  const ends = await stores.entries.many([taskEndId(`${window.runId}.complaint-${key}`), taskEndId(`${window.runId}.complaint-${key}-answer`)]);
  const newest = ends.filter((end) => end.leaf.actor.startsWith('user:')).sort((a, b) => b.acceptedAt - a.acceptedAt)[0];
  const payload = newest?.payload as TaskEndPayload | undefined;
  if (!newest || !payload) return { status: 'received', answer: null, at: rfc3339(Date.parse(entry.leaf.at)) };
  const message = (payload.data as { message?: string } | null)?.message ?? null;
  return { status: payload.outcome === 'answered' ? 'answered' : 'acknowledged', answer: message, at: rfc3339(Date.parse(newest.leaf.at)) };
}
