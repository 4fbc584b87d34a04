import { oneStart } from '../../../process/rules/one-start';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

testRule(oneStart, {
  passes: { 'one start': line() },
  finds: {
    'no step at all': [definitionOf([], ''), 'none'],
    'steps without a start': [definitionOf([step('task', 'a'), step('end', 'end')], ''), 'none'],
    'three starts': [
      definitionOf([step('start', 'a'), step('start', 'b'), step('start', 'c')], ''),
      'many b',
      'many c',
    ],
  },
});
