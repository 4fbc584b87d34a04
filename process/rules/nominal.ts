import type { Duration } from '../types';

const MINUTES = { minutes: 1, hours: 60, days: 1_440, 'working-days': 2_016, months: 43_830 } as const;

/** About how long a duration is, in minutes: a working day counts 7/5 of a day, a month 30.4 days. For comparing only. */
export function nominalMinutes(duration: Duration): number {
  return duration.amount * MINUTES[duration.unit];
}
