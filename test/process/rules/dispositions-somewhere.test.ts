import { dispositionsSomewhere } from '../../../process/rules/dispositions-somewhere';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const ask = (dispositions: 'before-close' | 'later' | 'none') => step('consultation', 'ask', { dispositions });
const revise = step('drafting', 'revise', { dispositionsOf: ['ask'] });

testRule(dispositionsSomewhere, {
  passes: {
    'later, in a drafting step': definitionOf([ask('later'), revise], ''),
    'before it closes': definitionOf([ask('before-close')], ''),
    none: definitionOf([ask('none'), step('drafting', 'revise')], ''),
  },
  finds: {
    'later, but nowhere': [
      definitionOf([ask('later'), step('drafting', 'revise')], ''),
      'nowhere ask /settings/dispositions',
    ],
    'in a drafting step, though there are none': [
      definitionOf([ask('none'), revise], ''),
      'unasked revise /settings/dispositionsOf/0',
    ],
    twice: [definitionOf([ask('before-close'), revise], ''), 'unasked revise'],
  },
});
