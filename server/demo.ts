/**
 * What a fresh installation holds: the calendar, and for a demonstration accounts, the two templates as published
 * definitions, and processes under way. Everything is made through the same code as by hand; safe at every start.
 */
import { hash } from 'node:crypto';
import { demoRoles, referenceTemplate, shortDemoRoles, shortTemplate } from '../process/templates';
import { indonesia } from '../process/calendar/indonesia';
import type { ProcessDefinition } from '../process/types';
import type { AccountRole, UserDocument } from '../store/contract';
import { completeTask } from './acts/complete';
import { acceptPublic, publicWindow } from './acts/public-acts';
import { publishVersion } from './acts/publish';
import { startProcess } from './acts/start';
import type { Services } from './acts/services';
import { hashPassword, passwordFits } from './auth/passwords';
import type { Caller } from './http/context';

interface DemoAccount {
  id: string;
  name: string;
  roles: AccountRole[];
}

const stakeholder = (id: string, name: string): DemoAccount => ({ id, name, roles: ['stakeholder'] });

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { id: 'owner', name: 'BKPSDM Kabupaten Bungo', roles: ['owner'] },
  stakeholder('drafter', 'Tim Penyusun'),
  stakeholder('legal', 'Bagian Hukum Setda'),
  stakeholder('secretary', 'Sekretaris Daerah'),
  stakeholder('regent', 'Bupati Bungo'),
  stakeholder('expert1', 'KORPRI Kabupaten Bungo'),
  stakeholder('expert2', 'PGRI Kabupaten Bungo'),
  stakeholder('expert3', 'IDI Cabang Bungo'),
  stakeholder('expert4', 'PPNI Kabupaten Bungo'),
  stakeholder('expert5', 'IBI Cabang Bungo'),
  stakeholder('officer1', 'Dinas Kesehatan'),
  stakeholder('officer2', 'Dinas Pendidikan'),
  stakeholder('officer3', 'Inspektorat Kabupaten'),
  { id: 'auditor', name: 'Auditor BPK', roles: ['auditor'] },
  { id: 'admin', name: 'Administrator Sistem', roles: ['admin'] },
];

/** The calendar that definitions count on. */
export async function seedBasics(services: Services): Promise<void> {
  if (!(await services.stores.calendars.get(indonesia.id))) await services.stores.calendars.replace(indonesia, 0);
}

export interface DemoOptions {
  password: string;
  log: { info(fields: Record<string, unknown>, message: string): void };
  /** How long to wait for the workflows, real ms. */
  patienceMs?: number;
}

export async function seedDemo(services: Services, options: DemoOptions): Promise<void> {
  await seedAccounts(services, options.password);
  for (const template of [referenceTemplate, shortTemplate]) await seedDefinition(services, template);
  await seedReference(services, options);
  await seedShort(services, options);
  options.log.info({ accounts: DEMO_ACCOUNTS.length }, 'the demonstration is ready');
}

export async function seedAccounts(services: Services, password: string): Promise<void> {
  let made: string | undefined;
  for (const account of DEMO_ACCOUNTS) {
    const standing = await services.stores.users.get(account.id);
    if (standing && (await passwordFits(standing.passwordHash, password))) continue;
    // Another password was asked for at this start: it holds from now on. One hash serves all: they share the password.
    made ??= await hashPassword(password);
    const user: UserDocument = standing ? { ...standing, passwordHash: made } : { _id: account.id, name: account.name, roles: account.roles, language: 'id', passwordHash: made };
    await services.stores.users.put(user);
    services.accounts.forget(account.id);
  }
}

export async function seedDefinition(services: Services, definition: ProcessDefinition): Promise<void> {
  const at = services.now();
  await services.records.definitionDrafts.insert({ _id: definition.id, revision: 1, definition, updatedAt: at, updatedBy: 'owner', createdBy: 'owner' });
  // A version that is there already stays the newest, however old the template is.
  if (!(await services.stores.definitions.newest(definition.id))) await publishVersion(services, definition, { id: 'owner' }, 'Templat awal');
}

