/**
 * Community satisfaction index (SKM/IKM, PermenPAN-RB 14/2017): nine elements, each answered 1 to 4. `mean_i = Σscore / n_i`,
 * `index = 25 × Σ(mean_i / 9)`, rounded half up to two decimals, then graded. Elements are keyed by name, because the regulation
 * numbers two of them differently in two places.
 */
export const SKM_ELEMENTS = ['requirements', 'procedure', 'time', 'cost', 'product', 'competence', 'conduct', 'facilities', 'complaints'] as const;
export type SkmElement = (typeof SKM_ELEMENTS)[number];

/** One person's answers; an element may be left out. */
export type SkmAnswers = Partial<Record<SkmElement, number>>;

/** What the answers add up to: enough for the index, and without any person in it. */
export type SkmSums = Record<SkmElement, { sum: number; count: number }>;

export type SkmGrade = 'A' | 'B' | 'C' | 'D';

export interface SkmResult {
  respondents: number;
  /** Two decimals; absent for an element that nobody answered. */
  means: Partial<Record<SkmElement, number>>;
  /** Absent while an element has no answer. */
  index?: number;
  grade?: SkmGrade;
  /** Stored with the result: some offices use 0.11, and then a perfect survey scores 99. */
  weight: '1/9';
  rounding: 2;
}

/** Adds up answers; scores that aren't 1, 2, 3 or 4 don't count. */
export function sumSkm(answers: readonly SkmAnswers[]): SkmSums {
  const sums = Object.fromEntries(SKM_ELEMENTS.map((element) => [element, { sum: 0, count: 0 }])) as SkmSums;
  for (const answer of answers) {
    for (const element of SKM_ELEMENTS) {
      const score = answer[element];
      if (score !== 1 && score !== 2 && score !== 3 && score !== 4) continue;
      sums[element].sum += score;
      sums[element].count += 1;
    }
  }
  return sums;
}

/** Index and grade of the sums. Exact fractions inside: 76.605 must not become 76.60 because a float lies below it. */
export function skmOf(sums: SkmSums, respondents: number): SkmResult {
  const means: SkmResult['means'] = {};
  let total: Fraction = { top: 0n, bottom: 1n };
  let complete = true;
  for (const element of SKM_ELEMENTS) {
    const { sum, count } = sums[element];
    if (count === 0) {
      complete = false;
      continue;
    }
    const mean: Fraction = { top: BigInt(sum), bottom: BigInt(count) };
    means[element] = rounded(mean);
    total = add(total, mean);
  }
  const result: SkmResult = { respondents, means, weight: '1/9', rounding: 2 };
  if (!complete) return result;
  const index = rounded({ top: total.top * 25n, bottom: total.bottom * BigInt(SKM_ELEMENTS.length) });
  return { ...result, index, grade: gradeOf(index) };
}

/** The grade of an index that is already rounded to two decimals. */
export function gradeOf(index: number): SkmGrade {
  if (index >= 88.31) return 'A';
  if (index >= 76.61) return 'B';
  return index >= 65 ? 'C' : 'D';
}

interface Fraction {
  top: bigint;
  bottom: bigint;
}

const add = (a: Fraction, b: Fraction): Fraction => ({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom });

/** Two decimals, half up; both parts are never negative here. */
const rounded = ({ top, bottom }: Fraction): number => Number((top * 200n + bottom) / (bottom * 2n)) / 100;
