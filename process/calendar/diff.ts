/** What a new version of a calendar changes: the days, and the running deadlines that it moves. */
import { dueAt, isWorkingDay } from './arithmetic';
import { dayOf, formatDay } from './civil';
import type { Calendar, Duration, HolidayYear } from './types';

type HolidayDay = HolidayYear['days'][number];

export interface DateChange {
  date: string;
  /** Only days that became working days, or ceased to be, move deadlines; a renamed holiday moves nothing. */
  change: 'works-now' | 'rests-now' | 'renamed';
  before?: { kind: HolidayDay['kind']; name: HolidayDay['name'] };
  after?: { kind: HolidayDay['kind']; name: HolidayDay['name'] };
}

export interface CalendarDiff {
  dates: DateChange[];
  /** Years whose status or source differs (a decree has arrived), and years entered or removed. */
  years: { year: string; before: HolidayYear['status'] | 'absent'; after: HolidayYear['status'] | 'absent' }[];
  workWeekChanged: boolean;
  timeZoneChanged: boolean;
}

/**
 * Compares two versions of a calendar over the years that either of them names. In a year that one of them lacks, only the
 * office week rests (C5), so that entering a decree shows what really changes.
 */
export function diffCalendars(before: Calendar, after: Calendar): CalendarDiff {
  const years = [...new Set([...Object.keys(before.years), ...Object.keys(after.years)])].sort();
  return {
    dates: years.flatMap((year) => datesOfYear(before, after, Number(year))),
    years: years.flatMap((year) => {
      const [old, now] = [before.years[year], after.years[year]];
      if (old && now && old.status === now.status && old.source.id === now.source.id) return [];
      return [{ year, before: old?.status ?? ('absent' as const), after: now?.status ?? ('absent' as const) }];
    }),
    workWeekChanged: [...before.workWeek].sort().join() !== [...after.workWeek].sort().join(),
    timeZoneChanged: before.timeZone !== after.timeZone,
  };
}

export interface RunningDeadline {
  id: string;
  fromMs: number;
  duration: Duration;
  /** The due time that holds now; without it, the one that the old calendar gives. */
  dueMs?: number;
}

export interface MovedDeadline {
  id: string;
  fromDueMs: number;
  toDueMs: number;
}

/** The deadlines, among those given, that are due at another time under the new calendar (S47), in the order given. */
export function movedDeadlines(before: Calendar, after: Calendar, deadlines: readonly RunningDeadline[]): MovedDeadline[] {
  return deadlines.flatMap(({ id, fromMs, duration, dueMs }) => {
    const fromDueMs = dueMs ?? dueAt(before, fromMs, duration);
    const toDueMs = dueAt(after, fromMs, duration);
    return fromDueMs === toDueMs ? [] : [{ id, fromDueMs, toDueMs }];
  });
}

function datesOfYear(before: Calendar, after: Calendar, year: number): DateChange[] {
  const [old, now] = [byDate(before.years[year]), byDate(after.years[year])];
  const changes: DateChange[] = [];
  for (let day = dayOf(year, 1, 1), end = dayOf(year + 1, 1, 1); day < end; day++) {
    const date = formatDay(day);
    const [was, is] = [old.get(date), now.get(date)];
    const [worked, works] = [isWorkingDay(before, date), isWorkingDay(after, date)];
    const renamed = was?.name.id !== is?.name.id || was?.kind !== is?.kind;
    if (worked === works && !renamed) continue;
    changes.push({
      date,
      change: worked === works ? 'renamed' : works ? 'works-now' : 'rests-now',
      ...(was ? { before: was } : {}),
      ...(is ? { after: is } : {}),
    });
  }
  return changes;
}

function byDate(year: HolidayYear | undefined): Map<string, { kind: HolidayDay['kind']; name: HolidayDay['name'] }> {
  return new Map((year?.days ?? []).map(({ date, kind, name }) => [date, { kind, name }]));
}
