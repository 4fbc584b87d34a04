import { overdueFitsKind } from '../../../process/rules/overdue-fits-kind';
import type { Overdue, StepKind } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const overdue = (kind: StepKind, action: Overdue['action'], settings = {}) =>
  definitionOf(
    [
      step(kind, 'a', settings, {
        deadline: { within: { amount: 5, unit: 'days' }, overdue: { action, to: 'regent' } as Overdue },
      }),
    ],
    '',
  );

testRule(overdueFitsKind, {
  passes: {
    'an approval by silence': overdue('approval', 'consent'),
    'a consultation closed with what is there': overdue('consultation', 'close'),
    'a socialization closed with what is there': overdue('socialization', 'close'),
    'votes counted as they stand': overdue('approval', 'close', { mayReturn: true }),
    'a task that expires': overdue('task', 'expire'),
    'a task that escalates': overdue('task', 'escalate'),
    'an approval that is reminded': overdue('approval', 'remind'),
  },
  finds: {
    'a task by silence': [overdue('task', 'consent'), 'consent a /deadline/overdue/action'],
    'a consultation by silence': [overdue('consultation', 'consent'), 'consent a /deadline/overdue/action'],
    'an approval that may not be refused, closed with what is there': [
      overdue('approval', 'close'),
      'close a /deadline/overdue/action',
    ],
  },
});
