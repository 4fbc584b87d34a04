import { dataDefaultFits } from '../../../process/rules/data-default-fits';
import type { DataProperty } from '../../../process/types';
import { definitionOf } from './definitions';
import { testRule } from './test-rule';

const variable = (property: DataProperty) =>
  definitionOf([], '', { data: { type: 'object', properties: { x: property } } });

testRule(dataDefaultFits, {
  passes: {
    'no default': variable({ type: 'boolean' }),
    'a boolean': variable({ type: 'boolean', default: false }),
    'a number': variable({ type: 'number', default: 1.5 }),
    'an integer': variable({ type: 'integer', default: 3 }),
    'a date': variable({ type: 'string', format: 'date', default: '2028-02-29' }),
    'one of a choice': variable({ type: 'string', enum: ['a', 'b'], default: 'a' }),
  },
  finds: {
    'a text for a boolean': [variable({ type: 'boolean', default: 'true' }), 'misfit - /data/properties/x/default'],
    'half an integer': [variable({ type: 'integer', default: 1.5 }), 'misfit'],
    'a day that does not exist': [variable({ type: 'string', format: 'date', default: '2027-02-29' }), 'misfit'],
    'none of the choice': [variable({ type: 'string', enum: ['a'], default: 'b' }), 'misfit'],
    'a number that is a date': [variable({ type: 'number', format: 'date' }), 'format - /data/properties/x'],
  },
});
