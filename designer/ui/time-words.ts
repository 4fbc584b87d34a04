/** How long, in the largest unit that reads well; pure, so that it can be proved. */
import { toInstanceTime } from '../../process/clock';

export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days' | 'months' | 'years';

const SIZES: [TimeUnit, number, number][] = [
  // unit, its length in ms, from how many ms it is used
  ['years', 365.25 * 86_400_000, 2 * 365.25 * 86_400_000],
  ['months', 30.44 * 86_400_000, 60 * 86_400_000],
  ['days', 86_400_000, 36 * 3_600_000],
  ['hours', 3_600_000, 90 * 60_000],
  ['minutes', 60_000, 60_000],
  ['seconds', 1_000, 0],
];

/** A length of time as a count of one unit, rounded to the nearest. */
export function roughLength(ms: number): { unit: TimeUnit; count: number } {
  const length = Math.abs(ms);
  const [unit, size] = SIZES.find(([, , from]) => length >= from)!;
  return { unit, count: Math.round(length / size) };
}

/** Instance time of a process whose clock may run faster than ours. */
export interface ProcessClock {
  /** Instance time at `realOrigin`, ms. */
  origin: number;
  realOrigin: number;
  /** 1 for the real thing. */
  scale: number;
  /** From this instance time on it runs at `slow` instead. */
  until?: { at: number; slow: number };
}

export const instanceTime = (clock: ProcessClock | undefined, realNow: number): number => toInstanceTime(clock, realNow);

/** Epoch milliseconds of an API time: RFC 3339 text, or milliseconds already. */
export const msOf = (time: number | string): number => (typeof time === 'number' ? time : Date.parse(time));

/** The clock of a rehearsal as the API tells it; `undefined` for an official process, which runs on ours. */
export function clockOf(rehearsal: { clock: { origin: string; realOrigin: string; scale: number; until?: { at: string; slow: number } | undefined } } | null | undefined): ProcessClock | undefined {
  if (!rehearsal) return undefined;
  const { origin, realOrigin, scale, until } = rehearsal.clock;
  return { origin: msOf(origin), realOrigin: msOf(realOrigin), scale, ...(until ? { until: { at: msOf(until.at), slow: until.slow } } : {}) };
}
