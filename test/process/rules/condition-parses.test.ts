import { conditionParses } from '../../../process/rules/condition-parses';
import { condition, shownWhen } from './conditions';
import { testRule } from './test-rule';

testRule(conditionParses, {
  passes: {
    'a comparison': condition('cost > 1000000'),
    'two conditions': condition('material = true and rounds.draft < 3'),
    'a date': condition('today > date("2027-01-01")'),
    'a question that depends on another': shownWhen('first = true'),
    'a question that always shows': shownWhen(' '),
  },
  finds: {
    nothing: [condition(''), 'empty d /settings/branches/0/condition'],
    'half a comparison': [condition('cost >'), 'broken d'],
    'half a bracket': [condition('(cost > 1'), 'broken d'],
    'another language': [condition('cost === 1 && true'), 'broken d'],
    'half a comparison in a form': [shownWhen('first ='), 'broken t /settings/form/fields/1/when'],
  },
});
