import { conditionNames } from '../../../process/rules/condition-names';
import { condition, shownWhen } from './conditions';
import { testRule } from './test-rule';

testRule(conditionNames, {
  passes: {
    'a variable, a round, an outcome, today': condition(
      'data.material = true and rounds.draft < 3 and outcomes.draft = "submitted" and today < date(data.day)',
    ),
    'a value only': condition('true'),
    'another answer of the form': shownWhen('first = true'),
    'what does not parse, which another rule reports': condition('gone >'),
  },
  finds: {
    'a bare name': [condition('material = true'), 'unknown d'],
    'a variable that is not declared': [condition('data.gone = 1'), 'unknown d'],
    'rounds of a step that does not exist': [condition('rounds.gone > 1'), 'unknown d'],
    'all data at once': [condition('data = null'), 'unknown d'],
    'into a variable': [condition('data.material.deeper = 1'), 'unknown d'],
    'a name that every object has': [condition('data.constructor = null'), 'unknown d'],
    'two at once': [condition('data.a = data.b'), 'unknown d', 'unknown d'],
    'a question about itself': [shownWhen('second = "x"'), 'unknown t'],
    'data from within a form': [shownWhen('data.material = true'), 'unknown t'],
  },
});
