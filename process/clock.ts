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
  return Math.floor(clock.origin + Math.max(0, realAt - clock.realOrigin) * clock.scale);
}

/** The first real instant (whole milliseconds) at which instance time has reached `at`. */
export function toRealTime(clock: RehearsalClock | undefined, at: number): number {
  if (!clock) return at;
  return clock.realOrigin + Math.ceil(Math.max(0, at - clock.origin) / clock.scale);
}

/** The next piece of a clock: from `realNow` on it runs at another speed. */
export function changeSpeed(clock: RehearsalClock, realNow: number, scale: number): RehearsalClock {
  return { origin: toInstanceTime(clock, realNow), realOrigin: Math.max(realNow, clock.realOrigin), scale };
}

/** Real milliseconds that a timer must wait until instance time `at`; 0 when it has passed. */
export function realDelay(clock: RehearsalClock | undefined, at: number, realNow: number): number {
  return Math.max(0, toRealTime(clock, at) - realNow);
}
