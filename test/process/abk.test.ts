import fc from 'fast-check';
import { needOf, needsBySector, roundNeed, totalNeeds, WORKING_YEAR_MINUTES, type Job } from '../../process/abk';

const job = (over: Partial<Job> = {}): Job => ({ id: 'j', sector: 'health', title: 'Perawat', duties: [], incumbents: 0, retirements: 0, ...over });

describe('workload analysis (ABK)', () => {
  test.each([
    ['one full year of work needs one person', [{ title: '', volume: 75_000, minutes: 1 }], 0, 0, 1, 1],
    ['duties add up before they are divided', [{ title: '', volume: 5_000, minutes: 30 }, { title: '', volume: 1_000, minutes: 75 }], 2, 0, 3, 1],
    ['who retires is missing already', [{ title: '', volume: 3_000, minutes: 50 }], 3, 1, 2, 0],
    ['more people than work is a negative gap', [{ title: '', volume: 1_000, minutes: 37.5 }], 2, 0, 0.5, -1.5],
    ['no duties need nobody', [], 1, 0, 0, -1],
  ])('%s', (_, duties, incumbents, retirements, need, gap) => {
    expect(needOf(job({ duties, incumbents, retirements }), WORKING_YEAR_MINUTES)).toMatchObject({ need, gap });
  });

  test('the working year is a parameter', () => {
    const duties = [{ title: '', volume: 72_000, minutes: 1 }];
    expect(needOf(job({ duties }), 72_000).need).toBe(1);
  });

  test('totals add unrounded needs', () => {
    const third = job({ duties: [{ title: '', volume: 25_000, minutes: 1 }] });
    expect(totalNeeds([third, third, third], WORKING_YEAR_MINUTES).need).toBeCloseTo(1, 10);
  });

  test('each sector has its own total, in the given order', () => {
    const jobs = [job({ incumbents: 2 }), job({ sector: 'education', incumbents: 3 }), job({ sector: 'unknown', incumbents: 9 })];
    expect(needsBySector(jobs, ['education', 'health'], WORKING_YEAR_MINUTES).map(({ sector, total }) => [sector, total.incumbents])).toEqual([
      ['education', 3],
      ['health', 2],
    ]);
  });

  test('gap and need differ by who stays, whatever the numbers', () => {
    const natural = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(fc.array(fc.record({ title: fc.constant(''), volume: natural, minutes: natural })), natural, natural, (duties, incumbents, retirements) => {
        const { need, gap } = needOf({ duties, incumbents, retirements }, WORKING_YEAR_MINUTES);
        expect(need - gap).toBeCloseTo(incumbents - retirements, 5);
      }),
    );
  });

  test.each([[1.005, 1.01], [-1.005, -1.01], [2, 2], [0, 0], [-0.001, 0]])('rounds %d to %d', (value, rounded) => {
    expect(roundNeed(value)).toBe(rounded);
  });
});
