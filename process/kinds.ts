/** The kinds of step as the palette offers them: names, what they are for, and a new step with sensible values. */
import type { Deadline, Duration, Localized, Position, Step, StepId, StepKind, StepOf } from './types';

export type KindGroup = 'flow' | 'work' | 'participation' | 'decision' | 'follow-up';

export interface KindInfo {
  kind: StepKind;
  group: KindGroup;
  title: Required<Localized>;
  description: Required<Localized>;
  /** `always`: rule role-needed asks for one; `sometimes`: its settings decide; `never`: the engine does it alone. */
  role: 'always' | 'sometimes' | 'never';
  /** May it have a deadline? */
  deadline: boolean;
}

/** A ready variant of a kind for a step that the law of policy making knows by name. */
export interface Preset {
  id: string;
  kind: StepKind;
  title: Required<Localized>;
  description: Required<Localized>;
  settings?: Record<string, unknown>;
  deadline?: Deadline;
}

const days = (amount: number): Duration => ({ amount, unit: 'days' });
const workingDays = (amount: number): Duration => ({ amount, unit: 'working-days' });

function info(
  kind: StepKind,
  group: KindGroup,
  title: [id: string, en: string],
  description: [id: string, en: string],
  has: Pick<KindInfo, 'role' | 'deadline'>,
): KindInfo {
  return {
    kind,
    group,
    title: { id: title[0], en: title[1] },
    description: { id: description[0], en: description[1] },
    ...has,
  };
}

const alone = { role: 'never', deadline: false } as const;
const work = { role: 'always', deadline: true } as const;

/** Every kind, in the order of the palette. */
export const KINDS: Record<StepKind, KindInfo> = {
  start: info('start', 'flow', ['Mulai', 'Start'], ['Tempat proses dimulai.', 'Where the process begins.'], alone),
  end: info(
    'end',
    'flow',
    ['Selesai', 'End'],
    [
      'Menuntaskan proses, atau membatalkannya beserta semua yang masih berjalan.',
      'Completes the process, or withdraws it with all that still runs.',
    ],
    alone,
  ),
  'needs-analysis': info(
    'needs-analysis',
    'work',
    ['Analisis kebutuhan', 'Needs analysis'],
    [
      'Analisis beban kerja dan kualifikasi per sektor; kebutuhan dan kesenjangan dihitung.',
      'Workload and qualifications by sector; need and gap are computed.',
    ],
    work,
  ),
  drafting: info(
    'drafting',
    'work',
    ['Penyusunan', 'Drafting'],
    [
      'Tim menyusun versi dokumen dan menindaklanjuti masukan.',
      'A team writes versions of the document and disposes of input.',
    ],
    work,
  ),
  task: info(
    'task',
    'work',
    ['Tugas', 'Task'],
    ['Pekerjaan dengan formulir, misalnya pengundangan.', 'Work with a form, such as promulgation.'],
    work,
  ),
  consultation: info(
    'consultation',
    'participation',
    ['Konsultasi', 'Consultation'],
    [
      'Satu putaran masukan dari undangan, masyarakat, atau keduanya.',
      'One round of input from invited people, the public, or both.',
    ],
    { role: 'sometimes', deadline: true },
  ),
  approval: info(
    'approval',
    'decision',
    ['Persetujuan', 'Approval'],
    [
      'Satu orang, berjenjang, kuorum, atau bulat; dapat disetujui, dikembalikan, atau ditolak.',
      'One person, a chain, a quorum or all; approved, returned or rejected.',
    ],
    { role: 'never', deadline: true },
  ),
  decision: info(
    'decision',
    'decision',
    ['Keputusan', 'Decision'],
    ['Cabang pertama yang syaratnya terpenuhi oleh data.', 'The first branch whose condition holds for the data.'],
    alone,
  ),
  socialization: info(
    'socialization',
    'follow-up',
    ['Sosialisasi', 'Socialization'],
    [
      'Memastikan semua yang terkait mengetahui dan memahami kebijakan.',
      'Makes sure that everyone concerned knows and understands the policy.',
    ],
    work,
  ),
  monitoring: info(
    'monitoring',
    'follow-up',
    ['Monitoring dan evaluasi', 'Monitoring and evaluation'],
    [
      'Pengukuran berkala: indikator, survei kepuasan, pengaduan, lalu penilaian.',
      'Recurring measurement: indicators, survey, complaints, then a verdict.',
    ],
    { role: 'always', deadline: false },
  ),
  complaints: info(
    'complaints',
    'follow-up',
    ['Pengaduan', 'Complaints'],
    [
      'Meja pengaduan masyarakat selama kebijakan berlaku.',
      'A desk for complaints from the public while the policy is in force.',
    ],
    { role: 'always', deadline: false },
  ),
  fork: info(
    'fork',
    'flow',
    ['Percabangan paralel', 'Fork'],
    ['Beberapa cabang berjalan bersamaan.', 'Several branches run at the same time.'],
    alone,
  ),
  join: info(
    'join',
    'flow',
    ['Penggabungan', 'Join'],
    ['Menunggu semua cabang yang masih berjalan.', 'Waits for every branch that still runs.'],
    alone,
  ),
  wait: info(
    'wait',
    'flow',
    ['Tunggu', 'Wait'],
    ['Menunggu selama waktu tertentu atau sampai suatu tanggal.', 'Waits for a time or until a date.'],
    alone,
  ),
  notify: info(
    'notify',
    'flow',
    ['Pemberitahuan', 'Notify'],
    ['Mengirim pesan kepada suatu peran.', 'Sends a message to a role.'],
    alone,
  ),
  subprocess: info(
    'subprocess',
    'flow',
    ['Subproses', 'Subprocess'],
    [
      'Menjalankan rancangan lain yang sudah terbit dan menunggunya selesai.',
      'Runs another published definition and waits for its end.',
    ],
    { role: 'never', deadline: true },
  ),
};

