/** Values of indicators while they are entered, and how they stand. Pure. */
import type { Json } from '../../process/types';

export type Trend = 'reached' | 'better' | 'worse' | 'same';

interface Measured {
  baseline: number;
  target: number;
  better: 'higher' | 'lower';
  previous: number | null;
}

/** Against the target first, then against the last cycle (or, in the first, the baseline). */
export function trendOf({ baseline, target, better, previous }: Measured, value: number | undefined): Trend | undefined {
  if (value === undefined) return undefined;
  const sign = better === 'higher' ? 1 : -1;
  if ((value - target) * sign >= 0) return 'reached';
  const change = (value - (previous ?? baseline)) * sign;
  return change > 0 ? 'better' : change < 0 ? 'worse' : 'same';
}

export function valueMap(values: Json | undefined): Map<string, number> {
  const pairs = Array.isArray(values) ? values : [];
  return new Map(pairs.flatMap((pair) => (typeof pair === 'object' && pair !== null && !Array.isArray(pair) && typeof pair.indicator === 'string' && typeof pair.value === 'number' ? [[pair.indicator, pair.value] as const] : [])));
}

/** The list with one value set, or taken out when it was emptied. */
export function withValue(values: Json | undefined, indicator: string, value: number | undefined): Json {
  const map = valueMap(values);
  if (value === undefined) map.delete(indicator);
  else map.set(indicator, value);
  return [...map].map(([id, number]) => ({ indicator: id, value: number }));
}
