import { variableDeclared } from '../../../process/rules/variable-declared';
import { answerInto } from './bindings';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

testRule(variableDeclared, {
  passes: {
    'an answer': answerInto('yes-no', 'material'),
    'a total': definitionOf([step('needs-analysis', 'a', { output: { need: 'cost' } })], ''),
    'no output': definitionOf([step('needs-analysis', 'a')], ''),
  },
  finds: {
    'an answer': [answerInto('yes-no', 'gone'), 'missing t /settings/form/fields/0/variable'],
    'a total': [
      definitionOf([step('needs-analysis', 'a', { output: { need: 'cost', gap: 'gone' } })], ''),
      'missing a /settings/output/gap',
    ],
    'a name that every object has': [answerInto('yes-no', 'toString'), 'missing t'],
  },
});
