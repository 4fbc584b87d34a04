/**
 * `npm run rehearse [-- --url=… --password=…]`: plays the reference process to its end through the public API with scripted
 * participants, and prints what happened. Without a running house it opens one of its own and leaves nothing behind.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../embedded/ports';
import { readRunning } from '../../embedded/run-file';
import { demoRoles, referenceTemplate } from '../../process/templates';
import type { HistoryItem } from '../../server/contract/history';
import type { ProcessDetail } from '../../server/contract/processes';
import { Api } from '../rehearsal/api';
import { ApiOffice } from '../rehearsal/api-office';
import { DAY, playToTheEnd, REAL_TIME } from '../rehearsal/play';
import { createSupervisor } from '../supervise';

export const summary = {
  id: 'memainkan proses acuan sampai selesai dalam beberapa menit, dengan peserta bernaskah',
  en: 'plays the reference process to its end in minutes, with scripted participants',
};

const OWNER = 'owner';
const PACE = { share: 0.5, everyMs: 50, limitMs: 20 * 60_000 };

let closeHouse: (() => Promise<void>) | undefined;

/** Called at Ctrl-C. */
export async function stop(): Promise<void> {
  await closeHouse?.();
}

export async function run(args: string[]): Promise<number> {
  const house = await openHouse(args);
  try {
    await rehearse(new Api(house.url, house.password));
    return 0;
  } finally {
    await stop();
  }
}

async function rehearse(api: Api): Promise<void> {
  const began = Date.now();
  const body = { definitionId: referenceTemplate.id, title: 'Geladi: Kebijakan Pengelolaan ASN', roles: demoRoles, rehearsal: { scale: REAL_TIME } };
  const { id } = await api.ask<ProcessDetail>('/processes', { method: 'POST', as: OWNER, body });
  const office = new ApiOffice(api, id, OWNER);
  await playToTheEnd(office, { ...PACE, progress: (event) => print(`${new Date(event.at).toISOString().slice(0, 10)}  ${JSON.stringify(event)}`) });
  await tellWhatHappened(api, id, began);
}

async function tellWhatHappened(api: Api, id: string, began: number): Promise<void> {
  const process = await api.ask<ProcessDetail>(`/processes/${id}`, { as: OWNER });
  const history = await wholeHistory(api, id);
  const count = (type: string): number => history.filter(({ fact }) => fact.type === type).length;
  const years = (Date.parse(process.endedAt ?? process.startedAt) - Date.parse(process.startedAt)) / (365.25 * DAY * 1000);
  print('');
  print(`${process.title}: ${process.status}, ${years.toFixed(1)} tahun dalam ${Math.round((Date.now() - began) / 1000)} detik`);
  print(`  perpanjangan ${count('extended')} · langkah selesai ${count('step-ended')} · siklus ${count('cycle-ended')} · tugas ${count('task-ended')}`);
  print(`  ${api.url}/proses/${id}`);
}

async function wholeHistory(api: Api, id: string): Promise<HistoryItem[]> {
  const items: HistoryItem[] = [];
  for (let cursor = ''; ; ) {
    const page: { items: HistoryItem[]; next: string | null } = await api.ask(`/processes/${id}/history?limit=200${cursor}`, { as: OWNER });
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}

// ------------------------------------------------------------------------------------------------ the house

interface House {
  url: string;
  password: string;
}

async function openHouse(args: string[]): Promise<House> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const root = process.env.MUSYAWARAH_ROOT || process.cwd();
  const dataDir = path.resolve(root, process.env.DATA_DIR || '.data');
  const url = option('url');
  const password = option('password') ?? process.env.DEMO_PASSWORD ?? keptPassword(dataDir);
  if (url) return { url: url.replace(/\/$/, ''), password: password ?? '' };
  const running = readRunning(dataDir);
  if (running && password) return { url: running.address, password };
  return ownHouse(root);
}

function keptPassword(dataDir: string): string | undefined {
  try {
    return readFileSync(path.join(dataDir, 'demo-password'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Services, worker and server on a temporary folder, for this rehearsal only. */
async function ownHouse(root: string): Promise<House> {
  print('Tidak ada server yang berjalan: menyiapkan satu untuk geladi ini …');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'musyawarah-rehearsal-'));
  const say = (what: string) => (...details: unknown[]) => `${what}: ${details.join(', ')}`;
  const supervisor = createSupervisor({
    root,
    env: { ...process.env, PUBLIC_URL: undefined, DEMO: '1', LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
    host: '127.0.0.1',
    port: await freePort(),
    dataDir,
    words: {
      dataInUse: say('data folder in use'), partMissing: say('not built'), partFell: say('fell'), notReady: say('not ready'), fell: say('fell'),
    },
    progress: print,
    news: print,
  });
  closeHouse = async () => {
    closeHouse = undefined;
    await supervisor.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  await supervisor.provision();
  const { address, demoPassword } = await supervisor.start();
  return { url: address, password: demoPassword ?? '' };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
