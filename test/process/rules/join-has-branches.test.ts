import { joinHasBranches } from '../../../process/rules/join-has-branches';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

testRule(joinHasBranches, {
  passes: {
    'two flows': definitionOf([step('task', 'a'), step('task', 'b'), step('join', 'j')], 'a.done -> j, b.done -> j'),
  },
  finds: { 'one flow': [definitionOf([step('task', 'a'), step('join', 'j')], 'a.done -> j'), 'one j'] },
});
