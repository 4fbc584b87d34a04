import { clockOf, instanceTime, roughLength } from '../../designer/ui/time-words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('times in words', () => {
  test.each([
    [59_000, 'seconds', 59], [60_000, 'minutes', 1], [89 * MINUTE, 'minutes', 89], [90 * MINUTE, 'hours', 2], [35 * HOUR, 'hours', 35],
    [36 * HOUR, 'days', 2], [59 * DAY, 'days', 59], [60 * DAY, 'months', 2], [23 * 30.44 * DAY, 'months', 23], [731 * DAY, 'years', 2],
  ] as const)('%d ms is said in %s: %d', (ms, unit, count) => {
    expect(roughLength(ms)).toEqual({ unit, count });
    expect(roughLength(-ms)).toEqual({ unit, count });
  });

  test('an official process runs on our clock, a rehearsal on its own', () => {
    expect(instanceTime(clockOf(null), 5_000)).toBe(5_000);
    const clock = clockOf({ clock: { origin: '2026-01-01T00:00:00Z', realOrigin: '2026-11-24T00:00:00Z', scale: 86_400 } });
    expect(instanceTime(clock, Date.parse('2026-11-24T00:00:10Z'))).toBe(Date.parse('2026-01-11T00:00:00Z'));
  });
});
