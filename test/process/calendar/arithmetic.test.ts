import fc from 'fast-check';
import { before, dueAt, endOfDay, indonesia, isWorkingDay, localDate, startOfDay, workingDaysBetween } from '../../../process/calendar';
import type { Calendar } from '../../../process/types';

const DAY = 86_400_000;
const at = (text: string, zone = '+07:00'): number => Date.parse(`${text}${zone}`);
const show = (time: number): string => new Date(time + 7 * 3_600_000).toISOString().slice(0, 23);

describe('[C1] local dates and working days', () => {
  test.each([
    ['2026-01-01T00:00', '2026-01-01'],
    ['2025-12-31T23:59', '2025-12-31'],
    ['2026-06-30T06:59', '2026-06-30'],
  ])('%s is on %s', (time, date) => expect(localDate(indonesia, at(time))).toBe(date));

  test.each([
    ['2026-01-02', true],
    ['2026-01-03', false],
    ['2026-01-16', false],
    ['2026-03-20', false],
    ['2026-03-25', true],
    ['2027-08-17', false],
    ['2040-12-25', true],
  ])('%s: %s', (date, expected) => expect(isWorkingDay(indonesia, date)).toBe(expected));

  test('a day has a first and a last millisecond', () => {
    expect(endOfDay(indonesia, '2026-01-05') + 1).toBe(startOfDay(indonesia, '2026-01-06'));
    expect(localDate(indonesia, endOfDay(indonesia, '2026-01-05'))).toBe('2026-01-05');
    expect(localDate(indonesia, startOfDay(indonesia, '2026-01-05'))).toBe('2026-01-05');
  });
});

describe('[C2 C3] due times', () => {
  test.each([
    ['2026-01-05T09:00', 90, 'minutes', '2026-01-05T10:30:00.000'],
    ['2026-01-05T20:00', 10, 'hours', '2026-01-06T06:00:00.000'],
    ['2026-01-05T09:00', 14, 'days', '2026-01-19T23:59:59.999'],
    ['2026-01-05T09:00', 5, 'working-days', '2026-01-12T23:59:59.999'],
    ['2026-03-13T23:59', 3, 'working-days', '2026-03-25T23:59:59.999'],
    ['2026-01-10T12:00', 1, 'working-days', '2026-01-12T23:59:59.999'],
    ['2026-01-31T09:00', 1, 'months', '2026-02-28T23:59:59.999'],
    ['2027-11-30T09:00', 3, 'months', '2028-02-29T23:59:59.999'],
    ['2026-01-15T09:00', 24, 'months', '2028-01-15T23:59:59.999'],
  ] as const)('%s + %d %s = %s', (from, amount, unit, due) => {
    expect(show(dueAt(indonesia, at(from), { amount, unit }))).toBe(due);
  });
});

describe('[C4] backwards', () => {
  test.each([
    ['2026-01-12T23:59:59.999', 1, 'working-days', '2026-01-09T23:59:59.999'],
    ['2026-03-25T23:59:59.999', 1, 'working-days', '2026-03-17T23:59:59.999'],
    ['2026-01-19T23:59:59.999', 3, 'days', '2026-01-16T23:59:59.999'],
    ['2026-03-31T23:59:59.999', 1, 'months', '2026-02-28T23:59:59.999'],
    ['2026-01-05T10:30', 90, 'minutes', '2026-01-05T09:00:00.000'],
  ] as const)('%s - %d %s = %s', (from, amount, unit, then) => {
    expect(show(before(indonesia, at(from), { amount, unit }))).toBe(then);
  });
});

/** The slow way: asks every single day, by its text. */
function naiveWorkingDays(calendar: Calendar, from: string, count: number): string {
  const off = new Set(Object.values(calendar.years).flatMap((year) => year.days.map((day) => day.date)));
  let date = from;
  for (let left = count; left > 0; ) {
    date = new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
    const weekday = new Date(date).getUTCDay() || 7;
    if (calendar.workWeek.includes(weekday) && !off.has(date)) left -= 1;
  }
  return date;
}

test('[C1 C2] working days agree with a day-by-day walk over ten years, in several zones and weeks', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_650 }),
      fc.integer({ min: 0, max: DAY - 1 }),
      fc.integer({ min: 1, max: 260 }),
      fc.constantFrom('Asia/Jakarta', 'Asia/Jayapura', 'Europe/Berlin', 'America/New_York'),
      fc.constantFrom<number[]>([1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], [7, 1, 2, 3, 4]),
      (day, time, amount, timeZone, workWeek) => {
        const calendar = { ...indonesia, timeZone, workWeek };
        const from = Date.parse('2026-01-01T00:00:00Z') + day * DAY + time;
        const due = dueAt(calendar, from, { amount, unit: 'working-days' });
        expect(localDate(calendar, due)).toBe(naiveWorkingDays(calendar, localDate(calendar, from), amount));
        expect(localDate(calendar, due + 1)).not.toBe(localDate(calendar, due));
        expect(workingDaysBetween(calendar, from, due)).toBe(amount);
        expect(before(calendar, due, { amount, unit: 'working-days' })).toBeLessThan(due);
      },
    ),
    { numRuns: 300, seed: 20261124 },
  );
});

test('[C1] every day of ten years: one day after the other, in order', () => {
  let date = '2026-01-01';
  let end = endOfDay(indonesia, date);
  for (let n = 0; n < 3_653; n++) {
    const next = endOfDay(indonesia, localDate(indonesia, end + 1));
    expect(next - end).toBe(DAY);
    expect(Date.parse(localDate(indonesia, next)) - Date.parse(date)).toBe(DAY);
    date = localDate(indonesia, next);
    end = next;
  }
});

test('[C2] a zone with summer time: the day of the change is an hour shorter', () => {
  const berlin = { ...indonesia, timeZone: 'Europe/Berlin' };
  expect(endOfDay(berlin, '2026-03-29') - startOfDay(berlin, '2026-03-29') + 1).toBe(23 * 3_600_000);
  expect(dueAt(berlin, at('2026-03-28T12:00', '+01:00'), { amount: 1, unit: 'days' })).toBe(at('2026-03-29T23:59:59.999', '+02:00'));
});

test('[C1] a calendar without any working day gives an answer all the same', () => {
  const never = { ...indonesia, workWeek: [] };
  expect(dueAt(never, at('2026-01-05T09:00'), { amount: 1, unit: 'working-days' })).toBeGreaterThan(at('2100-01-01T00:00'));
  expect(workingDaysBetween(never, at('2026-01-05T09:00'), at('2036-01-05T09:00'))).toBe(0);
});

test('[C5 C6] the first calendar says where it comes from, and holds each day once', () => {
  for (const [year, { status, days, source }] of Object.entries(indonesia.years)) {
    expect(status).toBe(year === '2026' ? 'unverified' : 'provisional');
    expect(source.en).toBeTruthy();
    const dates = days.map((day) => day.date);
    expect(dates).toEqual([...new Set(dates)].sort());
    expect(dates.every((date) => date.startsWith(`${year}-`))).toBe(true);
  }
  const counts = { holiday: 0, 'collective-leave': 0 };
  for (const { kind } of indonesia.years['2026']?.days ?? []) counts[kind] += 1;
  expect(counts).toEqual({ holiday: 17, 'collective-leave': 8 });
});
