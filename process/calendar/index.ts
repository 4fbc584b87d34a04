/** The calendar: working days as data, and time counted on them. */
export { before, dueAt, endOfDay, isWorkingDay, localDate, startOfDay, workingDaysBetween } from './arithmetic';
export type { Calendar, Duration, DurationUnit, HolidayYear } from './types';
export { indonesia, provisionalYear } from './indonesia';