const reminders = [workingDays(2)];

const DEADLINES: Partial<Record<StepKind, Deadline>> = {
  task: { within: workingDays(5), reminders: [workingDays(1)], warnAt: 0.8, overdue: { action: 'remind' } },
  'needs-analysis': {
    within: workingDays(20),
    reminders: [workingDays(3)],
    warnAt: 0.8,
    overdue: { action: 'remind' },
  },
  drafting: { within: workingDays(30), reminders: [workingDays(5)], warnAt: 0.8, overdue: { action: 'remind' } },
  consultation: { within: days(14), reminders: [days(3)], warnAt: 0.8, overdue: { action: 'close' } },
  approval: { within: workingDays(5), reminders: [workingDays(1)], warnAt: 0.8, overdue: { action: 'remind' } },
  socialization: { within: workingDays(60), reminders: [workingDays(10)], warnAt: 0.8, overdue: { action: 'close' } },
};

const SETTINGS: { [K in StepKind]: StepOf<K>['settings'] } = {
  start: {},
  end: { result: 'completed' },
  task: { form: { fields: [] } },
  'needs-analysis': {
    workingYearMinutes: 75_000,
    sectors: [
      { id: 'health', title: { id: 'Kesehatan', en: 'Health' } },
      { id: 'education', title: { id: 'Pendidikan', en: 'Education' } },
    ],
  },
  drafting: {},
  consultation: {
    public: true,
    questions: {
      fields: [{ id: 'input', type: 'long', label: { id: 'Masukan Anda', en: 'Your input' }, required: true }],
    },
    extension: { times: 1, by: days(7) },
    minimum: 30,
    dispositions: 'none',
  },
  approval: { mode: 'one', approvers: [], mayReturn: true, mayReject: false, legalBasisRequired: true },
  socialization: { audience: '', target: 0.95, material: { id: '', en: '' } },
  monitoring: {
    every: { amount: 3, unit: 'months' },
    cycles: 8,
    indicators: [],
    survey: { kind: 'skm' },
    evaluateWithin: workingDays(10),
  },
  complaints: {
    acknowledgeWithin: workingDays(3),
    answerWithin: workingDays(14),
    escalateTo: '',
    anonymous: true,
    closesWith: '',
  },
  decision: {
    branches: [{ outcome: 'yes', title: { id: 'Ya', en: 'Yes' }, condition: '' }],
    otherwise: { outcome: 'no', title: { id: 'Tidak', en: 'No' } },
  },
  fork: {},
  join: {},
  wait: { for: days(7) },
  notify: { to: '', subject: { id: '', en: '' }, message: { id: '', en: '' } },
  subprocess: { definitionId: '' },
};

/** Steps that the law of regional regulations names, ready to put down. */
export const PRESETS: Preset[] = [
  {
    id: 'harmonisation',
    kind: 'approval',
    title: { id: 'Harmonisasi', en: 'Harmonisation' },
    description: { id: 'Pemeriksaan keselarasan dengan peraturan lain.', en: 'Check of the draft against other law.' },
    settings: { mayReturn: true, mayReject: false, legalBasisRequired: true },
    deadline: { within: workingDays(5), reminders, warnAt: 0.8, overdue: { action: 'remind' } },
  },
  {
    id: 'facilitation',
    kind: 'approval',
    title: { id: 'Fasilitasi', en: 'Facilitation' },
    description: {
      id: 'Pembinaan oleh gubernur; diam selama 15 hari kerja dianggap setuju.',
      en: "The governor's review; silence for 15 working days is consent.",
    },
    settings: { mayReturn: true, mayReject: false, legalBasisRequired: true },
    deadline: { within: workingDays(15), reminders, warnAt: 0.8, overdue: { action: 'consent' } },
  },
  {
    id: 'promulgation',
    kind: 'task',
    title: { id: 'Pengundangan', en: 'Promulgation' },
    description: { id: 'Nomor, tanggal, dan berita daerah.', en: 'Number, date and gazette.' },
    settings: {
      form: {
        fields: [
          { id: 'number', type: 'short', label: { id: 'Nomor', en: 'Number' }, required: true },
          {
            id: 'date',
            type: 'date',
            label: { id: 'Tanggal pengundangan', en: 'Date of promulgation' },
            required: true,
          },
          { id: 'gazette', type: 'short', label: { id: 'Berita Daerah Nomor', en: 'Gazette number' } },
        ],
      },
    },
    deadline: { within: workingDays(3), reminders: [workingDays(1)], overdue: { action: 'remind' } },
  },
];

/** A new step of a kind: right in shape, with the usual deadline; what only its owner can know is left empty. */
export function newStep<K extends StepKind>(kind: K, id: StepId, position: Position): StepOf<K> {
  const deadline = DEADLINES[kind];
  const step = {
    id,
    kind,
    title: { ...KINDS[kind].title },
    ...(deadline ? { deadline: structuredCopy(deadline) } : {}),
    settings: structuredCopy(SETTINGS[kind]),
    position: { ...position },
  };
  return step as unknown as StepOf<K>;
}

/** A new step from a preset. */
export function newStepFrom(preset: Preset, id: StepId, position: Position): Step {
  const step = newStep(preset.kind, id, position);
  return {
    ...step,
    title: { ...preset.title },
    settings: { ...step.settings, ...structuredCopy(preset.settings ?? {}) },
    ...(preset.deadline ? { deadline: structuredCopy(preset.deadline) } : {}),
  } as Step;
}

/** Steps are plain JSON, so this is a whole copy, everywhere (`structuredClone` is missing in workflows). */
function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
