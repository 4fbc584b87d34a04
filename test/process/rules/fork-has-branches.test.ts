import { forkHasBranches } from '../../../process/rules/fork-has-branches';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

testRule(forkHasBranches, {
  passes: {
    'two branches': definitionOf([step('fork', 'f'), step('end', 'a'), step('end', 'b')], 'f.each -> a, f.each -> b'),
    'no branch, which another rule reports': definitionOf([step('fork', 'f')], ''),
  },
  finds: { 'one branch': [definitionOf([step('fork', 'f'), step('end', 'a')], 'f.each -> a'), 'one f'] },
});
