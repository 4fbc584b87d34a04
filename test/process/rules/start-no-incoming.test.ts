import { startNoIncoming } from '../../../process/rules/start-no-incoming';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

testRule(startNoIncoming, {
  passes: { 'a line': line([step('task', 'a'), 'done']) },
  finds: {
    'a loop back to the start': [
      definitionOf([step('start', 'start'), step('task', 'a')], 'start.started -> a, a.done -> start'),
      'incoming start',
    ],
  },
});
