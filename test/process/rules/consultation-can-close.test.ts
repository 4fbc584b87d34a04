import { consultationCanClose } from '../../../process/rules/consultation-can-close';
import type { Overdue } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const overdue = (action: Overdue['action'], closeWhenAllAnswered = false) =>
  definitionOf(
    [
      step(
        'consultation',
        'c',
        { closeWhenAllAnswered },
        { deadline: { within: { amount: 14, unit: 'days' }, overdue: { action, to: 'regent' } as Overdue } },
      ),
    ],
    '',
  );

testRule(consultationCanClose, {
  passes: {
    'closes at its deadline': overdue('close'),
    'expires at its deadline': overdue('expire'),
    'ends when everyone has answered': overdue('remind', true),
  },
  finds: {
    'only reminds': [overdue('remind'), 'never c /deadline'],
    'only escalates': [overdue('escalate'), 'never c'],
    'no deadline': [definitionOf([step('consultation', 'c')], ''), 'never c'],
  },
});
