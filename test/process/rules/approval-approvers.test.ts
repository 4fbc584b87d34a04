import { approvalApprovers } from '../../../process/rules/approval-approvers';
import type { ApprovalSettings } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const approval = (settings: Partial<ApprovalSettings>) => definitionOf([step('approval', 'a', settings)], '');

testRule(approvalApprovers, {
  passes: {
    one: approval({ mode: 'one' }),
    'a chain, each with the whole time': approval({
      mode: 'chain',
      approvers: ['owner', 'regent'],
      deadlineEach: true,
    }),
    'm of n': approval({ mode: 'quorum', approvers: ['experts'], quorum: 3 }),
  },
  finds: {
    nobody: [approval({ approvers: [] }), 'none a /settings/approvers'],
    'a role twice': [approval({ mode: 'chain', approvers: ['regent', 'regent'] }), 'twice a'],
    'a quorum without number': [approval({ mode: 'quorum' }), 'quorum a /settings/quorum'],
    'a number without quorum': [approval({ mode: 'unanimous', quorum: 2 }), 'unused a /settings/quorum'],
    'a time for each of one': [approval({ mode: 'one', deadlineEach: true }), 'unused a /settings/deadlineEach'],
  },
});
