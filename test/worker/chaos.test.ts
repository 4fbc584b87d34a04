/**
 * The worker, Temporal and the store are killed at ten random moments of a rehearsal of the reference process. In the end
 * everything must have happened that happens without: the same facts, the same acts, nothing twice, nothing lost.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DAY, playToTheEnd } from '../../cli/rehearsal/play';
import { demoRoles, referenceTemplate } from '../../process/templates';
import type { ProcessDefinition, Step } from '../../process/types';
import type { WorkflowPayload } from '../../store/contract';
import { startServices, type TestServices } from '../support/services';
import { calendar } from '../workflows/support/definitions';
import { until } from '../workflows/support/world';
import { StoreOffice } from './support/store-office';
import { WorkerProcess } from './support/worker-process';

const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
const KILLS = 10;
const VICTIMS = ['worker', 'temporal', 'mongo'] as const;
/** An hour of outage is a day and a half here, so that nobody misses a deadline because of a kill. */
const PACE = { slow: DAY / 96, fast: 60 * DAY, share: 0.3, everyMs: 25, limitMs: 300_000 };

/** A small audience and fewer cycles: it is the kills that are tested. */
const definition: ProcessDefinition = { ...referenceTemplate, steps: referenceTemplate.steps.map(smaller) };

function smaller(step: Step): Step {
  if (step.kind === 'socialization') return { ...step, settings: { ...step.settings, audienceSize: 20 } };
  if (step.kind === 'monitoring') return { ...step, settings: { ...step.settings, cycles: 3 } };
  return step;
}

let services: TestServices;
let office: StoreOffice;
let worker: WorkerProcess;
const dataDir = mkdtempSync(path.join(tmpdir(), 'musyawarah-chaos-'));

beforeAll(async () => {
  services = await startServices({ restart: true });
  const uri = services.mongoUri('chaos');
  office = await StoreOffice.open(uri, services.temporalAddress);
  worker = new WorkerProcess({ MONGODB_URI: uri, TEMPORAL_ADDRESS: services.temporalAddress, DATA_DIR: dataDir });
  await worker.start();
  await worker.ready();
  await office.publish(definition, calendar);
});
afterAll(async () => {
  worker?.kill();
  await office?.close();
  await services?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it(`gives the same as without kills (CHAOS_SEED=${SEED})`, async () => {
  await rehearse('calm');
  const moments = await rehearse('stormy', killing(random(SEED)));
  console.log(`CHAOS_SEED=${SEED}: ${moments.join(', ')}`);
  expect(moments).toHaveLength(KILLS);
  const calm = await happened('calm');
  expect(Object.values(calm).flat().length).toBeGreaterThan(150);
  expect(await happened('stormy')).toEqual(calm);
  const { tasks, entries } = office.store.collections;
  expect(await tasks.countDocuments({ processId: 'stormy', status: 'open' })).toBe(0);
  await until('every entry in the log', async () => (await entries.countDocuments({ logIndex: { $exists: false } })) === 0, 90_000);
}, 600_000);

type Killer = (running: () => boolean) => Promise<string[]>;

async function rehearse(processId: string, killer: Killer = async () => []): Promise<string[]> {
  await office.start(processId, definition, demoRoles, { scale: PACE.slow });
  let running = true;
  const killed = killer(() => running);
  try {
    await playToTheEnd(office.of(processId), PACE);
  } finally {
    running = false;
  }
  return killed;
}

/** Kills one after the other, each some time after the one before has come back. */
function killing(next: () => number): Killer {
  return async (running) => {
    const moments: string[] = [];
    const began = Date.now();
    while (moments.length < KILLS && running()) {
      await new Promise((resolve) => setTimeout(resolve, 300 + next() * 1_500));
      const victim = VICTIMS[Math.floor(next() * VICTIMS.length)] ?? 'worker';
      moments.push(`${victim} at ${Date.now() - began} ms`);
      await killAndWait(victim);
    }
    return moments;
  };
}

async function killAndWait(victim: (typeof VICTIMS)[number]): Promise<void> {
  if (victim !== 'worker') {
    services.kill(victim);
    await services.restart(victim);
    return;
  }
  worker.kill();
  worker = worker.again();
  await worker.start();
  await worker.ready();
}

/** Everything that an auditor would read, without times, salts and the grouping into entries. */
async function happened(processId: string): Promise<Record<string, string[]>> {
  const entries = await office.store.collections.entries.find({ processId }).toArray();
  const streams: Record<string, string[]> = {};
  const say = (stream: string, line: string): void => void (streams[stream] ??= []).push(line.replaceAll(processId, 'P'));
  for (const { _id, leaf, payload } of entries) {
    if (leaf.actor !== 'engine' || _id.endsWith(':end')) {
      say('acts', `${_id} ${leaf.type} ${leaf.actor} ${JSON.stringify(payload)}`);
      continue;
    }
    const turn = payload as unknown as WorkflowPayload;
    for (const fact of turn.facts ?? []) say(leaf.stream, JSON.stringify(fact, withoutTimes));
    for (const { entryId } of turn.acts ?? []) say(`${leaf.stream} took`, entryId);
  }
  for (const lines of Object.values(streams)) lines.sort();
  return Object.fromEntries(Object.entries(streams).map(([stream, lines]) => [stream.replaceAll(processId, 'P'), lines]));
}

const TIMES = ['at', 'dueAt', 'from', 'to', 'rested', 'hash'];
function withoutTimes(this: Record<string, unknown>, key: string, value: unknown): unknown {
  return TIMES.includes(key) && (typeof value === 'number' || key === 'hash') ? undefined : value;
}

/** Mulberry32: small, seeded, good enough to pick moments. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
