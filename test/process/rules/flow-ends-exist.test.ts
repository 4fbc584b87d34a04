import { flowEndsExist } from '../../../process/rules/flow-ends-exist';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

testRule(flowEndsExist, {
  passes: { 'a line': line([step('task', 'a'), 'done']) },
  finds: {
    'a flow to nowhere': [definitionOf([step('start', 'start')], 'start.started -> gone'), 'missing - /flows/0/to'],
    'a flow from nowhere': [definitionOf([step('end', 'end')], 'gone.done -> end'), 'missing - /flows/0/from'],
    'both at once': [definitionOf([], 'a.done -> b'), 'missing', 'missing'],
  },
});
