import { stepReachable } from '../../../process/rules/step-reachable';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

testRule(stepReachable, {
  passes: {
    'a line': line([step('task', 'a'), 'done']),
    'no start, which another rule reports': definitionOf([step('task', 'a')], ''),
  },
  finds: {
    'a step beside the line': [
      definitionOf([...line().steps, step('task', 'aside')], 'start.started -> end'),
      'unreachable aside',
    ],
    'two steps that only lead to each other': [
      definitionOf(
        [...line().steps, step('task', 'a'), step('task', 'b')],
        'start.started -> end, a.done -> b, b.done -> a',
      ),
      'unreachable a',
      'unreachable b',
    ],
  },
});
