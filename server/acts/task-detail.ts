/** Everything that the screen of one task shows, gathered for its kind. */
import { skmOf, sumSkm, type SkmAnswers } from '../../process/skm';
import type { Form, ProcessDefinition, Step, StepOf } from '../../process/types';
import type { ProcessDocument, TaskDocument } from '../../store/contract';
import type { TaskDetail, TaskMaterial, TaskSummary } from '../contract/tasks';
import type { Caller } from '../http/context';
import { nowOf, personOf, rehearsalOf, rfc3339, rfc3339OrNull, roleOf, stepOf, type NameOf } from '../present/common';
import { historyItems } from '../present/history';
import { taskEndId, type TaskEndPayload } from './complete';
import { answersOf, consultationSummary, type PublicInputPayload } from './consultation';
import { documentOf, documentUnderApproval } from './document-line';
import { newestVersion } from './documents';
import { formOf } from './handed-in';
import type { Services } from './services';
import { maySee, seesEverything } from './visibility';
import { turnFacts } from './turns';

export interface TaskFrame {
  task: TaskDocument;
  process: ProcessDocument;
  definition: ProcessDefinition;
  step: Step;
  names: NameOf;
  now: number;
}

export interface Personal {
  claimedBy: string | undefined;
  hasDraft: boolean;
}

export function taskSummary({ task, process, definition, step, names, now }: TaskFrame, { claimedBy, hasDraft }: Personal): TaskSummary {
  return {
    id: task._id,
    kind: task.kind,
    status: task.status,
    step: { id: step.id, kind: step.kind, title: step.title, round: task.round },
    process: { id: task.processId, title: task.processTitle },
    rehearsal: rehearsalOf(process, now),
    role: roleOf(definition, task.role),
    openedAt: rfc3339(task.openedAt),
    dueAt: rfc3339OrNull(task.dueAt),
    clock: clockOf(task, step, nowOf(process, now)),
    claimedBy: claimedBy === undefined ? null : personOf(names, claimedBy),
    hasDraft,
    endedAt: rfc3339OrNull(task.endedAt),
    endedBy: task.endedBy === undefined ? null : personOf(names, task.endedBy),
    outcome: task.outcome ?? null,
  };
}

function clockOf(task: TaskDocument, step: Step, at: number): TaskSummary['clock'] {
  if (task.status !== 'open' || task.dueAt === undefined) return 'on-time';
  if (at >= task.dueAt) return 'overdue';
  const warnAt = step.deadline?.warnAt;
  return warnAt !== undefined && at >= task.openedAt + (task.dueAt - task.openedAt) * warnAt ? 'at-risk' : 'on-time';
}

/** May this caller look at the task at all? */
export const maySeeTask = (task: TaskDocument, process: ProcessDocument, caller: Caller): boolean =>
  task.candidates.includes(caller.id) || task.endedBy === caller.id || seesEverything(caller);

export async function taskDetail(services: Services, frame: TaskFrame, caller: Caller): Promise<TaskDetail> {
  const { task, process, definition, step, names } = frame;
  const { stores, records } = services;
  const [claim, draft, material, before, result] = await Promise.all([
    records.claims.get(task._id),
    records.answerDrafts.get(`${task._id}/${caller.id}`),
    materialOf(services, frame, caller),
    // What a reader may see of the process, they may see of its past.
    maySee(process, caller) || task.candidates.includes(caller.id) ? turnFacts(stores, process._id, 20) : [],
    task.status === 'completed' ? stores.entries.get(taskEndId(task._id)) : null,
  ]);
  const showsResult = result && (seesEverything(caller) || task.endedBy === caller.id);
  return {
    ...taskSummary(frame, { claimedBy: claim?.user, hasDraft: draft !== null }),
    definition: { ...process.definition, title: definition.title },
    design: step,
    outcomes: task.outcomes,
    candidates: task.candidates.map((user) => personOf(names, user)),
    context: task.context ?? {},
    draft: draft && { outcome: draft.outcome, data: draft.data, savedAt: rfc3339(draft.savedAt) },
    material,
    before: before.flatMap(({ entry, facts }) => historyItems(entry, facts, definition, names).reverse()).slice(0, 20),
    result: showsResult ? { data: (result.payload as TaskEndPayload | undefined)?.data ?? null, entryId: result._id, leafHash: result.leafHash } : null,
    mine: task.status === 'open' && task.candidates.includes(caller.id) && !material.approval?.separated,
  };
}

async function materialOf(services: Services, frame: TaskFrame, caller: Caller): Promise<TaskMaterial> {
  const { task, step } = frame;
  const empty: TaskMaterial = { form: null, document: null, consultations: [], complaint: null, cycle: null, coverage: null, approval: null };
  switch (task.kind) {
    case 'form':
    case 'measure':
    case 'needs-analysis':
      return { ...empty, form: formToFill(step) };
    case 'respond':
    case 'dispose': {
      const consultations = task.kind === 'dispose' ? await consultationsOf(services, frame, [step.id]) : [];
      const about = documentOf(frame.definition, step.id);
      return { ...empty, form: task.kind === 'respond' ? formToFill(step) : null, consultations, document: await documentFor(services, frame, about) };
    }
    case 'draft': {
      const steps = step.kind === 'drafting' ? (step.settings.dispositionsOf ?? []) : [];
      return { ...empty, form: formToFill(step), consultations: await consultationsOf(services, frame, steps), document: await documentFor(services, frame, step.id) };
    }
    case 'approve':
      return { ...empty, approval: approvalOf(frame, caller), document: await documentFor(services, frame, documentUnderApproval(frame.definition, step.id)) };
    case 'organize':
      return { ...empty, coverage: await coverageOf(services, frame) };
    case 'evaluate':
      return { ...empty, cycle: await cycleOf(services, frame) };
    case 'complaint':
      return { ...empty, complaint: await complaintOf(services, frame) };
  }
}

