import { withdrawDrawn } from '../../../process/rules/withdraw-drawn';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const rejecting = step('approval', 'a', { mayReject: true });

testRule(withdrawDrawn, {
  passes: {
    'rejection and an end that withdraws': definitionOf([rejecting, step('end', 'e', { result: 'withdrawn' })], ''),
    'nothing rejects': definitionOf([step('approval', 'a'), step('end', 'e')], ''),
  },
  finds: { 'rejection without such an end': [definitionOf([rejecting, step('end', 'e')], ''), 'rejected a'] },
});
