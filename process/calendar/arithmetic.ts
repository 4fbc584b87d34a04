/**
 * Counting time on an office's calendar. Day units end with the last millisecond of their last day, and the day on which
 * the counting begins isn't counted; minutes and hours are exact.
 */
import { Temporal } from 'temporal-polyfill';
import type { Calendar, Duration } from './types';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Indonesia's zones have had one offset since 1964, so the common case needs no time zone data. */
const FIXED_OFFSETS: Record<string, number> = {
  UTC: 0,
  'Asia/Jakarta': 7 * 60 * MINUTE,
  'Asia/Pontianak': 7 * 60 * MINUTE,
  'Asia/Makassar': 8 * 60 * MINUTE,
  'Asia/Jayapura': 9 * 60 * MINUTE,
};

/** No count goes further than this; a calendar without any working day ends here. */
const DAYS_MAX = 150_000;

/** The local date (`2026-11-24`) at an instant. */
export function localDate(calendar: Calendar, at: number): string {
  return dateOf(localDay(calendar, at));
}

/** The last millisecond of a local date. */
export function endOfDay(calendar: Calendar, date: string): number {
  return endOf(calendar, dayOf(date));
}

/** The first millisecond of a local date. */
export function startOfDay(calendar: Calendar, date: string): number {
  return endOf(calendar, dayOf(date) - 1) + 1;
}

/** Is this local date a working day: in the office week, and neither holiday nor collective leave? */
export function isWorkingDay(calendar: Calendar, date: string): boolean {
  return worksOn(calendar, dayOf(date));
}

/** The end of a length of time that begins at `from`. */
export function dueAt(calendar: Calendar, from: number, duration: Duration): number {
  return shifted(calendar, from, duration, 1);
}

/** The instant that lies a length of time before `at`: for days, the end of the day that many days earlier. */
export function before(calendar: Calendar, at: number, duration: Duration): number {
  return shifted(calendar, at, duration, -1);
}

/** How many working days lie after the day of `from`, up to and with the day of `to`. 0 where `to` is not later. */
export function workingDaysBetween(calendar: Calendar, from: number, to: number): number {
  const last = Math.min(localDay(calendar, to), localDay(calendar, from) + DAYS_MAX);
  let count = 0;
  for (let day = localDay(calendar, from) + 1; day <= last; day++) if (worksOn(calendar, day)) count++;
  return count;
}

function shifted(calendar: Calendar, at: number, { amount, unit }: Duration, direction: 1 | -1): number {
  const day = localDay(calendar, at);
  switch (unit) {
    case 'minutes':
      return at + direction * amount * MINUTE;
    case 'hours':
      return at + direction * amount * 60 * MINUTE;
    case 'days':
      return endOf(calendar, day + direction * amount);
    case 'months':
      return endOf(calendar, monthsAway(day, direction * amount));
    case 'working-days':
      return endOf(calendar, workingDaysAway(calendar, day, amount, direction));
  }
}

function workingDaysAway(calendar: Calendar, from: number, amount: number, direction: 1 | -1): number {
  let day = from;
  for (let n = 0, left = amount; left > 0 && n < DAYS_MAX; n++) {
    day += direction;
    if (worksOn(calendar, day)) left--;
  }
  return day;
}

/** The same day of another month; the last one where that month is shorter. */
function monthsAway(day: number, months: number): number {
  const date = new Date(day * DAY);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return Math.round(date.getTime() / DAY);
}

// ------------------------------------------------------------------------------------------------ days as numbers

const dayOf = (date: string): number => Math.floor(Date.parse(date) / DAY);
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

function localDay(calendar: Calendar, at: number): number {
  const fixed = FIXED_OFFSETS[calendar.timeZone];
  if (fixed !== undefined) return Math.floor((at + fixed) / DAY);
  return dayOf(Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString());
}

function endOf(calendar: Calendar, day: number): number {
  const fixed = FIXED_OFFSETS[calendar.timeZone];
  if (fixed !== undefined) return (day + 1) * DAY - fixed - 1;
  return Temporal.PlainDate.from(dateOf(day + 1)).toZonedDateTime(calendar.timeZone).epochMilliseconds - 1;
}

/** Days off of a calendar, as day numbers; made once for each calendar object. */
const daysOff = new WeakMap<Calendar, Set<number>>();

function worksOn(calendar: Calendar, day: number): boolean {
  let off = daysOff.get(calendar);
  if (!off) {
    off = new Set(Object.values(calendar.years).flatMap((year) => year.days.map(({ date }) => dayOf(date))));
    daysOff.set(calendar, off);
  }
  // 1970-01-01, day 0, was a Thursday (ISO weekday 4).
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  return calendar.workWeek.includes(weekday) && !off.has(day);
}
