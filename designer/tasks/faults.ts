/** What is wrong with what is about to be handed in, by kind of task, in the reader's words. The server checks again; its word counts. */
import type { FormCheck } from '../../process/form';
import type { Json, TaskKind } from '../../process/types';
import type { TaskDetail } from '../../server/contract/tasks';
import type { Text } from '../i18n/use-text';
import { answerFaults, isEmpty, type Fault } from '../ui/form/check';
import type { Answers } from '../ui/form/FormFields';
import type { TaskData } from './use-draft';

export interface Handing {
  task: TaskDetail;
  data: TaskData;
  outcome: string | undefined;
  /** What `process/form` says of the answers, where the task has questions. */
  form: FormCheck | undefined;
}
type Words = Pick<Text, 't' | 'local' | 'number'>;

/** Faults in the order in which the fields stand on the page; none means that it can be sent. */
export function faultsOf(handing: Handing, words: Words): Fault[] {
  return [...kindFaults[handing.task.kind](handing, words), ...outcomeFaults(handing, words)];
}

const list = (value: Json | undefined): Record<string, Json>[] => (Array.isArray(value) ? (value as Record<string, Json>[]) : []);
export const answersOf = (data: TaskData): Answers => (typeof data.answers === 'object' && data.answers !== null && !Array.isArray(data.answers) ? data.answers : {});

const missing = (path: string, label: string, { t }: Words): Fault => ({ path, label, message: t('check.required') });

const formFaults = ({ task, form }: Handing, { local }: Words): Fault[] => (task.material.form && form ? answerFaults(task.material.form, form, local) : []);

/** Outcomes that say no: whoever is told so must learn why. */
const NEEDS_REASON: readonly string[] = ['returned', 'rejected'];

const kindFaults: Record<TaskKind, (handing: Handing, words: Words) => Fault[]> = {
  form: formFaults,
  respond: formFaults,
  dispose: () => [],
  draft(handing, words) {
    const document = (handing.data.document ?? {}) as { title?: string; sections?: Json };
    const faults: Fault[] = [];
    if (isEmpty(document.title)) faults.push(missing('/document/title', words.t('draft.title'), words));
    if (!list(document.sections).some((section) => !isEmpty(section.text))) faults.push({ path: '/document/sections', label: words.t('draft.tabText'), message: words.t('draft.noText') });
    return [...faults, ...formFaults(handing, words)];
  },
  approve({ task, data, outcome }, words) {
    const faults: Fault[] = [];
    if (task.material.approval?.legalBasisRequired && outcome !== 'abstained' && isEmpty(data.legalBasis)) faults.push(missing('/legalBasis', words.t('approve.legalBasis'), words));
    if (outcome && NEEDS_REASON.includes(outcome) && isEmpty(data.reason)) faults.push(missing('/reason', words.t('approve.reason'), words));
    return faults;
  },
  'needs-analysis'({ data }, words) {
    const jobs = list(data.jobs);
    if (jobs.length === 0) return [{ path: '/jobs', label: words.t('needs.jobs'), message: words.t('faults.atLeastOne') }];
    return jobs.flatMap((job, at) => [
      ...(isEmpty(job.title) ? [missing(`/jobs/${at}/title`, words.t('needs.title'), words)] : []),
      ...list(job.duties).flatMap((duty, n) => (isEmpty(duty.title) ? [missing(`/jobs/${at}/duties/${n}/title`, words.t('needs.dutyName'), words)] : [])),
    ]);
  },
  organize({ data }, words) {
    return [
      ...list(data.sessions).flatMap((session, at) => (isEmpty(session.date) ? [missing(`/sessions/${at}/date`, words.t('organize.date'), words)] : [])),
      ...list(data.resistance).flatMap((note, at) => (isEmpty(note.concern) ? [missing(`/resistance/${at}/concern`, words.t('organize.concern'), words)] : [])),
    ];
  },
  measure: valueFaults,
  evaluate(handing, words) {
    return [...valueFaults(handing, words), ...(isEmpty(handing.data.reasoning) ? [missing('/reasoning', words.t('evaluate.reasoning'), words)] : [])];
  },
  complaint: ({ data }, words) => (isEmpty(data.message) ? [missing('/message', words.t('complaint.message'), words)] : []),
};

/** Every indicator needs its value, else the cycles can't be compared. */
function valueFaults({ task, data }: Handing, words: Words): Fault[] {
  const given = new Set(list(data.values).map((value) => value.indicator));
  const indicators = task.material.cycle?.indicators ?? [];
  return indicators.flatMap((indicator) => (given.has(indicator.id) ? [] : [missing(`/values/${indicator.id}`, words.local(indicator.title), words)]));
}

function outcomeFaults({ task, outcome }: Handing, { t }: Words): Fault[] {
  return task.outcomes.length > 1 && !outcome ? [{ path: '/outcome', label: t('task.outcome'), message: t('faults.choose') }] : [];
}
