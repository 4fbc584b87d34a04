import { variableTypeFits } from '../../../process/rules/variable-type-fits';
import { answerInto } from './bindings';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

testRule(variableTypeFits, {
  passes: {
    'yes or no into a boolean': answerInto('yes-no', 'material'),
    'money into a number': answerInto('money', 'cost'),
    'a date into a text': answerInto('date', 'day'),
    'a variable that is missing, which another rule reports': answerInto('date', 'gone'),
  },
  finds: {
    'a text into a boolean': [answerInto('short', 'material'), 'misfit t /settings/form/fields/0/variable'],
    'yes or no into a number': [answerInto('yes-no', 'cost'), 'misfit t'],
    'a file into anything': [answerInto('file', 'day'), 'misfit t'],
    'several choices into anything': [answerInto('many', 'day'), 'misfit t'],
    'a total into a boolean': [
      definitionOf([step('needs-analysis', 'a', { output: { gap: 'material' } })], ''),
      'misfit a /settings/output/gap',
    ],
  },
});
