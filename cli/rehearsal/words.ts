/** What a rehearsal says on the terminal, in Indonesian where LANG is Indonesian, else in English. */
import { describeDuration } from '../../process/describe';
import type { Localized, ProcessDefinition } from '../../process/types';
import type { HistoryItem } from '../../server/contract/history';

export type Language = 'id' | 'en';

/** As `cli/lib/words.mjs` chooses it. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().startsWith('id') ? 'id' : 'en';
}

export const textIn = (language: Language, { id, en }: Localized): string => (language === 'en' ? (en ?? id) : id);

const OUTCOMES: Record<string, Required<Localized>> = {
  done: { id: 'selesai', en: 'done' },
  submitted: { id: 'diajukan', en: 'submitted' },
  answered: { id: 'dijawab', en: 'answered' },
  acknowledged: { id: 'diterima', en: 'acknowledged' },
  approved: { id: 'disetujui', en: 'approved' },
  returned: { id: 'dikembalikan', en: 'returned' },
  rejected: { id: 'ditolak', en: 'rejected' },
  closed: { id: 'ditutup', en: 'closed' },
  insufficient: { id: 'tanggapan kurang', en: 'too few answers' },
  covered: { id: 'sasaran tercapai', en: 'target reached' },
  uncovered: { id: 'sasaran belum tercapai', en: 'target missed' },
  effective: { id: 'efektif', en: 'effective' },
  revise: { id: 'perlu direvisi', en: 'to be revised' },
  discontinue: { id: 'dihentikan', en: 'to be ended' },
  expired: { id: 'kedaluwarsa', en: 'expired' },
  completed: { id: 'selesai', en: 'completed' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
};

/** What the definition names itself is shown as it is. */
const outcomeIn = (language: Language, outcome: string): string => OUTCOMES[outcome]?.[language] ?? outcome;

/** Steps that end in the moment they begin, and say nothing by it. */
const SILENT_KINDS = ['start', 'fork', 'join', 'end', 'notify'];

/** One line for one fact; undefined for what would only be noise. A decision's outcome is named as the definition names it. */
export function lineOf({ fact, step, at }: HistoryItem, language: Language, definition?: Pick<ProcessDefinition, 'steps'>): string | undefined {
  if (step && SILENT_KINDS.includes(step.kind)) return undefined;
  const decided = fact.type === 'step-ended' && step?.kind === 'decision' ? branchTitle(definition, step.id, fact.outcome) : undefined;
  const what = decided ? textIn(language, decided) : whatHappened(fact, language, step?.kind === 'monitoring');
  if (what === undefined) return undefined;
  const place = step ? `${textIn(language, step.title)}${step.round > 1 ? ` (${step.round})` : ''}: ` : '';
  return `${dayOf(at)}  ${place}${what}`;
}

function branchTitle(definition: Pick<ProcessDefinition, 'steps'> | undefined, stepId: string, outcome: string): Localized | undefined {
  const step = definition?.steps.find(({ id }) => id === stepId);
  if (step?.kind !== 'decision') return undefined;
  return [...step.settings.branches, step.settings.otherwise].find((branch) => branch.outcome === outcome)?.title;
}

const dayOf = (at: string): string => new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Asia/Jakarta' });

