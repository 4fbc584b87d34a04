/**
 * What the participants of a rehearsal of a template do. In the reference process: one extension, one revision loop after harmonisation, a
 * second round of consultation, one deemed consent (the province stays silent), one complaint, eight cycles that find the
 * policy effective; in the short one, each task as it comes. Pure: from a task or window and what was seen before to what is done.
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
      return { ...done('done', { jobs: JOBS, note: 'Data semester pertama.' }), variables: { staffNeed: 2, staffGap: 1 } };
    case 'drafting':
    case 'draft':
      return done('submitted', { document: DRAFT, changes: 'Rancangan pertama.' });
    case 'revision': {
      const materialChanges = task.round === 1;
      const data = { document: DRAFT, changes: `Hasil revisi ${task.round}.`, answers: { materialChanges } };
      return { ...done('submitted', data), variables: { materialChanges } };
    }
    case 'professionalConsultation':
      return done('answered', {
        answers: { position: 'agree-with-notes', article: 'Pasal 4', input: 'Perjelas jalur karier tenaga kesehatan.' },
      });
    case 'harmonisation':
      return task.round === 1
        ? done('returned', { reason: 'Pasal 7 belum selaras dengan peraturan di atasnya.', legalBasis: BASIS })
        : done('approved', { legalBasis: BASIS });
    case 'adoption':
    case 'approve':
      return done('approved', { legalBasis: BASIS });
    case 'promulgation': {
      const answers = { number: '12 Tahun 2027', date: '2027-03-01', gazette: '12' };
      return { ...done('done', { answers }), variables: { regulationNumber: answers.number, promulgatedOn: answers.date } };
    }
    case 'socialization':
      return done('done', { sessions: [{ date: '2027-04-01', place: 'Aula kantor bupati', participants: 120, cost: 15_000_000 }] });
    case 'monitoring':
      return done('effective', { values: VALUES, reasoning: 'Sasaran tercapai; tidak ada keluhan yang belum dijawab.' });
    case 'complaints':
      return done('answered', { message: 'Sudah ditindaklanjuti; jadwal layanan diperbaiki.' });
    default:
      return undefined;
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

const DRAFT = {
  title: 'Rancangan Peraturan Bupati tentang Pengelolaan ASN',
  sections: [
    { id: 'pasal-1', heading: 'Pasal 1', text: 'Pengelolaan ASN berdasarkan analisis kebutuhan.' },
    { id: 'pasal-4', heading: 'Pasal 4', text: 'Jalur karier tenaga kesehatan dan pendidik diatur menurut jenjang jabatan.' },
    { id: 'pasal-7', heading: 'Pasal 7', text: 'Pengangkatan dilakukan sesuai peraturan perundang-undangan.' },
  ],
};
const BASIS = 'Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara';
const JOBS = [
  {
    id: 'perawat', sector: 'health', title: 'Perawat', duties: [{ title: 'Pelayanan', volume: 5_000, minutes: 30 }], incumbents: 1, retirements: 0,
  },
];
const VALUES = [
  { indicator: 'vacancies', value: 90 },
  { indicator: 'serviceTime', value: 6 },
  { indicator: 'training', value: 55 },
];

/** What the public says, by kind of window: `n` is the number of the answer. */
export const PUBLIC_WORDS = {
  consultation: (n: number) => ({
    stance: n % 5 === 0 ? 'oppose' : n % 2 === 0 ? 'support' : 'support-with-changes', article: 'Pasal 4', input: `Masukan warga ke-${n + 1}: percepat layanan.`,
  }),
  acknowledgement: { purpose: 'all', complaint: 'desk' },
  complaint: { subject: 'Layanan mutasi lambat', text: 'Berkas mutasi saya belum diproses selama dua bulan.' },
} as const;
