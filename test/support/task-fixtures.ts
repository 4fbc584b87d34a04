/** One made-up task of every kind, on the steps of the reference template. Times are relative to the start of the server. */
import { referenceTemplate } from '../../process/templates';
import type { Form, Step, TaskKind } from '../../process/types';
import type { ConsultationDetail, ConsultationSummary, Input } from '../../server/contract/consultations';
import type { DocumentVersion } from '../../server/contract/documents';
import type { HistoryItem } from '../../server/contract/history';
import type { TaskDetail, TaskMaterial } from '../../server/contract/tasks';

const HOUR = 3_600_000;
const START = Date.now();
const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();
/** Hours until the end of the day in Jakarta: what is due today must not be due tomorrow when the tests run in the evening. */
const TODAY = ((24 * HOUR - ((START + 7 * HOUR) % (24 * HOUR))) - 1_000) / HOUR;
const HASH = '9f2c6f0d1e5b4a7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e';

const owner = { id: 'owner', name: 'BKPSDM Kabupaten Bungo' };
const drafter = { id: 'drafter', name: 'Tim Penyusun' };
const secretary = { id: 'secretary', name: 'Sekretaris Daerah' };
const official = { id: 'k3v9qm2x7ab1', title: 'Kebijakan Pengelolaan ASN Kabupaten Bungo 2027' };
const rehearsed = { id: 'gladi7x2', title: 'Gladi: Kebijakan Pengelolaan ASN' };

export const documentVersion: DocumentVersion = {
  stepId: 'drafting',
  version: 2,
  title: 'Rancangan Peraturan Bupati tentang Pengelolaan ASN',
  at: at(-60),
  by: drafter,
  madeIn: { stepId: 'revision', round: 1, title: { id: 'Revisi dan tindak lanjut masukan', en: 'Revision and dispositions' } },
  changes: 'Pasal 4 menambahkan jalur karier tenaga kesehatan; Pasal 7 diselaraskan dengan UU 20/2023.',
  entryId: 'task:k3v9qm2x7ab1.revision.1.main:end',
  hash: HASH,
  content: {
    title: 'Rancangan Peraturan Bupati Bungo tentang Pengelolaan Aparatur Sipil Negara',
    sections: [
      { id: 'pasal-1', heading: 'Pasal 1', text: 'Dalam Peraturan Bupati ini yang dimaksud dengan:\n\n1. Daerah adalah Kabupaten Bungo.\n2. Pegawai ASN adalah pegawai negeri sipil dan pegawai pemerintah dengan perjanjian kerja.' },
      { id: 'pasal-4', heading: 'Pasal 4', text: '(1) Kebutuhan pegawai ditetapkan berdasarkan analisis jabatan dan analisis beban kerja.\n\n(2) Jalur karier tenaga kesehatan diatur dengan memperhatikan penugasan di daerah terpencil.' },
      { id: 'pasal-7', heading: 'Pasal 7', text: 'Penilaian kinerja dilaksanakan setiap tiga bulan dan hasilnya **terbuka** bagi pegawai yang dinilai.' },
    ],
  },
};

export const consultation: ConsultationDetail = {
  id: 'k3v9qm2x7ab1.publicConsultation.1',
  title: { id: 'Konsultasi publik', en: 'Public consultation' },
  step: { id: 'publicConsultation', title: { id: 'Konsultasi publik', en: 'Public consultation' }, round: 1 },
  process: official,
  rehearsal: null,
  status: 'closed',
  public: true,
  openedAt: at(-400),
  closesAt: at(-60),
  responses: 34,
  invited: null,
  minimum: 30,
  quorum: null,
  dispositions: 'later',
  undisposed: 3,
  questions: (stepOf('publicConsultation') as Extract<Step, { kind: 'consultation' }>).settings.questions,
  document: documentVersion,
  tallies: [],
  mayDispose: true,
};
const { questions: _questions, document: _document, tallies: _tallies, mayDispose: _mayDispose, ...summary } = consultation;
const consultationSummary: ConsultationSummary = summary;

export const inputs: Input[] = [
  ['Siti Rahmawati', 'support-with-changes', 'Pasal 4', 'Perlu kejelasan insentif bagi perawat yang bertugas di daerah terpencil.'],
  [null, 'oppose', 'Pasal 7', 'Penilaian setiap tiga bulan terlalu sering dan membebani guru.'],
  ['Forum Guru Honorer', 'support', null, 'Kami mendukung; mohon jadwal sosialisasi diumumkan lebih awal.'],
].map(([name, stance, article, text], index) => ({
  id: `input:${consultation.id}:${index}`,
  windowId: consultation.id,
  at: at(-200 + index * 20),
  from: { type: 'public', name: name ?? null },
  answers: { stance: stance!, ...(article && { article }), input: text! },
  disposition: null,
  entryId: `input:${consultation.id}:${index}`,
}));

