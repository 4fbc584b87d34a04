/**
 * Worker, server, Temporal and store are killed at ten random moments of a rehearsal of the reference process, which people
 * play over the API. In the end everything must have happened that happens without: the same facts, the same acts, nothing
 * twice, nothing lost, and a ledger that verifies.
 */
import { ApiOffice } from '../../cli/rehearsal/api-office';
import { playToTheEnd, REAL_TIME, type Progress } from '../../cli/rehearsal/play';
import { demoRoles, referenceTemplate } from '../../process/templates';
import type { ProcessDefinition, Step } from '../../process/types';
import type { ProcessDetail } from '../../server/contract/processes';
import { logIdentity, signerOf } from '../../store';
import { verifyStore } from '../../store/verify';
import { until } from '../workflows/support/world';
import { House, type Victim } from './support/house';
import { whatHappened } from './support/what-happened';

const RANDOM_STORMS = 3;
/** One storm for each seed: always the same one, unless CHAOS_SEED names others, separated by commas, or asks for `random` ones. */
const SEEDS = seedsOf(process.env.CHAOS_SEED);

function seedsOf(asked: string | undefined): number[] {
  if (asked === 'random') return Array.from({ length: RANDOM_STORMS }, () => Math.floor(Math.random() * 1_000_000));
  return asked ? asked.split(',').map(Number) : [1];
}

const KILLS = 10;
const VICTIMS: readonly Victim[] = ['worker', 'server', 'temporal', 'mongo'];
/** After a participant's act, at most. */
const DELAY_MS = 700;
const PACE = { share: 0.3, everyMs: 30, limitMs: 500_000 };
const LIMIT_MS = 600_000;

/** A small audience and fewer cycles: it is the kills that are tested. */
const definition: ProcessDefinition = { ...referenceTemplate, id: 'storm', steps: referenceTemplate.steps.map(smaller) };

function smaller(step: Step): Step {
  if (step.kind === 'socialization') return { ...step, settings: { ...step.settings, audienceSize: 20 } };
  if (step.kind === 'monitoring') return { ...step, settings: { ...step.settings, cycles: 3 } };
  return step;
}

let house: House;
/** The rehearsal without kills: its process, and how many steps it took. */
const calm = { id: '', steps: 0 };

beforeAll(async () => {
  house = await House.open();
  await house.publish(definition);
  calm.id = await rehearse(() => void calm.steps++);
}, LIMIT_MS);
afterAll(async () => {
  await house?.close();
});

it.each(SEEDS)('gives the same as without kills (CHAOS_SEED=%d)', async (seed) => {
  const storm = new Storm(seed, calm.steps);
  const stormy = await toTheEnd(storm).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}\n${storm.tell()}\n${house.lastWords()}`);
  });
  console.log(storm.tell());
  expect(storm.kills).toHaveLength(KILLS);

  const { entries, tasks } = house.store.collections;
  await until('every act named and every entry in the log', async () => {
    const waiting = { processId: stormy, $or: [{ logIndex: { $exists: false } }, { untold: true }] };
    return (await entries.countDocuments(waiting)) === 0;
  }, 120_000);
  const expected = await whatHappened(house.store.collections, calm.id);
  expect(Object.values(expected).flat().length).toBeGreaterThan(250);
  expect(await whatHappened(house.store.collections, stormy)).toEqual(expected);
  expect(await tasks.countDocuments({ processId: stormy, status: 'open' })).toBe(0);
  const verified = await verifyStore(house.store.collections, signerOf(logIdentity({ DATA_DIR: house.dataDir })));
  expect(verified.entries).toBeGreaterThan(400);
}, LIMIT_MS);

/** Plays through the storm, until the end and until everything is back. */
async function toTheEnd(storm: Storm): Promise<string> {
  const id = await rehearse(() => storm.step());
  await storm.calmed();
  return id;
}

/** Plays one rehearsal; gives its process. */
async function rehearse(progress: (progress: Progress) => void): Promise<string> {
  const body = { definitionId: definition.id, title: 'Badai', roles: demoRoles, rehearsal: { scale: REAL_TIME } };
  const { id } = await house.api.ask<ProcessDetail>('/processes', { method: 'POST', as: 'owner', body });
  await playToTheEnd(new ApiOffice(house.api, id, 'owner'), { ...PACE, progress });
  return id;
}

/** Ten kills, one in each tenth of the rehearsal, each some moments after somebody has done something; every victim at least twice. */
class Storm {
  readonly kills: string[] = [];
  private readonly plan: { step: number; victim: Victim; delayMs: number }[];
  private readonly last = new Map<Victim, Promise<void>>();
  private steps = 0;
  private readonly began = Date.now();

  constructor(private readonly seed: number, stepsInAll: number) {
    const next = random(seed);
    const victims = shuffled([...VICTIMS, ...VICTIMS, ...VICTIMS].slice(0, KILLS), next);
    this.plan = victims.map((victim, n) => {
      const step = 1 + Math.floor(((n + next()) / KILLS) * (stepsInAll - 2));
      return { step, victim, delayMs: next() * DELAY_MS };
    });
  }

  /** The rehearsal has come one step further. */
  step(): void {
    this.steps++;
    for (const { step, victim, delayMs } of this.plan) if (step === this.steps) this.strike(victim, delayMs);
  }

  /** Everything is back. */
  async calmed(): Promise<void> {
    await Promise.all(this.last.values());
  }

  tell(): string {
    return `CHAOS_SEED=${this.seed}: ${this.kills.join(', ')}; ${Date.now() - this.began} ms in all`;
  }

  /** Victims fall independently of each other; the same one, only once it is back. */
  private strike(victim: Victim, delayMs: number): void {
    const before = this.last.get(victim) ?? Promise.resolve();
    const fallen = before
      .then(() => new Promise((resolve) => setTimeout(resolve, delayMs)))
      .then(() => {
        this.kills.push(`${victim} at step ${this.steps}, ${Date.now() - this.began} ms`);
        return house.kill(victim);
      });
    this.last.set(victim, fallen);
    // `calmed` reports it; until then nobody looks.
    fallen.catch(() => undefined);
  }
}

function shuffled<T>(items: T[], next: () => number): T[] {
  for (let n = items.length - 1; n > 0; n--) {
    const other = Math.floor(next() * (n + 1));
    [items[n], items[other]] = [items[other] as T, items[n] as T];
  }
  return items;
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
