/**
 * `npm run rehearse [-- --url=… --password=…]`: plays the reference process to its end through the public API with scripted
 * participants, prints what happens, and checks what such a rehearsal has to show. Without a running house it opens one of its
 * own and leaves nothing behind. Exit code 0: all of it was shown; 1: something was missing, and is named.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../embedded/ports';
import { readRunning } from '../../embedded/run-file';
import { demoRoles, referenceTemplate } from '../../process/templates';
import type { ProcessDetail } from '../../server/contract/processes';
import { wordsFor } from '../lib/words.mjs';
import { Api } from '../rehearsal/api';
import { ApiOffice } from '../rehearsal/api-office';
import { Chronicle } from '../rehearsal/chronicle';
import { EVENTS_MAX, figuresOf, historyLengths, isAmongOfficial, verifyLog } from '../rehearsal/outcome';
import { DAY, playToTheEnd, REAL_TIME } from '../rehearsal/play';
import { languageOf, lineOf, wordsIn } from '../rehearsal/words';
import { createSupervisor } from '../supervise';

export const summary = {
  id: 'memainkan proses acuan sampai selesai dalam beberapa menit, dengan peserta bernaskah',
  en: 'plays the reference process to its end in minutes, with scripted participants',
};

const OWNER = 'owner';
const PACE = { share: 0.5, everyMs: 40, limitMs: 20 * 60_000 };

const language = languageOf(process.env);
const words = wordsIn(language);
let closeHouse: (() => Promise<void>) | undefined;

/** Called at Ctrl-C. */
export async function stop(): Promise<void> {
  await closeHouse?.();
}

export async function run(args: string[]): Promise<number> {
  const house = await openHouse(args);
  try {
    return await rehearse(new Api(house.url, house.password), house);
  } finally {
    await stop();
  }
}

async function rehearse(api: Api, house: House): Promise<number> {
  const began = Date.now();
  const body = { definitionId: referenceTemplate.id, title: words.title, roles: demoRoles, rehearsal: { scale: REAL_TIME } };
  const { id, design } = await api.ask<ProcessDetail>('/processes', { method: 'POST', as: OWNER, body });
  const chronicle = new Chronicle(api, id, OWNER, (item) => {
    const line = lineOf(item, language, design);
    if (line !== undefined) print(line);
  });
  // While the clock leaps there is time to read; an outage then is the reading's only, and the next one makes up for it.
  const readAtLeaps = ({ type }: { type: string }): void => void (type === 'leapt' && chronicle.read().catch(() => undefined));
  await playToTheEnd(new ApiOffice(api, id, OWNER), { ...PACE, progress: readAtLeaps });
  await chronicle.read();
  return tellOutcome(api, house, { id, chronicle, seconds: Math.round((Date.now() - began) / 1000) });
}

async function tellOutcome(api: Api, { temporal, passing }: House, { id, chronicle, seconds }: { id: string; chronicle: Chronicle; seconds: number }): Promise<number> {
  const { title, status, startedAt, endedAt } = await api.ask<ProcessDetail>(`/processes/${id}`, { as: OWNER });
  const years = (Date.parse(endedAt ?? startedAt) - Date.parse(startedAt)) / (365.25 * DAY * 1000);
  const figures = figuresOf(chronicle.items);
  const official = await isAmongOfficial(api, id, OWNER);
  const lengths = temporal ? await historyLengths(id, temporal) : [];
  const longest = Math.max(0, ...lengths);
  print('');
  print(words.ended(title, status, years.toLocaleString(language, { maximumFractionDigits: 1 }), seconds));
  print(words.figures(figures));
  print(words.apart(official));
  if (lengths.length > 0) print(words.longest(longest, lengths.length));
  const { entries, root } = await verifyLog(api, id, OWNER);
  print(words.verified(entries, root));
  if (!passing) print(`  ${api.url}/proses/${id}`);
  const shown = {
    status: status === 'completed', extensions: figures.extensions >= 1, returns: figures.returns >= 1, consents: figures.consents >= 1,
    cycles: figures.cycles === 8, apart: !official, longest: longest <= EVENTS_MAX,
  };
  const missing = (Object.keys(shown) as (keyof typeof shown)[]).filter((what) => !shown[what]);
  for (const what of missing) print(words.missing(words.expected[what]));
  return missing.length === 0 ? 0 : 1;
}

// ------------------------------------------------------------------------------------------------ the house

interface House {
  url: string;
  password: string;
  /** How to reach its Temporal, where that is known. */
  temporal?: Record<string, string | undefined>;
  /** It ends with the rehearsal: nobody can look at it afterwards. */
  passing?: true;
}

async function openHouse(args: string[]): Promise<House> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const root = process.env.MUSYAWARAH_ROOT || process.cwd();
  const dataDir = path.resolve(root, process.env.DATA_DIR || '.data');
  const url = option('url');
  const password = option('password') ?? process.env.DEMO_PASSWORD ?? keptPassword(dataDir);
  if (url) return { url: url.replace(/\/$/, ''), password: password ?? '', ...(process.env.TEMPORAL_ADDRESS ? { temporal: process.env } : {}) };
  const running = readRunning(dataDir);
  if (running && password) return { url: running.address, password, temporal: temporalOf(dataDir) };
  return ownHouse(root);
}

const temporalOf = (dataDir: string): Record<string, string | undefined> => {
  const running = readRunning(dataDir);
  return { ...process.env, TEMPORAL_ADDRESS: running?.temporalAddress, TEMPORAL_NAMESPACE: running?.temporalNamespace };
};

function keptPassword(dataDir: string): string | undefined {
  try {
    return readFileSync(path.join(dataDir, 'demo-password'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Services, worker and server on a temporary folder, for this rehearsal only. */
async function ownHouse(root: string): Promise<House> {
  print(words.noHouse);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'musyawarah-rehearsal-'));
  const supervisor = createSupervisor({
    root,
    env: { ...process.env, PUBLIC_URL: undefined, DEMO: '1', LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
    host: '127.0.0.1',
    port: await freePort(),
    dataDir,
    words: wordsFor(),
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
  return { url: address, password: demoPassword ?? '', temporal: temporalOf(dataDir), passing: true };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
