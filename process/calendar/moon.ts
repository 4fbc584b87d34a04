/**
 * New and full moons, to some minutes: the mean phase and its largest periodic terms (Meeus, *Astronomical Algorithms*,
 * chapter 49, shortened). Good for guessing a date, not for deciding one.
 */

const SYNODIC_MONTH = 29.530588861;
/** Mean new moon of 6 January 2000, as a Julian ephemeris day. */
const FIRST_NEW_MOON = 2_451_550.09766;
const UNIX_EPOCH_JULIAN = 2_440_587.5;
const DAY_MS = 86_400_000;
/** Terrestrial time runs ahead of UTC by about this much in these decades. */
const DELTA_T_MS = 70_000;

/** Instants of all new or full moons in `[fromMs, toMs)`. */
export function moonPhases(phase: 'new' | 'full', fromMs: number, toMs: number): number[] {
  const offset = phase === 'new' ? 0 : 0.5;
  const first = Math.floor((fromMs / DAY_MS + UNIX_EPOCH_JULIAN - FIRST_NEW_MOON) / SYNODIC_MONTH) - 1;
  const last = Math.ceil((toMs / DAY_MS + UNIX_EPOCH_JULIAN - FIRST_NEW_MOON) / SYNODIC_MONTH) + 1;
  const found: number[] = [];
  for (let month = first; month <= last; month++) {
    const ms = phaseInstant(month + offset, phase);
    if (ms >= fromMs && ms < toMs) found.push(ms);
  }
  return found;
}

function phaseInstant(month: number, phase: 'new' | 'full'): number {
  const centuries = month / 1236.85;
  const mean = FIRST_NEW_MOON + SYNODIC_MONTH * month + 0.00015437 * centuries ** 2;
  const sun = radians(2.5534 + 29.1053567 * month);
  const moon = radians(201.5643 + 385.81693528 * month);
  const latitude = radians(160.7108 + 390.67050284 * month);
  const common = 0.01608 * Math.sin(2 * moon) + 0.01039 * Math.sin(2 * latitude) + 0.0074 * Math.sin(moon - sun);
  const [byMoon, bySun] = phase === 'new' ? [-0.4072, 0.17241] : [-0.40614, 0.17302];
  const correction = byMoon * Math.sin(moon) + bySun * Math.sin(sun) + common - 0.00515 * Math.sin(moon + sun);
  return (mean + correction - UNIX_EPOCH_JULIAN) * DAY_MS - DELTA_T_MS;
}

const radians = (degrees: number): number => ((degrees % 360) * Math.PI) / 180;