function stepOf(id: string): Step {
  const step = referenceTemplate.steps.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`The reference template has no step ${id}.`);
  return step;
}

const before = (stepId: string, outcome: string, hours: number): HistoryItem => {
  const step = stepOf(stepId);
  return {
    id: `process:${official.id}:${stepId}#0`,
    at: at(hours),
    actor: { type: 'user', ...drafter },
    step: { id: stepId, kind: step.kind, title: step.title, round: 1 },
    fact: { type: 'step-ended', outcome, by: [drafter], cause: 'act' },
    entry: { id: `process:${official.id}:4`, hash: HASH, stream: `process:${official.id}`, seq: 4, logIndex: 12 },
  };
};

const NOTHING: TaskMaterial = { form: null, document: null, consultations: [], complaint: null, cycle: null, coverage: null, approval: null };

interface Sketch {
  kind: TaskKind;
  stepId: string;
  outcomes: string[];
  dueIn: number | null;
  clock?: TaskDetail['clock'];
  openedBefore?: number;
  round?: number;
  rehearsal?: boolean;
  material?: Partial<TaskMaterial>;
  extra?: Partial<TaskDetail>;
}

function taskOf({ kind, stepId, outcomes, dueIn, clock = 'on-time', openedBefore = 72, round = 1, rehearsal, material, extra }: Sketch): TaskDetail {
  const step = stepOf(stepId);
  const process = rehearsal ? rehearsed : official;
  const roleId = step.role ?? 'legal';
  return {
    id: `${process.id}.${stepId}.${round}.${kind}`,
    kind,
    status: 'open',
    step: { id: stepId, kind: step.kind, title: step.title, round },
    process,
    rehearsal: rehearsal ? { scale: 86_400, clock: { origin: at(0), realOrigin: at(0), scale: 86_400 }, now: at(0) } : null,
    role: { id: roleId, title: referenceTemplate.roles[roleId]?.title ?? { id: roleId } },
    openedAt: at(-openedBefore),
    dueAt: dueIn === null ? null : at(dueIn),
    clock,
    claimedBy: null,
    hasDraft: false,
    endedAt: null,
    endedBy: null,
    outcome: null,
    definition: { id: referenceTemplate.id, version: 1, hash: HASH, title: referenceTemplate.title },
    design: step,
    outcomes,
    candidates: [owner, drafter],
    context: {},
    draft: null,
    material: { ...NOTHING, ...material },
    before: [before('revision', 'submitted', -60), before('publicConsultation', 'closed', -80), before('drafting', 'submitted', -420)],
    result: null,
    mine: true,
    ...extra,
  };
}

const settingsOf = <K extends Step['kind']>(id: string) => stepOf(id).settings as unknown as Extract<Step, { kind: K }>['settings'];
const conditional: Form = {
  fields: [
    ...settingsOf<'task'>('promulgation').form.fields,
    { id: 'corrected', type: 'yes-no', label: { id: 'Ada ralat?', en: 'Any erratum?' }, required: true },
    { id: 'erratum', type: 'long', label: { id: 'Isi ralat', en: 'Erratum' }, required: true, when: 'corrected = true' },
  ],
};

