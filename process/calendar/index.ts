/** The calendar: working days as data, and time counted on them. */
export { before, dueAt, endOfDay, isWorkingDay, localDate, startOfDay, workingDaysBetween } from './arithmetic';
export type { Calendar, Duration, DurationUnit, HolidayYear } from './types';
export { indonesia, provisionalYear } from './indonesia';
export { type CalendarFinding, checkCalendar, checkHolidayYear } from './check';
export { type CalendarDiff, type DateChange, diffCalendars, type MovedDeadline, movedDeadlines, type RunningDeadline } from './diff';
