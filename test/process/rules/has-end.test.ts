import { hasEnd } from '../../../process/rules/has-end';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

testRule(hasEnd, {
  passes: {
    'an end that completes': line(),
    'one that completes, one that withdraws': definitionOf(
      [step('end', 'a'), step('end', 'b', { result: 'withdrawn' })],
      '',
    ),
  },
  finds: {
    'no end': [definitionOf([step('start', 'start')], ''), 'none'],
    'only ends that withdraw': [definitionOf([step('end', 'a', { result: 'withdrawn' })], ''), 'only-withdrawn a'],
  },
});
