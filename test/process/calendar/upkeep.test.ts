/** What an administrator's change of a calendar means, and the guess that fills the form before the decree. */
import { checkCalendar, checkHolidayYear, diffCalendars, indonesia, movedDeadlines } from '../../../process/calendar';
import { easterOf, guessYear } from '../../../process/calendar/guess';
import { formatDay } from '../../../process/calendar/civil';
import type { Calendar, HolidayYear } from '../../../process/calendar/types';

const at = (text: string): number => Date.parse(`${text}+07:00`);
const year2026 = indonesia.years['2026'] as HolidayYear;
const withYear = (year: string, entered: HolidayYear): Calendar => ({ ...indonesia, years: { ...indonesia.years, [year]: entered } });
const leave = { date: '2026-08-18', kind: 'collective-leave' as const, name: { id: 'Cuti bersama tambahan' } };
const changed = withYear('2026', { ...year2026, days: [...year2026.days.filter(({ date }) => date !== '2026-06-16'), leave] });

test('[C5] a change names the days that rest now, work now, and are only renamed', () => {
  expect(diffCalendars(indonesia, changed).dates.map(({ date, change }) => [date, change])).toEqual([
    ['2026-06-16', 'works-now'],
    ['2026-08-18', 'rests-now'],
  ]);
  expect(diffCalendars(indonesia, indonesia)).toEqual({ dates: [], years: [], workWeekChanged: false, timeZoneChanged: false });
});

test('[C5 S47] only deadlines in working days over a changed day move', () => {
  const over = { fromMs: at('2026-08-14T09:00'), duration: { amount: 3, unit: 'working-days' as const } };
  const moved = movedDeadlines(indonesia, changed, [
    { id: 'over', ...over },
    { id: 'calendar days', fromMs: over.fromMs, duration: { amount: 5, unit: 'days' } },
    { id: 'before it', fromMs: at('2026-07-01T09:00'), duration: { amount: 3, unit: 'working-days' } },
  ]);
  expect(moved).toEqual([{ id: 'over', fromDueMs: at('2026-08-20T23:59:59.999'), toDueMs: at('2026-08-21T23:59:59.999') }]);
});

test('the calendar that we ship has no error', () => {
  expect(checkCalendar(indonesia).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each<[string, HolidayYear]>([
  ['date-invalid', { ...year2026, days: [...year2026.days, { ...leave, date: '2026-02-29' }] }],
  ['date-of-other-year', { ...year2026, days: [...year2026.days, { ...leave, date: '2027-01-04' }] }],
  ['date-twice', { ...year2026, days: [...year2026.days, leave, leave] }],
  ['day-name', { ...year2026, days: [...year2026.days, { ...leave, name: { id: ' ' } }] }],
  ['leave-on-rest-day', { ...year2026, days: [...year2026.days, { ...leave, date: '2026-08-22' }] }],
  ['source-missing', { ...year2026, source: { id: '' } }],
  ['decree-number', { ...year2026, status: 'decreed', source: { id: 'SKB Tiga Menteri' } }],
  ['fixed-holiday-missing', { ...year2026, days: year2026.days.filter(({ date }) => date !== '2026-08-17') }],
])('a year as entered: %s is found', (rule, entered) => {
  expect(checkHolidayYear(2026, entered, indonesia.workWeek).map((finding) => finding.rule)).toEqual([rule]);
});

test.each([[2024, '2024-03-31'], [2025, '2025-04-20'], [2026, '2026-04-05'], [2027, '2027-03-28'], [2038, '2038-04-25']])('Easter of %i is %s', (year, date) => {
  expect(formatDay(easterOf(year))).toBe(date);
});

test('[C6] the guess for 2026 misses no announced holiday by more than a day, and says that it is a guess', () => {
  const guess = guessYear(2026);
  expect(guess.status).toBe('provisional');
  const guessed = guess.days.map(({ date }) => Date.parse(date));
  for (const { date } of year2026.days.filter(({ kind }) => kind === 'holiday')) {
    expect(Math.min(...guessed.map((ms) => Math.abs(ms - Date.parse(date))))).toBeLessThanOrEqual(86_400_000);
  }
});
