/** A holiday year while it is edited: what is wrong with it, in order. Pure. */
import type { HolidayYearJson } from '../../server/contract/calendars';

export type YearFault = { fault: 'duplicate' | 'otherYear' | 'nameMissing'; date: string };

/** The first fault of each day; an empty date belongs to no year. */
export function yearFaults(year: string, { days }: Pick<HolidayYearJson, 'days'>): YearFault[] {
  const seen = new Set<string>();
  return days.flatMap((day): YearFault[] => {
    const twice = seen.has(day.date);
    seen.add(day.date);
    if (!day.date.startsWith(`${year}-`)) return [{ fault: 'otherYear', date: day.date || '–' }];
    if (twice) return [{ fault: 'duplicate', date: day.date }];
    return day.name.id.trim() === '' ? [{ fault: 'nameMissing', date: day.date }] : [];
  });
}

export const sortedDays = (days: HolidayYearJson['days']): HolidayYearJson['days'] => days.toSorted((a, b) => a.date.localeCompare(b.date));

/** An empty year to fill in. */
export const emptyYear = (): HolidayYearJson => ({ status: 'unverified', source: { id: '' }, days: [] });
