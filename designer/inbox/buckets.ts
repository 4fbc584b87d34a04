/** Open tasks in the order in which they press: pure, the present is an argument. */

export type Bucket = 'overdue' | 'today' | 'week' | 'later' | 'none';
export const BUCKETS: readonly Bucket[] = ['overdue', 'today', 'week', 'later', 'none'];

const DAY_MS = 86_400_000;
/** Jakarta keeps no summer time, so its day is a fixed shift of UTC's. */
const JAKARTA_MS = 7 * 3_600_000;

/** How soon a due time comes, in calendar days of Jakarta. `now` and `due` are on the task's own clock. */
export function bucketOf(due: number | null, now: number): Bucket {
  if (due === null) return 'none';
  if (due < now) return 'overdue';
  const days = dayOf(due) - dayOf(now);
  if (days === 0) return 'today';
  return days < 7 ? 'week' : 'later';
}

const dayOf = (time: number): number => Math.floor((time + JAKARTA_MS) / DAY_MS);

/** Items by bucket, empty buckets left out; the order within a bucket stays. */
export function inBuckets<T>(items: readonly T[], bucket: (item: T) => Bucket): { bucket: Bucket; items: T[] }[] {
  return BUCKETS.map((name) => ({ bucket: name, items: items.filter((item) => bucket(item) === name) })).filter((group) => group.items.length > 0);
}
