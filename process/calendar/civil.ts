/**
 * Dates as plain day numbers, without `Date`: day 0 is 1970-01-01 of the proleptic Gregorian calendar. All functions are
 * exact, take constant time and work inside Temporal's workflow sandbox and in the browser.
 */

/** Days since 1970-01-01. */
export type Day = number;

export const DAY_MS = 86_400_000;

/** Years are counted from 1 March, so that the leap day is the last of its year and needs no special case. */
const MARCH_1_OF_YEAR_0 = -719_468;
const DAYS_PER_400_YEARS = 146_097;

export interface CivilDate {
  year: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
}

/** The day number of a date. Months outside 1 to 12 run into the neighbouring years. */
export function dayOf(year: number, month: number, day: number): Day {
  const months = year * 12 + (month - 1) - 2;
  const marchYear = Math.floor(months / 12);
  const monthFromMarch = months - marchYear * 12;
  const dayOfMarchYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return MARCH_1_OF_YEAR_0 + marchYear * 365 + leapDays + dayOfMarchYear;
}

/** The date of a day number: the inverse of `dayOf`. */
export function civilOf(day: Day): CivilDate {
  const shifted = day - MARCH_1_OF_YEAR_0;
  const era = Math.floor(shifted / DAYS_PER_400_YEARS);
  const dayOfEra = shifted - era * DAYS_PER_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** How many days the month has. */
function daysInMonth(year: number, month: number): number {
  return dayOf(year, month + 1, 1) - dayOf(year, month, 1);
}

/** `2026-01-31`. */
export function formatDay(day: Day): string {
  const { year, month, day: dayOfMonth } = civilOf(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

/** The day number of `2026-01-31`; undefined for anything that isn't an existing date in this form. */
export function parseDay(date: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayOf(year, month, day);
}
