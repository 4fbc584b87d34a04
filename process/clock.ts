/**
 * Instance time and real time. An official process runs in real time and has no clock of this kind. A rehearsal's clock
 * runs `scale` times faster; a change of speed begins a new piece at the instant of the change, so instance time never
 * jumps and never goes back.
 */

/** One piece of a rehearsal's clock: instance time is `origin` at the real time `realOrigin`, and runs `scale` times as fast. */
export interface RehearsalClock {
  origin: number;
  realOrigin: number;
  scale: number;
  /** From this instance time on it runs at `scale` no more but at `slow`: fast only to the next thing that happens, then slowly. */
  until?: { at: number; slow: number };
}

/** A day a second. */
export const DAY_A_SECOND = 86_400;

/** A clock that starts now: instance time and real time agree at `realNow`. */
export function startClock(realNow: number, scale: number): RehearsalClock {
  return { origin: realNow, realOrigin: realNow, scale };
}

/** Instance time at a real instant, in whole milliseconds. Without a clock they are the same. */
export function toInstanceTime(clock: RehearsalClock | undefined, realAt: number): number {
  if (!clock) return realAt;
  const { origin, realOrigin, scale, until } = clock;
  const passed = Math.max(0, realAt - realOrigin);
  const reached = origin + passed * scale;
  if (!until || reached <= until.at) return Math.floor(reached);
  return Math.floor(until.at + Math.max(0, passed - realUntil(clock)) * until.slow);
}

/** Whole real milliseconds from the origin to `until`. */
function realUntil({ origin, scale, until }: RehearsalClock): number {
  return until ? Math.ceil((until.at - origin) / scale) : Number.POSITIVE_INFINITY;
}

/** The first real instant (whole milliseconds) at which instance time has reached `at`. */
export function toRealTime(clock: RehearsalClock | undefined, at: number): number {
  if (!clock) return at;
  const { origin, realOrigin, scale, until } = clock;
  if (!until || at <= until.at) return realOrigin + Math.ceil(Math.max(0, at - origin) / scale);
  return realOrigin + realUntil(clock) + Math.ceil((at - until.at) / until.slow);
}

/** The next piece of a clock: from `realNow` on it runs at another speed; with `until`, only so far. */
export function changeSpeed(clock: RehearsalClock, realNow: number, scale: number, until?: RehearsalClock['until']): RehearsalClock {
  const origin = toInstanceTime(clock, realNow);
  const piece = { origin, realOrigin: Math.max(realNow, clock.realOrigin), scale };
  if (!until) return piece;
  return until.at > origin ? { ...piece, until } : { ...piece, scale: until.slow };
}

/** Real milliseconds that a timer must wait until instance time `at`; 0 when it has passed. */
export function realDelay(clock: RehearsalClock | undefined, at: number, realNow: number): number {
  return Math.max(0, toRealTime(clock, at) - realNow);
}
