import { endNoOutgoing } from '../../../process/rules/end-no-outgoing';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

testRule(endNoOutgoing, {
  passes: { 'a line': line() },
  finds: {
    'a step after the end': [definitionOf([step('end', 'end'), step('task', 'a')], 'end.done -> a'), 'outgoing end'],
  },
});
