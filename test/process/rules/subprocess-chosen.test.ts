import { subprocessChosen } from '../../../process/rules/subprocess-chosen';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

testRule(subprocessChosen, {
  passes: { 'another definition': definitionOf([step('subprocess', 's')], '') },
  finds: {
    none: [definitionOf([step('subprocess', 's', { definitionId: '' })], ''), 'none s /settings/definitionId'],
    'this very definition': [definitionOf([step('subprocess', 's', { definitionId: 'test' })], ''), 'itself s'],
  },
});
