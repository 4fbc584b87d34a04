/**
 * The reference process: how the regency of Bungo makes policy on managing its civil servants, in its eleven steps with
 * their loops, deadlines and parallel branches. It uses every kind of step but `wait`, `notify` and `subprocess`. Drawn in three
 * bands: drafting and consultation, adoption, life in force.
 */
import type { Duration, ProcessDefinition } from '../types';

const days = (amount: number): Duration => ({ amount, unit: 'days' });
const workingDays = (amount: number): Duration => ({ amount, unit: 'working-days' });

const WARN_AT = 0.8;

/** The reference template; every start of it makes a copy with an id of its own. */
export const referenceTemplate: ProcessDefinition = {
  format: 1,
  id: 'kebijakan-pengelolaan-asn',
  title: { id: 'Kebijakan Pengelolaan ASN Kabupaten Bungo', en: 'Policy on Managing the Civil Servants of Bungo Regency' },
  description: {
    id: 'Dari analisis kebutuhan sampai monitoring dan evaluasi: perumusan, konsultasi, harmonisasi, fasilitasi, penetapan, pengundangan, sosialisasi, dan dua tahun pemantauan.',
    en: 'From the needs analysis to monitoring and evaluation: drafting, consultation, harmonisation, facilitation, adoption, promulgation, socialization, and two years of monitoring.',
  },
  calendar: 'indonesia',
  roles: {
    owner: { title: { id: 'Pemilik kebijakan (BKPSDM)', en: 'Policy owner (BKPSDM)' }, kind: 'people' },
    draftingTeam: { title: { id: 'Tim penyusun', en: 'Drafting team' }, kind: 'people' },
    professionalOrganisations: { title: { id: 'Organisasi profesi', en: 'Professional organisations' }, kind: 'people' },
    agencies: { title: { id: 'Perangkat daerah', en: 'Regional agencies' }, kind: 'people' },
    public: { title: { id: 'Masyarakat', en: 'The public' }, kind: 'public' },
    legal: { title: { id: 'Bagian Hukum', en: 'Legal section' }, kind: 'people' },
    province: { title: { id: 'Pemerintah provinsi', en: 'Provincial government' }, kind: 'people' },
    secretary: { title: { id: 'Sekretaris Daerah', en: 'Regency secretary' }, kind: 'people' },
    regent: { title: { id: 'Bupati', en: 'Regent' }, kind: 'people' },
    civilServants: { title: { id: 'Seluruh ASN', en: 'All civil servants' }, kind: 'everyone' },
    inspectorate: { title: { id: 'Inspektorat', en: 'Inspectorate' }, kind: 'people' },
  },
  data: {
    type: 'object',
    properties: {
      staffNeed: { type: 'number', title: { id: 'Kebutuhan pegawai', en: 'Staff needed' } },
      staffGap: { type: 'number', title: { id: 'Kesenjangan pegawai', en: 'Staff gap' } },
      materialChanges: { type: 'boolean', title: { id: 'Ada perubahan materiil', en: 'Material changes' }, default: false },
      regulationNumber: { type: 'string', title: { id: 'Nomor peraturan', en: 'Number of the regulation' } },
      promulgatedOn: { type: 'string', format: 'date', title: { id: 'Tanggal pengundangan', en: 'Date of promulgation' } },
    },
  },
  steps: [
    { id: 'start', kind: 'start', title: { id: 'Mulai', en: 'Start' }, settings: {}, position: { x: 0, y: 200 } },
    {
      id: 'needsAnalysis',
      kind: 'needs-analysis',
      title: { id: 'Analisis kebutuhan', en: 'Needs analysis' },
      description: {
        id: 'Beban kerja dan kualifikasi bidang kesehatan dan pendidikan, serta pertumbuhan penduduk.',
        en: 'Workload and qualifications in health and education, and the growth of the population.',
      },
      role: 'owner',
      deadline: { within: workingDays(20), reminders: [workingDays(3)], warnAt: WARN_AT, overdue: { action: 'remind' } },
      settings: {
        workingYearMinutes: 75_000,
        sectors: [
          { id: 'health', title: { id: 'Kesehatan', en: 'Health' } },
          { id: 'education', title: { id: 'Pendidikan', en: 'Education' } },
        ],
        output: { need: 'staffNeed', gap: 'staffGap' },
      },
      position: { x: 280, y: 200 },
    },
    {
      id: 'drafting',
      kind: 'drafting',
      title: { id: 'Penyusunan rancangan', en: 'Drafting' },
      role: 'draftingTeam',
      deadline: { within: workingDays(30), reminders: [workingDays(5)], warnAt: WARN_AT, overdue: { action: 'remind' } },
      settings: {
        instructions: {
          id: 'Susun naskah rancangan peraturan bupati beserta penjelasannya, berdasarkan hasil analisis kebutuhan.',
          en: "Write the draft regent's regulation with its explanation, on the basis of the needs analysis.",
        },
      },
      position: { x: 640, y: 200 },
    },
    { id: 'consultations', kind: 'fork', title: { id: 'Konsultasi dimulai', en: 'Consultations begin' }, settings: {}, position: { x: 960, y: 190 } },
    {
      id: 'publicConsultation',
      kind: 'consultation',
      title: { id: 'Konsultasi publik', en: 'Public consultation' },
      role: 'owner',
      deadline: { within: days(14), reminders: [days(3)], warnAt: WARN_AT, overdue: { action: 'close' } },
      settings: {
        public: true,
        documentOf: 'drafting',
        questions: {
          fields: [
            {
              id: 'stance',
              type: 'choice',
              label: { id: 'Pendapat Anda tentang rancangan ini', en: 'Your view of this draft' },
              required: true,
              options: [
                { value: 'support', label: { id: 'Mendukung', en: 'I support it' } },
                { value: 'support-with-changes', label: { id: 'Mendukung dengan perubahan', en: 'I support it with changes' } },
                { value: 'oppose', label: { id: 'Tidak mendukung', en: 'I oppose it' } },
              ],
            },
            { id: 'article', type: 'short', label: { id: 'Pasal yang dimaksud', en: 'Article concerned' }, max: 100 },
            { id: 'input', type: 'long', label: { id: 'Masukan Anda', en: 'Your input' }, required: true, max: 5_000 },
          ],
        },
        minimum: 30,
        extension: { times: 1, by: days(7) },
        dispositions: 'later',
      },
      position: { x: 1080, y: 60 },
    },
    {
      id: 'professionalConsultation',
      kind: 'consultation',
      title: { id: 'Konsultasi organisasi profesi', en: 'Consultation of professional organisations' },
      role: 'owner',
      deadline: { within: workingDays(10), reminders: [workingDays(3)], warnAt: WARN_AT, overdue: { action: 'close' } },
      settings: {
        invited: 'professionalOrganisations',
        documentOf: 'drafting',
        questions: {
          fields: [
            {
              id: 'position',
              type: 'choice',
              label: { id: 'Sikap organisasi', en: "The organisation's position" },
              required: true,
              options: [
                { value: 'agree', label: { id: 'Setuju', en: 'Agrees' } },
                { value: 'agree-with-notes', label: { id: 'Setuju dengan catatan', en: 'Agrees with notes' } },
                { value: 'disagree', label: { id: 'Tidak setuju', en: 'Disagrees' } },
              ],
            },
            { id: 'article', type: 'short', label: { id: 'Pasal yang dimaksud', en: 'Article concerned' }, max: 100 },
            { id: 'input', type: 'long', label: { id: 'Masukan dan alasannya', en: 'Input and its reasons' }, required: true, max: 10_000 },
          ],
        },
        quorum: 3,
        closeWhenAllAnswered: true,
        dispositions: 'later',
      },
      position: { x: 1080, y: 310 },
    },
    {
      id: 'consultationsDone',
      kind: 'join',
      title: { id: 'Konsultasi selesai', en: 'Consultations done' },
      settings: {},
      position: { x: 1400, y: 190 },
    },
    {
      id: 'revision',
      kind: 'drafting',
      title: { id: 'Revisi dan tindak lanjut masukan', en: 'Revision and dispositions' },
      role: 'draftingTeam',
      deadline: { within: workingDays(10), reminders: [workingDays(2)], warnAt: WARN_AT, overdue: { action: 'remind' } },
      settings: {
        instructions: {
          id: 'Tindak lanjuti setiap masukan dengan alasan, lalu ajukan naskah hasil revisi.',
          en: 'Dispose of every piece of input with a reason, then submit the revised draft.',
        },
        dispositionsOf: ['publicConsultation', 'professionalConsultation'],
        form: {
          fields: [
            {
              id: 'materialChanges',
              type: 'yes-no',
              label: { id: 'Apakah ada perubahan materiil?', en: 'Are there material changes?' },
              help: {
                id: 'Perubahan materiil dikonsultasikan kembali, paling banyak tiga putaran.',
                en: 'Material changes are put to consultation again, three rounds at most.',
              },
              required: true,
              variable: 'materialChanges',
            },
          ],
        },
      },
      position: { x: 0, y: 520 },
    },
    {
      id: 'furtherRound',
      kind: 'decision',
      title: { id: 'Perlu konsultasi lagi?', en: 'Another round of consultation?' },
      settings: {
        branches: [
          {
            outcome: 'again',
            title: { id: 'Ya, ada perubahan materiil', en: 'Yes, there are material changes' },
            condition: 'materialChanges = true and rounds.publicConsultation < 3',
          },
        ],
        otherwise: { outcome: 'onward', title: { id: 'Tidak, lanjut', en: 'No, go on' } },
      },
      position: { x: 280, y: 520 },
    },
    {
      id: 'harmonisation',
      kind: 'approval',
      title: { id: 'Harmonisasi', en: 'Harmonisation' },
      deadline: {
        within: workingDays(5),
        reminders: [workingDays(1)],
        warnAt: WARN_AT,
        overdue: { action: 'remind' },
        pause: ['revision'],
      },
      settings: {
        mode: 'one',
        approvers: ['legal'],
        mayReturn: true,
        mayReject: false,
        notAuthorsOf: ['drafting', 'revision'],
        legalBasisRequired: true,
      },
      position: { x: 640, y: 520 },
    },
    {
      id: 'facilitation',
      kind: 'approval',
      title: { id: 'Fasilitasi gubernur', en: 'Facilitation by the governor' },
      description: {
        id: 'Diam selama 15 hari kerja dianggap setuju.',
        en: 'Silence for 15 working days counts as consent.',
      },
      deadline: { within: workingDays(15), reminders: [workingDays(5)], warnAt: WARN_AT, overdue: { action: 'consent' } },
      settings: {
        mode: 'one',
        approvers: ['province'],
        mayReturn: true,
        mayReject: false,
        notAuthorsOf: ['drafting', 'revision'],
        legalBasisRequired: true,
      },
      position: { x: 920, y: 520 },
    },
    {
      id: 'adoption',
      kind: 'approval',
      title: { id: 'Penetapan: Sekda, lalu Bupati', en: 'Adoption: secretary, then regent' },
      deadline: {
        within: workingDays(5),
        reminders: [workingDays(1)],
        warnAt: WARN_AT,
        overdue: { action: 'escalate', to: 'regent' },
      },
      settings: {
        mode: 'chain',
        approvers: ['secretary', 'regent'],
        mayReturn: true,
        mayReject: true,
        notAuthorsOf: ['drafting', 'revision'],
        legalBasisRequired: true,
        deadlineEach: true,
      },
      position: { x: 1200, y: 520 },
    },
    {
      id: 'rejected',
      kind: 'end',
      title: { id: 'Ditolak', en: 'Rejected' },
      settings: { result: 'withdrawn' },
      position: { x: 1500, y: 660 },
    },
    {
      id: 'promulgation',
      kind: 'task',
      title: { id: 'Pengundangan', en: 'Promulgation' },
      role: 'legal',
      deadline: { within: workingDays(3), reminders: [workingDays(1)], overdue: { action: 'remind' } },
      settings: {
        instructions: {
          id: 'Beri nomor dan tanggal, lalu undangkan dalam Berita Daerah.',
          en: 'Give number and date, and publish it in the regional gazette.',
        },
        form: {
          fields: [
            {
              id: 'number',
              type: 'short',
              label: { id: 'Nomor peraturan', en: 'Number of the regulation' },
              required: true,
              max: 50,
              variable: 'regulationNumber',
            },
            {
              id: 'date',
              type: 'date',
              label: { id: 'Tanggal pengundangan', en: 'Date of promulgation' },
              required: true,
              variable: 'promulgatedOn',
            },
            { id: 'gazette', type: 'short', label: { id: 'Nomor Berita Daerah', en: 'Number of the gazette' }, max: 50 },
          ],
        },
      },
      position: { x: 1500, y: 520 },
    },
    {
      id: 'socialization',
      kind: 'socialization',
      title: { id: 'Sosialisasi dan pelatihan', en: 'Socialization and training' },
      role: 'owner',
      deadline: { within: workingDays(60), reminders: [workingDays(10)], warnAt: WARN_AT, overdue: { action: 'close' } },
      settings: {
        audience: 'civilServants',
        audienceSize: 5_000,
        target: 0.95,
        budgetCeiling: 250_000_000,
        material: {
          id: 'Ringkasan kebijakan pengelolaan ASN: hak, kewajiban, jalur karier, dan tata cara pengaduan.',
          en: 'Summary of the policy on managing civil servants: rights, duties, careers, and how to complain.',
        },
        quiz: {
          questions: [
            {
              id: 'purpose',
              label: { id: 'Untuk siapa kebijakan ini berlaku?', en: 'To whom does this policy apply?' },
              options: [
                { value: 'all', label: { id: 'Seluruh ASN Kabupaten Bungo', en: 'All civil servants of Bungo regency' } },
                { value: 'new', label: { id: 'Hanya pegawai baru', en: 'New staff only' } },
              ],
              right: 'all',
            },
            {
              id: 'complaint',
              label: { id: 'Ke mana keluhan atas pelaksanaannya disampaikan?', en: 'Where do complaints about it go?' },
              options: [
                { value: 'desk', label: { id: 'Meja pengaduan kebijakan ini', en: "This policy's complaints desk" } },
                { value: 'none', label: { id: 'Tidak dapat disampaikan', en: 'There is no way to complain' } },
              ],
              right: 'desk',
            },
          ],
          passScore: 2,
        },
        incentives: {
          id: 'Unit kerja yang lebih dahulu mencapai 95 % mendapat prioritas pelatihan.',
          en: 'Units that reach 95 % first have priority in training.',
        },
      },
      position: { x: 0, y: 960 },
    },
    { id: 'inForce', kind: 'fork', title: { id: 'Kebijakan berlaku', en: 'Policy in force' }, settings: {}, position: { x: 320, y: 950 } },
    {
      id: 'monitoring',
      kind: 'monitoring',
      title: { id: 'Monitoring dan evaluasi', en: 'Monitoring and evaluation' },
      role: 'inspectorate',
      settings: {
        every: { amount: 3, unit: 'months' },
        cycles: 8,
        indicators: [
          {
            id: 'vacancies',
            title: { id: 'Formasi kesehatan dan pendidikan yang terisi', en: 'Posts in health and education that are filled' },
            unit: '%',
            baseline: 78,
            target: 92,
            better: 'higher',
          },
          {
            id: 'serviceTime',
            title: { id: 'Rata-rata waktu layanan kepegawaian', en: 'Mean time of a personnel service' },
            unit: 'hari',
            baseline: 12,
            target: 5,
            better: 'lower',
          },
          {
            id: 'training',
            title: { id: 'ASN yang mengikuti pelatihan per tahun', en: 'Civil servants trained each year' },
            unit: '%',
            baseline: 35,
            target: 60,
            better: 'higher',
          },
        ],
        survey: { kind: 'skm', minimum: 30 },
        complaintsOf: 'complaints',
        evaluateWithin: workingDays(10),
      },
      position: { x: 460, y: 820 },
    },
    {
      id: 'complaints',
      kind: 'complaints',
      title: { id: 'Meja pengaduan', en: 'Complaints desk' },
      role: 'agencies',
      settings: {
        acknowledgeWithin: workingDays(3),
        answerWithin: workingDays(14),
        escalateTo: 'owner',
        anonymous: true,
        closesWith: 'monitoring',
      },
      position: { x: 460, y: 1070 },
    },
    { id: 'reviewed', kind: 'join', title: { id: 'Pemantauan selesai', en: 'Monitoring done' }, settings: {}, position: { x: 780, y: 950 } },
    {
      id: 'verdict',
      kind: 'decision',
      title: { id: 'Perlu direvisi?', en: 'Does it need revision?' },
      settings: {
        branches: [
          {
            outcome: 'revise',
            title: { id: 'Ya, revisi kebijakan', en: 'Yes, revise the policy' },
            condition: 'outcomes.monitoring = "revise"',
          },
        ],
        otherwise: { outcome: 'close', title: { id: 'Tidak, selesai', en: 'No, finish' } },
      },
      position: { x: 1020, y: 960 },
    },
    { id: 'done', kind: 'end', title: { id: 'Selesai', en: 'Completed' }, settings: { result: 'completed' }, position: { x: 1360, y: 960 } },
  ],
  flows: [
    { id: 'f1', from: 'start', outcome: 'started', to: 'needsAnalysis' },
    { id: 'f2', from: 'needsAnalysis', outcome: 'done', to: 'drafting' },
    { id: 'f3', from: 'drafting', outcome: 'submitted', to: 'consultations' },
    { id: 'f4', from: 'consultations', outcome: 'each', to: 'publicConsultation' },
    { id: 'f5', from: 'consultations', outcome: 'each', to: 'professionalConsultation' },
    { id: 'f6', from: 'publicConsultation', outcome: 'closed', to: 'consultationsDone' },
    { id: 'f7', from: 'publicConsultation', outcome: 'insufficient', to: 'consultationsDone' },
    { id: 'f8', from: 'professionalConsultation', outcome: 'closed', to: 'consultationsDone' },
    { id: 'f9', from: 'professionalConsultation', outcome: 'insufficient', to: 'consultationsDone' },
    { id: 'f10', from: 'consultationsDone', outcome: 'all', to: 'revision' },
    { id: 'f11', from: 'revision', outcome: 'submitted', to: 'furtherRound' },
    { id: 'f12', from: 'furtherRound', outcome: 'again', to: 'consultations' },
    { id: 'f13', from: 'furtherRound', outcome: 'onward', to: 'harmonisation' },
    { id: 'f14', from: 'harmonisation', outcome: 'approved', to: 'facilitation' },
    { id: 'f15', from: 'harmonisation', outcome: 'returned', to: 'revision' },
    { id: 'f16', from: 'facilitation', outcome: 'approved', to: 'adoption' },
    { id: 'f17', from: 'facilitation', outcome: 'returned', to: 'revision' },
    { id: 'f18', from: 'adoption', outcome: 'approved', to: 'promulgation' },
    { id: 'f19', from: 'adoption', outcome: 'returned', to: 'revision' },
    { id: 'f20', from: 'adoption', outcome: 'rejected', to: 'rejected' },
    { id: 'f21', from: 'promulgation', outcome: 'done', to: 'socialization' },
    { id: 'f22', from: 'socialization', outcome: 'covered', to: 'inForce' },
    { id: 'f23', from: 'socialization', outcome: 'uncovered', to: 'inForce' },
    { id: 'f24', from: 'inForce', outcome: 'each', to: 'monitoring' },
    { id: 'f25', from: 'inForce', outcome: 'each', to: 'complaints' },
    { id: 'f26', from: 'monitoring', outcome: 'effective', to: 'reviewed' },
    { id: 'f27', from: 'monitoring', outcome: 'revise', to: 'reviewed' },
    { id: 'f28', from: 'monitoring', outcome: 'discontinue', to: 'reviewed' },
    { id: 'f29', from: 'complaints', outcome: 'closed', to: 'reviewed' },
    { id: 'f30', from: 'reviewed', outcome: 'all', to: 'verdict' },
    { id: 'f31', from: 'verdict', outcome: 'revise', to: 'drafting' },
    { id: 'f32', from: 'verdict', outcome: 'close', to: 'done' },
  ],
};
