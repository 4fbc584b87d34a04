import { forkWithoutJoin } from '../../../process/rules/fork-without-join';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const [a, b] = [step('task', 'a'), step('task', 'b')];

testRule(forkWithoutJoin, {
  passes: {
    'branches that meet': definitionOf(
      [step('fork', 'f'), a, b, step('join', 'j')],
      'f.each -> a, f.each -> b, a.done -> j, b.done -> j',
    ),
  },
  finds: {
    'branches with ends of their own': [
      definitionOf(
        [step('fork', 'f'), a, b, step('end', 'x'), step('end', 'y')],
        'f.each -> a, f.each -> b, a.done -> x, b.done -> y',
      ),
      'never f',
    ],
  },
});