const caller = async (services: Services, id: string): Promise<Caller> => {
  const account = await services.accounts.active(id);
  if (!account) throw new Error(`no demo account ${id}`);
  return { id, name: account.name, roles: account.roles, language: account.language, by: 'token' };
};

/** A key that is the same at every start, so that nothing is made twice. */
const demoKey = (name: string): string => `demo-${hash('sha256', name, 'hex').slice(0, 32)}`;

interface Scene {
  services: Services;
  processId: string;
  patienceMs: number;
}

/** The reference process in the middle of its consultations: some have answered, others are awaited. */
async function seedReference(services: Services, { patienceMs = 30_000 }: DemoOptions): Promise<void> {
  const started = await startProcess(
    services,
    await caller(services, 'owner'),
    { definitionId: referenceTemplate.id, title: 'Kebijakan Pengelolaan ASN Kabupaten Bungo 2027', roles: demoRoles },
    demoKey('reference'),
  );
  const scene: Scene = { services, processId: started.id, patienceMs };
  await hand(scene, 'needsAnalysis.1.main', 'owner', { data: { jobs: DEMO_JOBS, note: 'Data Februari 2026.' } });
  await hand(scene, 'drafting.1.main', 'drafter', { data: { document: DEMO_DRAFT, changes: 'Rancangan pertama.' } });
  const windowId = `${scene.processId}.publicConsultation.1`;
  if (!(await until(scene, async () => (await services.stores.windows.get(windowId)) !== null))) return;
  for (const [index, input] of DEMO_INPUTS.entries()) {
    const open = await publicWindow(services, windowId, 'consultation', 'id');
    await acceptPublic(services, open, {
      key: demoKey(`input-${index}`),
      type: 'public-input',
      payload: { windowId, kind: 'input', answers: { stance: input.stance, ...(input.article ? { article: input.article } : {}), input: input.text }, name: input.name },
    }).catch(unlessClosed);
  }
  for (const user of ['expert1', 'expert2']) {
    await hand(scene, `professionalConsultation.1.respond-${user}`, user, { data: { answers: { position: 'agree-with-notes', article: 'Pasal 5', input: DEMO_POSITIONS[user] ?? '' } } });
  }
}

/** A short policy that waits for its approval. */
async function seedShort(services: Services, { patienceMs = 30_000 }: DemoOptions): Promise<void> {
  const started = await startProcess(
    services,
    await caller(services, 'owner'),
    { definitionId: shortTemplate.id, title: 'Pedoman kerja fleksibel', roles: shortDemoRoles },
    demoKey('short'),
  );
  const scene: Scene = { services, processId: started.id, patienceMs };
  await hand(scene, 'draft.1.main', 'drafter', { data: { document: DEMO_SHORT_DRAFT } });
  await hand(scene, 'consult.1.respond-expert1', 'expert1', { data: { answers: { input: 'Jelaskan hari wajib kantor.' } } });
}

/** Hands a task in, once it is open; what was done at an earlier start, or by somebody since, is left alone. */
async function hand({ services, processId, patienceMs }: Scene, task: string, user: string, request: { outcome?: string; data: Record<string, unknown> }): Promise<void> {
  const id = `${processId}.${task}`;
  if (!(await until({ services, processId, patienceMs }, async () => (await services.stores.tasks.get(id)) !== null))) throw new Error(`task ${id} did not open`);
  const found = await services.stores.tasks.get(id);
  if (found?.status !== 'open') return;
  await completeTask(services, await caller(services, user), id, request as never).catch(unlessClosed);
}

const unlessClosed = (error: unknown): void => {
  const { code } = error as { code?: string };
  if (code !== 'TASK_CLOSED' && code !== 'ACT_CONFLICT' && code !== 'WINDOW_CLOSED') throw error;
};

