import fc from 'fast-check';
import { gradeOf, SKM_ELEMENTS, skmOf, sumSkm, type SkmAnswers, type SkmSums } from '../../process/skm';

const all = (score: number): SkmAnswers => Object.fromEntries(SKM_ELEMENTS.map((element) => [element, score]));
const sums = (sum: number, count: number): SkmSums => Object.fromEntries(SKM_ELEMENTS.map((element) => [element, { sum, count }])) as SkmSums;

describe('community satisfaction index (SKM)', () => {
  test.each([[1, 25, 'D'], [2, 50, 'D'], [3, 75, 'C'], [4, 100, 'A']] as const)('everyone answers %d: index %d, grade %s', (score, index, grade) => {
    expect(skmOf(sumSkm([all(score), all(score)]), 2)).toMatchObject({ index, grade, weight: '1/9', rounding: 2 });
  });

  test.each([[25, 'D'], [64.99, 'D'], [65, 'C'], [76.6, 'C'], [76.61, 'B'], [88.3, 'B'], [88.31, 'A'], [100, 'A']] as const)('%d is grade %s', (index, grade) => {
    expect(gradeOf(index)).toBe(grade);
  });

  test('an element without any answer leaves the survey without an index, but the other means stand', () => {
    const { cost: _cost, ...others } = all(4);
    const result = skmOf(sumSkm([others]), 1);
    expect(result.index).toBeUndefined();
    expect(result.means).toMatchObject({ requirements: 4 });
    expect(result.means.cost).toBeUndefined();
  });

  test('each element is divided by those who answered it', () => {
    expect(skmOf(sumSkm([all(4), { time: 2 }]), 2).means).toMatchObject({ time: 3, cost: 4 });
  });

  test('scores outside 1 to 4 do not count', () => {
    const bad = { time: 5, cost: 0, product: 2.5, conduct: Number.NaN } as SkmAnswers;
    expect(sumSkm([bad]).time).toEqual({ sum: 0, count: 0 });
  });

  test('half goes up, even where a float would lie below it', () => {
    // 25 × 613/200 = 76.625 exactly.
    expect(skmOf(sums(613, 200), 200).index).toBe(76.63);
  });

  test('agrees with plain arithmetic, and stays between 25 and 100', () => {
    const answer = fc.record(Object.fromEntries(SKM_ELEMENTS.map((element) => [element, fc.integer({ min: 1, max: 4 })])));
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 40 }), (answers) => {
        const { index } = skmOf(sumSkm(answers as SkmAnswers[]), answers.length);
        const plain = SKM_ELEMENTS.reduce((sum, element) => sum + answers.reduce((inner, one) => inner + one[element]!, 0) / answers.length / 9, 0) * 25;
        expect(Math.abs(index! - plain)).toBeLessThan(0.00501);
        expect(index).toBeGreaterThanOrEqual(25);
        expect(index).toBeLessThanOrEqual(100);
      }),
    );
  });
});