function whatHappened(fact: HistoryItem['fact'], language: Language, monitoring: boolean): string | undefined {
  const say = (id: string, en: string): string => (language === 'id' ? id : en);
  switch (fact.type) {
    case 'process-started':
      return say('dimulai', 'started');
    case 'process-ended':
      return say(`proses ${outcomeIn('id', fact.result)}`, `the process has ended: ${outcomeIn('en', fact.result)}`);
    case 'task-ended':
      // The cycle's own line says it.
      return monitoring ? undefined : `${fact.by.name}: ${outcomeIn(language, fact.outcome)}`;
    case 'step-ended':
      if (fact.cause === 'act') return undefined;
      if (fact.cause === 'deemed-consent') return say('disetujui karena diam sampai batas waktu', 'approved, because nobody spoke before the deadline');
      return outcomeIn(language, fact.outcome);
    case 'extended': {
      const by = describeDuration(fact.by)[language];
      return fact.automatic ? say(`tanggapan kurang; diperpanjang ${by}`, `too few answers; extended by ${by}`) : say(`diperpanjang ${by}`, `extended by ${by}`);
    }
    case 'counted':
      return say(`${fact.counts.total.toLocaleString('id-ID')} jawaban`, `${fact.counts.total.toLocaleString('en-GB')} answers`);
    case 'cycle-ended':
      return say(`siklus ${fact.cycle}: ${outcomeIn('id', fact.verdict)}`, `cycle ${fact.cycle}: ${outcomeIn('en', fact.verdict)}`);
    case 'overdue':
      return say('lewat batas waktu', 'overdue');
    case 'escalated':
      return say('dieskalasi', 'escalated');
    default:
      return undefined;
  }
}

/** The sentences around the lines. */
export const wordsIn = (language: Language) =>
  language === 'id'
    ? {
        noHouse: 'Tidak ada server yang berjalan: menyiapkan satu untuk geladi ini …',
        title: 'Geladi: Kebijakan Pengelolaan ASN',
        ended: (title: string, status: string, years: string, seconds: number) => `${title}: ${outcomeIn('id', status)}, ${years} tahun dalam ${seconds} detik`,
        figures: (f: Figures) =>
          `  ${f.extensions} perpanjangan · ${f.returns} putaran revisi setelah dikembalikan · ${f.consents} persetujuan karena diam · ${f.cycles} siklus · ${f.tasks} tugas`,
        apart: (mine: boolean) => (mine ? '  TERHITUNG sebagai proses resmi' : '  Geladi: tidak termasuk daftar dan angka resmi'),
        verified: (entries: number, root: string) => `  Catatan terverifikasi: ${entries.toLocaleString('id-ID')} entri, akar ${root.slice(0, 16)}…`,
        longest: (events: number, runs: number) => `  Riwayat Temporal terpanjang: ${events.toLocaleString('id-ID')} kejadian, dari ${runs} riwayat (batas 2.000)`,
        missing: (what: string) => `  TIDAK TERPENUHI: ${what}`,
        expected: { status: 'proses selesai', extensions: 'satu perpanjangan', returns: 'satu putaran revisi', consents: 'satu persetujuan karena diam', cycles: 'delapan siklus', apart: 'terpisah dari angka resmi', longest: 'tidak ada riwayat di atas 2.000 kejadian' },
      }
    : {
        noHouse: 'No server is running: preparing one for this rehearsal …',
        title: 'Rehearsal: policy on managing the civil servants',
        ended: (title: string, status: string, years: string, seconds: number) => `${title}: ${outcomeIn('en', status)}, ${years} years in ${seconds} seconds`,
        figures: (f: Figures) =>
          `  ${f.extensions} extension · ${f.returns} revision after a return · ${f.consents} deemed consent · ${f.cycles} cycles · ${f.tasks} tasks`,
        apart: (mine: boolean) => (mine ? '  COUNTED among the official processes' : '  A rehearsal: kept out of the official lists and figures'),
        verified: (entries: number, root: string) => `  The ledger verifies: ${entries.toLocaleString('en-GB')} entries, root ${root.slice(0, 16)}…`,
        longest: (events: number, runs: number) => `  Longest Temporal history: ${events.toLocaleString('en-GB')} events, of ${runs} histories (limit 2,000)`,
        missing: (what: string) => `  NOT MET: ${what}`,
        expected: { status: 'the process completes', extensions: 'one extension', returns: 'one revision loop', consents: 'one deemed consent', cycles: 'eight cycles', apart: 'kept apart from official figures', longest: 'no history above 2,000 events' },
      };

export type Words = ReturnType<typeof wordsIn>;

/** What a rehearsal of the reference process has to show. */
export interface Figures {
  extensions: number;
  returns: number;
  consents: number;
  cycles: number;
  tasks: number;
}
