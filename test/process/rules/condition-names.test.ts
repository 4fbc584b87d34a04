import { conditionNames } from '../../../process/rules/condition-names';
import { condition, shownWhen } from './conditions';
import { testRule } from './test-rule';

testRule(conditionNames, {
  passes: {
    'a variable, a round, an outcome, today': condition(
      'material = true and rounds.draft < 3 and outcomes.draft = "submitted" and today < date(day)',
    ),
    'a value only': condition('true'),
    'another answer of the form': shownWhen('first = true'),
    'what does not parse, which another rule reports': condition('gone >'),
  },
  finds: {
    'a variable that is not declared': [condition('gone = 1'), 'unknown d'],
    'rounds of a step that does not exist': [condition('rounds.gone > 1'), 'unknown d'],
    'all rounds at once': [condition('rounds = null'), 'unknown d'],
    'into a variable': [condition('material.deeper = 1'), 'unknown d'],
    'a name that every object has': [condition('constructor = null'), 'unknown d'],
    'two at once': [condition('a = b'), 'unknown d', 'unknown d'],
    'a question about itself': [shownWhen('second = "x"'), 'unknown t'],
    'a variable from within a form': [shownWhen('material = true'), 'unknown t'],
  },
});
