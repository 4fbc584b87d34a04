import { deadlineValid } from '../../../process/rules/deadline-valid';
import type { Deadline, StepKind } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const remind = { action: 'remind' } as const;
const week = { amount: 7, unit: 'days' } as const;
const withDeadline = (deadline: Deadline, kind: StepKind = 'task') =>
  definitionOf([step(kind, 'a', {}, { deadline })], '');

testRule(deadlineValid, {
  passes: {
    'a duration': withDeadline({ within: week, overdue: remind }),
    'a date': withDeadline({ on: '2028-02-29', overdue: remind }),
    'reminders and a warning': withDeadline({
      within: week,
      reminders: [{ amount: 2, unit: 'working-days' }],
      warnAt: 0.8,
      overdue: remind,
    }),
    'reminders before a date': withDeadline({
      on: '2027-01-31',
      reminders: [{ amount: 30, unit: 'days' }],
      overdue: remind,
    }),
    'no deadline': definitionOf([step('task', 'a')], ''),
  },
  finds: {
    neither: [withDeadline({ overdue: remind }), 'time a /deadline/within'],
    both: [withDeadline({ within: week, on: '2027-01-31', overdue: remind }), 'time a /deadline/within'],
    'a day that does not exist': [withDeadline({ on: '2027-02-29', overdue: remind }), 'date a /deadline/on'],
    'a month that does not exist': [withDeadline({ on: '2027-13-01', overdue: remind }), 'date a /deadline/on'],
    'a reminder as long as the time': [
      withDeadline({ within: week, reminders: [{ amount: 1, unit: 'hours' }, week], overdue: remind }),
      'reminder a /deadline/reminders/1',
    ],
    'a reminder longer in another unit': [
      withDeadline({ within: week, reminders: [{ amount: 6, unit: 'working-days' }], overdue: remind }),
      'reminder a /deadline/reminders/0',
    ],
    'a warning at the start': [
      withDeadline({ within: week, warnAt: 0, overdue: remind }),
      'warning a /deadline/warnAt',
    ],
    'a warning at the end': [withDeadline({ within: week, warnAt: 1, overdue: remind }), 'warning a /deadline/warnAt'],
    'a deadline of a decision': [withDeadline({ within: week, overdue: remind }, 'decision'), 'kind a /deadline'],
    'a deadline of a wait': [withDeadline({ within: week, overdue: remind }, 'wait'), 'kind a /deadline'],
  },
});
