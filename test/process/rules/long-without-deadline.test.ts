import { longWithoutDeadline } from '../../../process/rules/long-without-deadline';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const deadline = { within: { amount: 5, unit: 'days' }, overdue: { action: 'remind' } } as const;

testRule(longWithoutDeadline, {
  passes: {
    'work with a deadline': definitionOf([step('task', 'a', {}, { deadline })], ''),
    'kinds with a time of their own': definitionOf(
      [step('monitoring', 'a'), step('wait', 'b'), step('complaints', 'c'), step('join', 'd')],
      '',
    ),
  },
  finds: {
    'work without one': [
      definitionOf([step('task', 'a'), step('approval', 'b'), step('consultation', 'c')], ''),
      'none a',
      'none b',
      'none c',
    ],
  },
});