async function until({ patienceMs }: Scene, holds: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + patienceMs;
  for (;;) {
    if (await holds()) return true;
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const DEMO_JOBS = [
  {
    id: 'perawat', sector: 'health', title: 'Perawat puskesmas', qualification: 'D3 Keperawatan', incumbents: 212, retirements: 9,
    duties: [{ title: 'Pelayanan rawat jalan', volume: 620_000, minutes: 18 }, { title: 'Kunjungan rumah', volume: 96_000, minutes: 65 }],
  },
  {
    id: 'bidan', sector: 'health', title: 'Bidan desa', qualification: 'D3 Kebidanan', incumbents: 168, retirements: 6,
    duties: [{ title: 'Pemeriksaan ibu dan anak', volume: 410_000, minutes: 30 }],
  },
  {
    id: 'guru-sd', sector: 'education', title: 'Guru kelas SD', qualification: 'S1 PGSD', incumbents: 1_140, retirements: 73,
    duties: [{ title: 'Mengajar', volume: 1_560_000, minutes: 45 }, { title: 'Menilai', volume: 540_000, minutes: 35 }],
  },
];

const section = (number: number, heading: string, text: string) => ({ id: `pasal-${number}`, heading: `Pasal ${number}: ${heading}`, text });

const DEMO_DRAFT = {
  title: 'Rancangan Peraturan Bupati tentang Pengelolaan ASN Kabupaten Bungo',
  sections: [
    section(1, 'Ketentuan umum', 'Dalam Peraturan Bupati ini yang dimaksud dengan **ASN** adalah PNS dan PPPK yang bekerja pada Pemerintah Kabupaten Bungo.'),
    section(2, 'Tujuan', 'Pengelolaan ASN bertujuan memenuhi kebutuhan pegawai bidang kesehatan dan pendidikan sampai dengan tahun 2029.'),
    section(3, 'Pemenuhan kebutuhan', '(1) Kebutuhan dihitung setiap tahun dengan analisis beban kerja.\n\n(2) Hasilnya diumumkan kepada masyarakat.'),
    section(4, 'Penempatan', '(1) Penempatan mengutamakan kecamatan dengan kesenjangan terbesar.\n\n(2) Masa penempatan paling singkat tiga tahun.'),
    section(5, 'Pengembangan kompetensi', 'Setiap ASN berhak atas pelatihan paling sedikit 20 jam pelajaran setahun.'),
  ],
};

const DEMO_SHORT_DRAFT = {
  title: 'Pedoman kerja fleksibel',
  sections: [section(1, 'Ruang lingkup', 'Pedoman ini berlaku bagi unit kerja yang tidak melayani masyarakat secara langsung.'), section(2, 'Hari kerja', 'Paling banyak dua hari seminggu di luar kantor.')],
};

const DEMO_INPUTS: { name: string; stance: string; article?: string; text: string }[] = [
  { name: 'Siti Rahmawati', stance: 'support-with-changes', article: 'Pasal 4', text: 'Masa penempatan tiga tahun terlalu lama bagi tenaga kesehatan yang berkeluarga; mohon dua tahun.' },
  { name: 'Budi Santoso', stance: 'support', text: 'Setuju hasil analisis beban kerja diumumkan. Mohon dimuat per kecamatan.' },
  { name: 'Warga Dusun Candika', stance: 'support', article: 'Pasal 3', text: 'Puskesmas pembantu kami hanya buka dua hari. Semoga segera ada bidan tetap.' },
  { name: 'Forum Guru Honorer', stance: 'support-with-changes', article: 'Pasal 2', text: 'Guru honorer yang telah mengabdi lebih dari lima tahun mohon diutamakan.' },
  { name: '', stance: 'oppose', article: 'Pasal 5', text: 'Dua puluh jam pelatihan tidak cukup; anggarannya juga belum jelas.' },
  { name: 'Dewi Lestari', stance: 'support', text: 'Baik sekali bila warga dapat memantau pelaksanaannya.' },
];

const DEMO_POSITIONS: Record<string, string> = {
  expert1: 'Kami setuju, dengan catatan jalur karier ASN di kecamatan terpencil diatur lebih jelas.',
  expert2: 'Jam pelatihan guru perlu diselaraskan dengan kalender pendidikan.',
};
