import { flowOutcomeExists } from '../../../process/rules/flow-outcome-exists';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

const expiring = { deadline: { within: { amount: 5, unit: 'days' }, overdue: { action: 'expire' } } } as const;

testRule(flowOutcomeExists, {
  passes: {
    'a line': line([step('task', 'a'), 'done']),
    'an outcome that a deadline adds': definitionOf(
      [step('task', 'a', {}, expiring), step('end', 'end')],
      'a.done -> end, a.expired -> end',
    ),
    'the names that an owner gave': definitionOf(
      [step('decision', 'a'), step('end', 'end')],
      'a.yes -> end, a.no -> end',
    ),
    'a flow out of an end, which another rule reports': definitionOf(
      [step('end', 'a'), step('end', 'b')],
      'a.done -> b',
    ),
  },
  finds: {
    'an outcome of another kind': [
      definitionOf([step('task', 'a'), step('end', 'end')], 'a.approved -> end'),
      'unknown a',
    ],
    'expired without a deadline that expires': [
      definitionOf([step('task', 'a'), step('end', 'end')], 'a.expired -> end'),
      'unknown a',
    ],
  },
});
