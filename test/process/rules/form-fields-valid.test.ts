import { formFieldsValid } from '../../../process/rules/form-fields-valid';
import type { FormField } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const label = { id: 'Pertanyaan' };
const option = (value: string) => ({ value, label: { id: value } });
const form = (...fields: FormField[]) => definitionOf([step('task', 't', { form: { fields } })], '');

testRule(formFieldsValid, {
  passes: {
    'no question': form(),
    'every type': form(
      { id: 'a', type: 'short', label, min: 1, max: 10 },
      { id: 'b', type: 'choice', label, options: [option('x'), option('y')] },
      { id: 'c', type: 'scale', label },
      { id: 'd', type: 'number', label, min: -5.5, max: 5.5 },
      { id: 'e', type: 'section', label },
      { id: 'f', type: 'file', label, required: true },
    ),
  },
  finds: {
    'an id twice': [
      form({ id: 'a', type: 'short', label }, { id: 'a', type: 'long', label }),
      'twice t /settings/form/fields/1/id',
    ],
    'no label': [form({ id: 'a', type: 'short', label: { id: ' ' } }), 'label t /settings/form/fields/0/label/id'],
    'a choice without options': [form({ id: 'a', type: 'choice', label }), 'options t /settings/form/fields/0/options'],
    'a choice of one': [form({ id: 'a', type: 'many', label, options: [option('x')] }), 'options t'],
    'options alike': [form({ id: 'a', type: 'choice', label, options: [option('x'), option('x')] }), 'options t'],
    'an option without value': [
      form({ id: 'a', type: 'choice', label, options: [option('x'), option('')] }),
      'options t',
    ],
    'bounds out of order': [form({ id: 'a', type: 'number', label, min: 5, max: 1 }), 'bounds t'],
    'a scale of one': [form({ id: 'a', type: 'scale', label, min: 4 }), 'bounds t'],
    'a scale of a thousand': [form({ id: 'a', type: 'scale', label, min: 1, max: 1000 }), 'bounds t'],
    'a length below zero': [form({ id: 'a', type: 'short', label, min: -1 }), 'bounds t'],
    'a section that must be answered': [
      form({ id: 'a', type: 'section', label, required: true }),
      'section t /settings/form/fields/0',
    ],
    'in a consultation': [
      definitionOf([step('consultation', 'c', { questions: { fields: [{ id: 'a', type: 'choice', label }] } })], ''),
      'options c /settings/questions/fields/0/options',
    ],
    'at a submission': [
      definitionOf([step('drafting', 'd', { form: { fields: [{ id: 'a', type: 'choice', label }] } })], ''),
      'options d /settings/form/fields/0/options',
    ],
  },
});
