import { bucketOf, inBuckets } from '../../designer/inbox/buckets';

const at = (text: string): number => Date.parse(text);
const NOW = at('2026-11-24T16:00:00+07:00');

describe('the inbox puts tasks where they press', () => {
  test.each([
    ['nothing is due', null, 'none'],
    ['a second ago', NOW - 1_000, 'overdue'],
    ['before midnight in Jakarta', at('2026-11-24T23:59:59+07:00'), 'today'],
    ['after midnight in Jakarta, still the same day in London', at('2026-11-25T00:30:00+07:00'), 'week'],
    ['the seventh day', at('2026-11-30T23:59:00+07:00'), 'week'],
    ['a week ahead', at('2026-12-01T00:00:00+07:00'), 'later'],
  ])('%s', (_, due, bucket) => {
    expect(bucketOf(due, NOW)).toBe(bucket);
  });

  test('empty groups are left out, the order within one stays', () => {
    const groups = inBuckets([3, 1, 4, 1], (n) => (n > 2 ? 'later' : 'overdue'));
    expect(groups).toEqual([{ bucket: 'overdue', items: [1, 1] }, { bucket: 'later', items: [3, 4] }]);
  });
});
