/** A holiday year while it is edited. Pure. */
import { checkHolidayYear, type CalendarFinding } from '../../process/calendar/check';
import { provisionalYear } from '../../process/calendar/indonesia';
import type { Holiday, HolidayYearJson } from '../../server/contract/calendars';

export interface YearFindings {
  /** The year can't be saved with them. */
  errors: CalendarFinding[];
  /** Worth a second look; each with the day that would settle it, where a day is missing. */
  doubts: { finding: CalendarFinding; missing?: Holiday }[];
}

/** What the calendar's own check says of the year as entered: the server refuses by the same rules. */
export function findingsOf(year: string, draft: HolidayYearJson, workWeek: readonly number[]): YearFindings {
  const all = checkHolidayYear(Number(year), draft, workWeek);
  const fixed = new Map(provisionalYear(Number(year)).days.map((day) => [day.date, day]));
  return {
    errors: all.filter(({ severity }) => severity === 'error'),
    doubts: all
      .filter(({ severity }) => severity === 'warning')
      .map((finding) => {
        const missing = finding.rule === 'fixed-holiday-missing' ? fixed.get(String(finding.params.date)) : undefined;
        return { finding, ...(missing && { missing }) };
      }),
  };
}

export const sortedDays = (days: HolidayYearJson['days']): HolidayYearJson['days'] => days.toSorted((a, b) => a.date.localeCompare(b.date));

/** An empty year to fill in. */
export const emptyYear = (): HolidayYearJson => ({ status: 'unverified', source: { id: '' }, days: [] });