function formToFill(step: Step): Form | null {
  const form = formOf(step);
  return form.fields.length > 0 ? form : null;
}

async function documentFor({ stores }: Services, { process, definition, names }: TaskFrame, stepId: string | undefined): Promise<TaskMaterial['document']> {
  return stepId === undefined ? null : newestVersion(stores, process, definition, stepId, names);
}

async function consultationsOf(services: Services, { process, definition, now }: TaskFrame, stepIds: readonly string[]): Promise<TaskMaterial['consultations']> {
  const found = await Promise.all(
    stepIds.map(async (stepId) => {
      const step = stepOf(definition, stepId);
      const round = process.view.rounds[stepId];
      if (step?.kind !== 'consultation' || !round) return [];
      const window = await services.stores.windows.get(`${process._id}.${stepId}.${round}`);
      return window ? [await consultationSummary(services.stores, { window, process, definition, step, now })] : [];
    }),
  );
  return found.flat();
}

function approvalOf({ task, step, process }: TaskFrame, caller: Caller): TaskMaterial['approval'] {
  if (step.kind !== 'approval') return null;
  const { mode, legalBasisRequired, notAuthorsOf = [] } = step.settings;
  const number = (key: string) => (typeof task.context?.[key] === 'number' ? task.context[key] : null);
  const separated = process.view.ended.some((end) => notAuthorsOf.includes(end.stepId) && end.by.includes(caller.id));
  return { mode, link: number('link'), links: number('links'), legalBasisRequired, separated };
}

async function coverageOf({ stores }: Services, { task, step }: TaskFrame): Promise<TaskMaterial['coverage']> {
  if (step.kind !== 'socialization') return null;
  const needed = task.context?.needed;
  return {
    windowId: task.runId,
    acknowledged: await stores.windows.total(task.runId),
    needed: typeof needed === 'number' ? needed : 0,
    audience: step.settings.audienceSize ?? null,
    budgetCeiling: step.settings.budgetCeiling ?? null,
  };
}

async function cycleOf(services: Services, frame: TaskFrame): Promise<TaskMaterial['cycle']> {
  const { task, step } = frame;
  if (step.kind !== 'monitoring') return null;
  const context = task.context ?? {};
  const cycle = Number(context.cycle ?? 1);
  const previous = await previousValues(services, task, cycle);
  return {
    cycle,
    cycles: Number(context.cycles ?? step.settings.cycles),
    from: rfc3339(Number(context.from ?? task.openedAt)),
    to: rfc3339(Number(context.to ?? task.openedAt)),
    indicators: step.settings.indicators.map((indicator) => ({ ...indicator, previous: previous.get(indicator.id) ?? null })),
    survey: await surveyOf(services, step, context.surveyWindow),
    complaints: await complaintFigures(services, frame, step),
  };
}

/** Indicator values of the cycle before, from its evaluation. */
async function previousValues({ stores }: Services, task: TaskDocument, cycle: number): Promise<Map<string, number>> {
  const entry = cycle > 1 ? await stores.entries.get(taskEndId(`${task.runId}.c${cycle - 1}-evaluate`)) : null;
  const data = (entry?.payload as TaskEndPayload | undefined)?.data as { values?: { indicator: string; value: number }[] } | undefined;
  return new Map((data?.values ?? []).map(({ indicator, value }) => [indicator, value]));
}

async function surveyOf({ stores }: Services, step: StepOf<'monitoring'>, windowId: unknown): Promise<NonNullable<TaskMaterial['cycle']>['survey']> {
  if (!step.settings.survey || typeof windowId !== 'string') return null;
  const entries = await answersOf(stores, windowId);
  const scores = entries.map((entry) => ((entry.payload as PublicInputPayload | undefined)?.scores ?? {}) as SkmAnswers);
  const result = skmOf(sumSkm(scores), entries.length);
  return {
    respondents: entries.length,
    minimum: step.settings.survey.minimum ?? null,
    index: result.index ?? null,
    grade: result.grade ?? null,
    means: result.means as Record<string, number>,
  };
}

async function complaintFigures({ stores }: Services, { process }: TaskFrame, step: StepOf<'monitoring'>): Promise<NonNullable<TaskMaterial['cycle']>['complaints']> {
  const desk = step.settings.complaintsOf;
  const round = desk ? process.view.rounds[desk] : undefined;
  if (!desk || !round) return null;
  const runId = `${process._id}.${desk}.${round}`;
  const answered = (await stores.tasks.ofRun(runId)).filter((task) => task.status === 'completed' && task.outcome === 'answered').length;
  return { received: await stores.windows.total(runId), answered };
}

async function complaintOf({ stores }: Services, { task, step }: TaskFrame): Promise<TaskMaterial['complaint']> {
  const id = typeof task.context?.complaintId === 'string' ? task.context.complaintId : undefined;
  if (step.kind !== 'complaints' || id === undefined) return null;
  const entry = await stores.entries.get(`input:${task.runId}:${id}`);
  const payload = entry?.payload as { subject?: string; text?: string; name?: string; contact?: string } | undefined;
  if (!entry) return null;
  const answerBy = task.context?.answerBy;
  return {
    id,
    at: rfc3339(Date.parse(entry.leaf.at)),
    subject: payload?.subject ?? '',
    text: payload?.text ?? '',
    reporter: step.settings.anonymous ? null : { name: payload?.name ?? '', contact: payload?.contact ?? '' },
    answerBy: typeof answerBy === 'number' ? rfc3339(answerBy) : null,
  };
}