export const tasks: TaskDetail[] = [
  taskOf({ kind: 'approve', stepId: 'adoption', outcomes: ['approved', 'returned', 'rejected', 'abstained'], dueIn: -5, clock: 'overdue', material: { document: documentVersion, approval: { mode: 'chain', link: 1, links: 2, legalBasisRequired: true, separated: false } }, extra: {
    before: [
      { ...before('adoption', 'approved', -20), fact: { type: 'task-ended', taskId: 'x', outcome: 'approved', by: secretary, entryId: 'task:x:end', hash: HASH } },
      before('revision', 'submitted', -60),
    ],
  } }),
  taskOf({ kind: 'form', stepId: 'promulgation', outcomes: ['done'], dueIn: Math.min(4, TODAY), clock: 'at-risk', material: { form: conditional } }),
  taskOf({ kind: 'draft', stepId: 'revision', outcomes: ['submitted'], dueIn: 90, material: { document: documentVersion, consultations: [consultationSummary], form: settingsOf<'drafting'>('revision').form ?? null }, extra: { hasDraft: true, claimedBy: drafter } }),
  taskOf({ kind: 'respond', stepId: 'professionalConsultation', outcomes: ['answered'], dueIn: 60, material: { document: documentVersion, form: settingsOf<'consultation'>('professionalConsultation').questions } }),
  taskOf({ kind: 'dispose', stepId: 'publicConsultation', outcomes: ['disposed'], dueIn: 120, material: { document: documentVersion, consultations: [consultationSummary] } }),
  taskOf({ kind: 'needs-analysis', stepId: 'needsAnalysis', outcomes: ['done'], dueIn: 400, extra: {
    draft: { outcome: 'done', savedAt: at(-1), data: { jobs: [
      { id: 'j1', sector: 'health', title: 'Perawat', qualification: 'Ners', duties: [{ title: 'Pelayanan rawat inap', volume: 5_000, minutes: 30 }, { title: 'Kunjungan rumah', volume: 900, minutes: 75 }], incumbents: 2, retirements: 1 },
      { id: 'j2', sector: 'education', title: 'Guru SD', duties: [{ title: 'Mengajar', volume: 1_200, minutes: 45 }], incumbents: 2, retirements: 0 },
    ] } },
  } }),
  taskOf({ kind: 'organize', stepId: 'socialization', outcomes: ['done'], dueIn: 900, material: { coverage: { windowId: 'k3v9qm2x7ab1.socialization.1', acknowledged: 3_120, needed: 4_750, audience: 5_000, budgetCeiling: 250_000_000 } }, extra: {
    draft: { outcome: 'done', savedAt: at(-2), data: {
      sessions: [{ date: '2027-02-03', place: 'Aula Kantor Bupati', topic: 'Jalur karier', participants: 240, cost: 48_500_000 }],
      resistance: [{ concern: 'Guru khawatir penilaian menambah beban.', action: 'Dialog dengan PGRI dan contoh lembar penilaian singkat.' }],
    } },
  } }),
  taskOf({ kind: 'evaluate', stepId: 'monitoring', outcomes: ['effective', 'revise', 'discontinue'], dueIn: 30, rehearsal: true, material: { cycle: {
    cycle: 3, cycles: 8, from: at(-2_200), to: at(-10),
    indicators: settingsOf<'monitoring'>('monitoring').indicators.map((indicator, n) => ({ ...indicator, previous: [84, 8, null][n] ?? null })),
    survey: { respondents: 27, minimum: 30, index: 78.61, grade: 'B', means: { requirements: 3.1, procedure: 3.2, time: 2.5, cost: 3.9, product: 3.2, competence: 3.3, conduct: 3.4, facilities: 2.9, complaints: 2.8 } },
    complaints: { received: 9, answered: 7 },
  } } }),
  taskOf({ kind: 'measure', stepId: 'monitoring', outcomes: ['done'], dueIn: 200, round: 2, material: { cycle: {
    cycle: 4, cycles: 8, from: at(-100), to: at(200), indicators: settingsOf<'monitoring'>('monitoring').indicators.map((indicator) => ({ ...indicator, previous: null })), survey: null, complaints: null,
  } } }),
  taskOf({ kind: 'complaint', stepId: 'complaints', outcomes: ['acknowledged', 'answered'], dueIn: null, material: { complaint: {
    id: 'c1', at: at(-30), subject: 'Penempatan tidak sesuai', text: 'Saya ditempatkan jauh dari kualifikasi saya, tanpa penjelasan tertulis.\n\nMohon dasar penempatannya.', reporter: null, answerBy: at(250),
  } } }),
];

export const endedTask: TaskDetail = {
  ...taskOf({ kind: 'form', stepId: 'promulgation', outcomes: ['done'], dueIn: -20, round: 2, material: { form: settingsOf<'task'>('promulgation').form } }),
  status: 'completed',
  outcome: 'done',
  endedAt: at(-30),
  endedBy: owner,
  mine: false,
  result: { data: { answers: { number: '12 Tahun 2027', date: '2027-03-01' } }, entryId: 'task:k3v9qm2x7ab1.promulgation.2.form:end', leafHash: HASH },
};

export const receipt = (taskId: string) => ({ entryId: `task:${taskId}:end`, leafHash: HASH, acceptedAt: new Date().toISOString(), repeated: false });
