import { publicRoleNotAssigned } from '../../../process/rules/public-role-not-assigned';
import { definitionOf, emptyDefinition, step } from './definitions';
import { testRule } from './test-rule';

const escalating = {
  deadline: { within: { amount: 5, unit: 'days' }, overdue: { action: 'escalate', to: 'public' } },
} as const;

testRule(publicRoleNotAssigned, {
  passes: {
    'every kind with named people, an audience by number': emptyDefinition(),
    'a message to everyone': definitionOf([step('notify', 'a', { to: 'everyone' })], ''),
    'a role that is missing, which another rule reports': definitionOf([step('task', 'a', {}, { role: 'gone' })], ''),
  },
  finds: {
    'work for the public': [definitionOf([step('task', 'a', {}, { role: 'public' })], ''), 'no-accounts a /role'],
    'work for everyone': [definitionOf([step('task', 'a', {}, { role: 'everyone' })], ''), 'no-accounts a /role'],
    'the public approves': [
      definitionOf([step('approval', 'a', { approvers: ['public'] })], ''),
      'no-accounts a /settings/approvers/0',
    ],
    'the public by invitation': [
      definitionOf([step('consultation', 'a', { invited: 'public' })], ''),
      'no-accounts a /settings/invited',
    ],
    'escalation to the public': [
      definitionOf([step('task', 'a', {}, escalating)], ''),
      'no-accounts a /deadline/overdue/to',
    ],
    'a message to the public': [
      definitionOf([step('notify', 'a', { to: 'public' })], ''),
      'no-accounts a /settings/to',
    ],
    'the public as an audience': [
      definitionOf([step('socialization', 'a', { audience: 'public' })], ''),
      'no-accounts a /settings/audience',
    ],
  },
});
