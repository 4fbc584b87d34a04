import { waitNeedsTime } from '../../../process/rules/wait-needs-time';
import type { WaitSettings } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const week = { amount: 7, unit: 'days' } as const;
const waiting = (settings: WaitSettings) => definitionOf([step('wait', 'w', { for: undefined, ...settings })], '');

testRule(waitNeedsTime, {
  passes: { 'a duration': waiting({ for: week }), 'a date': waiting({ until: '2027-01-31' }) },
  finds: {
    neither: [waiting({}), 'time w /settings'],
    both: [waiting({ for: week, until: '2027-01-31' }), 'time w'],
    'a day that does not exist': [waiting({ until: '2027-04-31' }), 'date w /settings/until'],
  },
});
