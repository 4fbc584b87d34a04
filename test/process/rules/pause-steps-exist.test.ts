import { pauseStepsExist } from '../../../process/rules/pause-steps-exist';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const pausing = (...pause: string[]) =>
  definitionOf(
    [
      step(
        'approval',
        'a',
        {},
        { deadline: { within: { amount: 5, unit: 'days' }, overdue: { action: 'remind' }, pause } },
      ),
      step('drafting', 'revise'),
    ],
    '',
  );

testRule(pauseStepsExist, {
  passes: { 'rests while another step runs': pausing('revise'), 'rests for nothing': pausing() },
  finds: {
    'a step that does not exist': [pausing('revise', 'gone'), 'missing a /deadline/pause/1'],
    'the step itself': [pausing('a'), 'itself a /deadline/pause/0'],
  },
});
