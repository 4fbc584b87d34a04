/**
 * What a person hands in with a task, checked against the task's kind and its step's settings: pure, so that the rules
 * can be tested without a store. Gives what is put on record and the answers bound to variables.
 */
import { Problem, type ProblemDetails } from '../../errors/problem';
import { roundNeed, totalNeeds, type Job } from '../../process/abk';
import { checkForm, type AnswerValues } from '../../process/form';
import { issuesOf } from '../../process/schema';
import type { Form, Json, OpenTask, Outcome, Step } from '../../process/types';
import type { Language } from '../contract/common';
import { taskData, type TaskDataOf } from '../contract/task-data';

export interface HandedIn {
  outcome: Outcome;
  data: Json;
  variables: Record<string, Json>;
}

type Issues = NonNullable<ProblemDetails['issues']>;

/** Throws a `Problem` where something doesn't fit: the outcome, the shape, an answer, a reason that is missing. */
export function checkHandedIn(task: Pick<OpenTask, 'kind' | 'outcomes' | 'context'>, step: Step, request: { outcome?: string; data: unknown }, language: Language): HandedIn {
  const outcome = chosenOutcome(task, request.outcome);
  const parsed = taskData[task.kind].safeParse(request.data, { reportInput: true });
  if (!parsed.success) throw new Problem('BODY_INVALID', { issues: issuesOf(parsed.error).map((issue) => ({ ...issue, path: `/data${issue.path}` })) });
  const data = parsed.data as TaskDataOf[keyof TaskDataOf];
  const { kept, variables, issues } = checkKind(task, step, outcome, data, language);
  if (issues.length > 0) throw new Problem('BODY_INVALID', { issues });
  return { outcome, data: kept as Json, variables };
}

function chosenOutcome(task: Pick<OpenTask, 'outcomes'>, asked: string | undefined): Outcome {
  const outcome = asked ?? (task.outcomes.length === 1 ? task.outcomes[0] : undefined);
  if (outcome !== undefined && task.outcomes.includes(outcome)) return outcome;
  throw new Problem('OUTCOME_UNKNOWN', { expected: task.outcomes.join(', '), received: asked ?? '–' });
}

interface Checked {
  kept: unknown;
  variables: Record<string, Json>;
  issues: Issues;
}

function checkKind(task: Pick<OpenTask, 'kind' | 'context'>, step: Step, outcome: Outcome, data: TaskDataOf[keyof TaskDataOf], language: Language): Checked {
  switch (task.kind) {
    case 'form':
    case 'respond':
      return withAnswers(formOf(step), data as TaskDataOf['form'], language);
    case 'draft':
      return checkDraft(step, data as TaskDataOf['draft'], language);
    case 'needs-analysis':
      return checkNeeds(step, data as TaskDataOf['needs-analysis'], language);
    case 'approve':
      return checkApproval(step, outcome, data as TaskDataOf['approve'], language);
    case 'evaluate':
      return checkEvaluation(step, data as TaskDataOf['evaluate'], language);
    case 'measure':
    case 'organize':
    case 'dispose':
    case 'complaint':
      return { kept: data, variables: {}, issues: [] };
  }
}

/** The form that a task of this step fills in. */
export function formOf(step: Step): Form {
  if (step.kind === 'task') return step.settings.form;
  if (step.kind === 'consultation') return step.settings.questions;
  if (step.kind === 'drafting') return step.settings.form ?? { fields: [] };
  return { fields: [] };
}

function withAnswers<T extends { answers: AnswerValues }>(form: Form, data: T, language: Language): Checked {
  const check = checkForm(form, data.answers);
  return { kept: { ...data, answers: check.answers }, variables: check.variables, issues: answerIssues(check.issues, language) };
}

/** Issues of a form as the API gives them. */
export function answerIssues(found: ReturnType<typeof checkForm>['issues'], language: Language, path = '/data/answers'): Issues {
  return found.map((issue) => ({ path: `${path}/${issue.field}`, message: issue.message[language], expected: issue.expected, received: issue.received }));
}

function checkDraft(step: Step, data: TaskDataOf['draft'], language: Language): Checked {
  const ids = data.document.sections.map((section) => section.id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
  const doubled: Issues =
    twice < 0 ? [] : [{ path: `/data/document/sections/${twice}/id`, message: say(language, 'Id ini sudah dipakai.', 'This id is used already.'), expected: 'ids that differ', received: ids[twice] ?? '' }];
  const answered = withAnswers(formOf(step), { answers: data.answers ?? {} }, language);
  return { kept: { ...data, answers: (answered.kept as { answers: AnswerValues }).answers }, variables: answered.variables, issues: [...doubled, ...answered.issues] };
}

function checkNeeds(step: Step, data: TaskDataOf['needs-analysis'], language: Language): Checked {
  if (step.kind !== 'needs-analysis') return { kept: data, variables: {}, issues: [] };
  const sectors = new Set(step.settings.sectors.map((sector) => sector.id));
  const issues: Issues = data.jobs.flatMap((job, index) =>
    sectors.has(job.sector)
      ? []
      : [{ path: `/data/jobs/${index}/sector`, message: say(language, 'Sektor ini tidak ada.', 'There is no such sector.'), expected: [...sectors].join(', '), received: job.sector }],
  );
  const totals = totalNeeds(data.jobs as Job[], step.settings.workingYearMinutes);
  const { need, gap } = step.settings.output ?? {};
  return {
    kept: { ...data, totals: { need: roundNeed(totals.need), gap: roundNeed(totals.gap), workload: totals.workload } },
    variables: { ...(need ? { [need]: roundNeed(totals.need) } : {}), ...(gap ? { [gap]: roundNeed(totals.gap) } : {}) },
    issues,
  };
}

function checkApproval(step: Step, outcome: Outcome, data: TaskDataOf['approve'], language: Language): Checked {
  if ((outcome === 'returned' || outcome === 'rejected') && !data.reason?.trim()) throw new Problem('REASON_REQUIRED');
  const needsBasis = step.kind === 'approval' && step.settings.legalBasisRequired && outcome !== 'abstained';
  const issues: Issues =
    needsBasis && !data.legalBasis?.trim()
      ? [{ path: '/data/legalBasis', message: say(language, 'Dasar hukum wajib diisi.', 'The legal basis is required.'), expected: 'a legal basis', received: 'nothing' }]
      : [];
  return { kept: data, variables: {}, issues };
}

function checkEvaluation(step: Step, data: TaskDataOf['evaluate'], language: Language): Checked {
  if (step.kind !== 'monitoring') return { kept: data, variables: {}, issues: [] };
  const wanted = step.settings.indicators.map((indicator) => indicator.id);
  const given = data.values.map(({ indicator }) => indicator);
  const missing = wanted.filter((id) => !given.includes(id));
  const odd = given.filter((id, index) => !wanted.includes(id) || given.indexOf(id) < index);
  const issues: Issues = [
    ...missing.map((id) => ({ path: `/data/values`, message: say(language, `Nilai ${id} belum diisi.`, `The value of ${id} is missing.`), expected: id, received: 'nothing' })),
    ...odd.map((id) => ({ path: `/data/values`, message: say(language, `Indikator ${id} tidak ada atau diisi dua kali.`, `There is no indicator ${id}, or it is given twice.`), expected: wanted.join(', '), received: id })),
  ];
  return { kept: data, variables: {}, issues };
}

const say = (language: Language, id: string, en: string): string => (language === 'id' ? id : en);
