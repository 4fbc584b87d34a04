import { roleNeeded } from '../../../process/rules/role-needed';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const without = { role: undefined };
const escalating = {
  deadline: { within: { amount: 5, unit: 'days' }, overdue: { action: 'escalate', to: '' } },
} as const;

testRule(roleNeeded, {
  passes: {
    'work with a role': definitionOf([step('task', 'a'), step('drafting', 'b'), step('monitoring', 'c')], ''),
    'a consultation without dispositions': definitionOf([step('consultation', 'a', { dispositions: 'none' })], ''),
    'an approval has approvers instead': definitionOf([step('approval', 'a')], ''),
  },
  finds: {
    'every kind of work without a role': [
      definitionOf(
        (['task', 'needs-analysis', 'drafting', 'socialization', 'monitoring', 'complaints'] as const).map((kind, n) =>
          step(kind, `s${n}`, {}, without),
        ),
        '',
      ),
      'work s0 /role',
      'work s1 /role',
      'work s2 /role',
      'work s3 /role',
      'work s4 /role',
      'work s5 /role',
    ],
    'an empty role': [definitionOf([step('task', 'a', {}, { role: '' })], ''), 'work a /role'],
    'dispositions without anyone who makes them': [
      definitionOf([step('consultation', 'a', { dispositions: 'before-close' })], ''),
      'work a /role',
    ],
    'an escalation to nobody': [definitionOf([step('task', 'a', {}, escalating)], ''), 'empty a /deadline/overdue/to'],
    'a message to nobody': [definitionOf([step('notify', 'a', { to: '' })], ''), 'empty a /settings/to'],
    'an approver not chosen yet': [
      definitionOf([step('approval', 'a', { approvers: ['regent', ''] })], ''),
      'empty a /settings/approvers/1',
    ],
  },
});
