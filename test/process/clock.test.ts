import fc from 'fast-check';
import { changeSpeed, DAY_A_SECOND, realDelay, startClock, toInstanceTime, toRealTime } from '../../process/clock';

const NOW = 1_767_578_400_000;

describe("a rehearsal's clock", () => {
  test('without a clock, instance time is real time', () => {
    expect(toInstanceTime(undefined, NOW)).toBe(NOW);
    expect(toRealTime(undefined, NOW)).toBe(NOW);
  });

  test('a day a second', () => {
    const clock = startClock(NOW, DAY_A_SECOND);
    expect(toInstanceTime(clock, NOW + 1_000)).toBe(NOW + 86_400_000);
    expect(toRealTime(clock, NOW + 86_400_000)).toBe(NOW + 1_000);
    expect(realDelay(clock, NOW + 86_400_000, NOW + 400)).toBe(600);
    expect(realDelay(clock, NOW, NOW + 400)).toBe(0);
  });

  test('a timer set by it never fires before the instant, and less than a millisecond of real time after', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 0, max: 10 ** 11 }), (scale, wait) => {
        const clock = startClock(NOW, scale);
        const fired = toRealTime(clock, NOW + wait);
        expect(toInstanceTime(clock, fired)).toBeGreaterThanOrEqual(NOW + wait);
        if (fired > NOW) expect(toInstanceTime(clock, fired - 1)).toBeLessThan(NOW + wait);
      }),
      { seed: 20261124 },
    );
  });

  test('changing the speed makes instance time neither jump nor go back', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ after: fc.nat(100_000), scale: fc.integer({ min: 1, max: 10_000_000 }) }), { maxLength: 8 }), (changes) => {
        let clock = startClock(NOW, 1);
        let real = NOW;
        for (const { after, scale } of changes) {
          real += after;
          const before = toInstanceTime(clock, real);
          clock = changeSpeed(clock, real, scale);
          expect(toInstanceTime(clock, real)).toBe(before);
          expect(toInstanceTime(clock, real - 5)).toBe(before);
          expect(toInstanceTime(clock, real + 1)).toBeGreaterThanOrEqual(before);
        }
      }),
      { seed: 20261124 },
    );
  });

  test('runs fast only to an instant, then slowly, and its timers hold on both sides', () => {
    const clock = changeSpeed(startClock(NOW, 1), NOW, DAY_A_SECOND, { at: NOW + 10 * 86_400_000, slow: 60 });
    expect(toInstanceTime(clock, NOW + 10_000)).toBe(NOW + 10 * 86_400_000);
    expect(toInstanceTime(clock, NOW + 11_000)).toBe(NOW + 10 * 86_400_000 + 60_000);
    fc.assert(
      fc.property(
        fc.record({ scale: fc.integer({ min: 1, max: 10_000_000 }), slow: fc.integer({ min: 1, max: 100_000 }), knee: fc.nat(10 ** 10), wait: fc.nat(10 ** 10) }),
        ({ scale, slow, knee, wait }) => {
          const piece = changeSpeed(startClock(NOW, 1), NOW, scale, { at: NOW + knee, slow });
          const fired = toRealTime(piece, NOW + wait);
          expect(toInstanceTime(piece, fired)).toBeGreaterThanOrEqual(NOW + wait);
          if (fired > NOW) expect(toInstanceTime(piece, fired - 1)).toBeLessThan(NOW + wait);
        },
      ),
      { seed: 20261124 },
    );
  });

  test('an instant that has passed already leaves only the slow piece', () => {
    expect(changeSpeed(startClock(NOW, 60), NOW + 1_000, DAY_A_SECOND, { at: NOW, slow: 5 }).scale).toBe(5);
  });
});
