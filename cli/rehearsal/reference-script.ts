/**
 * What the participants of a rehearsal of the reference process do: one extension, one revision loop after harmonisation, a
 * second round of consultation, one deemed consent (the province stays silent), one complaint, eight cycles that find the
 * policy effective. Pure: from a task or window and what was seen before to what is done.
 */
import type { Json, OpenTask, Outcome, UserId, Window } from '../../process/types';

export interface ScriptedAnswer {
  outcome: Outcome;
  by: UserId;
  /** What the form takes; variables among them are bound by the definition. */
  data: Record<string, Json>;
  /** The same variables, for drivers without a server. */
  variables: Record<string, Json>;
}

/** What to do with a task; nothing: its role stays silent. */
export function answerTo(task: Pick<OpenTask, 'kind' | 'stepId' | 'round' | 'candidates' | 'outcomes' | 'context'>): ScriptedAnswer | undefined {
  const by = task.candidates[0];
  if (by === undefined || task.stepId === 'facilitation') return undefined;
  const done = (outcome: Outcome, data: Record<string, Json> = {}, variables: Record<string, Json> = {}): ScriptedAnswer => ({
    outcome, by, data: { ...data, ...variables }, variables,
  });
  switch (task.stepId) {
    case 'needsAnalysis':
      return { ...done('done', NEEDS), variables: { staffNeed: 2, staffGap: 1 } };
    case 'drafting':
      return done('submitted', { document: DRAFT });
    case 'revision':
      return done('submitted', { document: `${DRAFT}\n\nHasil revisi ${task.round}.` }, { materialChanges: task.round === 1 });
    case 'professionalConsultation':
      return done('answered', { position: 'agree-with-notes', article: 'Pasal 4', input: 'Perjelas jalur karier tenaga kesehatan.' });
    case 'harmonisation':
      return task.round === 1
        ? done('returned', { reason: 'Pasal 7 belum selaras dengan peraturan di atasnya.', legalBasis: BASIS })
        : done('approved', { reason: 'Selaras.', legalBasis: BASIS });
    case 'adoption':
      return done('approved', { reason: 'Disetujui.', legalBasis: BASIS });
    case 'promulgation':
      return {
        ...done('done', { number: '12 Tahun 2027', date: '2027-03-01', gazette: '12' }),
        variables: { regulationNumber: '12 Tahun 2027', promulgatedOn: '2027-03-01' },
      };
    case 'monitoring':
      return done('effective', { reason: 'Sasaran tercapai.', indicators: { vacancies: 90, serviceTime: 6, training: 55 } });
    case 'complaints':
      return done('answered', { answer: 'Sudah ditindaklanjuti.', reason: 'Sudah ditindaklanjuti.' });
    default:
      return task.outcomes[0] === undefined ? undefined : done(task.outcomes[0], { note: 'Selesai.' });
  }
}

/** How many public answers a window gets now, in all; the caller gives what is missing. */
export function answersFor(window: Pick<Window, 'kind' | 'stepId' | 'round' | 'tellAt'>, extended: boolean): number {
  switch (window.kind) {
    case 'consultation':
      // Too few in the first days of the first round, so that it is extended; then enough.
      if (window.stepId !== 'publicConsultation') return 0;
      return window.round === 1 && !extended ? 12 : 34;
    case 'acknowledgement':
      return window.tellAt[0] ?? 0;
    case 'survey':
      return 5;
    case 'complaints':
      return 1;
  }
}

const DRAFT = 'Rancangan Peraturan Bupati tentang Pengelolaan ASN.\n\nPasal 1\n(1) Pengelolaan ASN berdasarkan kebutuhan.';
const BASIS = 'Undang-Undang Nomor 20 Tahun 2023 tentang ASN';
const NEEDS: Record<string, Json> = {
  jobs: [{ sector: 'health', title: 'Perawat', tasks: [{ name: 'Pelayanan', volume: 5_000, minutes: 30 }], incumbents: 1, retirements: 0 }],
};
