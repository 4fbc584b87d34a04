import type { Localized } from '../types';

/** Units of a length of time. Day units end with their last day (rules C1...); the others are exact. */
export type DurationUnit = 'minutes' | 'hours' | 'days' | 'working-days' | 'months';

export interface Duration {
  /** A whole number above 0. */
  amount: number;
  unit: DurationUnit;
}

/** Working days of one office. Holiday years are data that an administrator keeps, each with its source. */
export interface Calendar {
  id: string;
  timeZone: string;
  /** ISO weekdays, 1 = Monday. */
  workWeek: number[];
  years: Record<string, HolidayYear>;
}

export interface HolidayYear {
  /** `decreed`: entered from the decree; `unverified`: believed but its number is missing; `provisional`: computed. */
  status: 'decreed' | 'unverified' | 'provisional';
  source: Localized;
  days: { date: string; kind: 'holiday' | 'collective-leave'; name: Localized }[];
}
