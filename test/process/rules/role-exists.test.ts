import { roleExists } from '../../../process/rules/role-exists';
import { definitionOf, emptyDefinition, step } from './definitions';
import { testRule } from './test-rule';

const escalating = {
  deadline: { within: { amount: 5, unit: 'days' }, overdue: { action: 'escalate', to: 'gone' } },
} as const;

testRule(roleExists, {
  passes: {
    'every kind with declared roles': emptyDefinition(),
    'a role not chosen yet, which another rule reports': definitionOf([step('notify', 'a', { to: '' })], ''),
  },
  finds: {
    'the role of a step': [definitionOf([step('task', 'a', {}, { role: 'gone' })], ''), 'missing a /role'],
    'a name that every object has': [
      definitionOf([step('task', 'a', {}, { role: 'constructor' })], ''),
      'missing a /role',
    ],
    escalation: [definitionOf([step('task', 'a', {}, escalating)], ''), 'missing a /deadline/overdue/to'],
    invitees: [definitionOf([step('consultation', 'a', { invited: 'gone' })], ''), 'missing a /settings/invited'],
    'the second approver': [
      definitionOf([step('approval', 'a', { approvers: ['regent', 'gone'] })], ''),
      'missing a /settings/approvers/1',
    ],
    'an audience': [
      definitionOf([step('socialization', 'a', { audience: 'gone' })], ''),
      'missing a /settings/audience',
    ],
    'where complaints escalate to': [
      definitionOf([step('complaints', 'a', { escalateTo: 'gone' })], ''),
      'missing a /settings/escalateTo',
    ],
    'who is told': [definitionOf([step('notify', 'a', { to: 'gone' })], ''), 'missing a /settings/to'],
    'a role handed to a subprocess': [
      definitionOf([step('subprocess', 'a', { roles: { theirs: 'gone' } })], ''),
      'missing a /settings/roles/theirs',
    ],
  },
});
