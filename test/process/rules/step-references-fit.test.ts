import { stepReferencesFit } from '../../../process/rules/step-references-fit';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const draft = step('drafting', 'draft');
const ask = step('consultation', 'ask');

testRule(stepReferencesFit, {
  passes: {
    'input, document, authors, complaints': definitionOf(
      [
        step('drafting', 'draft', { dispositionsOf: ['ask'] }),
        step('consultation', 'ask', { documentOf: 'draft' }),
        step('approval', 'sign', { notAuthorsOf: ['draft'] }),
        step('monitoring', 'monitor', { complaintsOf: 'desk' }),
        step('complaints', 'desk', { closesWith: 'monitor' }),
      ],
      '',
    ),
  },
  finds: {
    'a step that is gone': [
      definitionOf([step('drafting', 'draft', { dispositionsOf: ['gone'] })], ''),
      'missing draft /settings/dispositionsOf/0',
    ],
    'input of a drafting step': [
      definitionOf([draft, step('drafting', 'b', { dispositionsOf: ['draft'] })], ''),
      'kind b',
    ],
    'the document of a consultation': [
      definitionOf([ask, step('consultation', 'b', { documentOf: 'ask' })], ''),
      'kind b /settings/documentOf',
    ],
    'the authors of a decision': [
      definitionOf([step('decision', 'd'), step('approval', 'b', { notAuthorsOf: ['d'] })], ''),
      'kind b',
    ],
    'the authors of the approval itself': [
      definitionOf([step('approval', 'b', { notAuthorsOf: ['b'] })], ''),
      'kind b',
    ],
    'complaints from a task': [
      definitionOf([step('task', 't'), step('monitoring', 'm', { complaintsOf: 't' })], ''),
      'kind m',
    ],
    'a desk whose closing is not chosen yet': [
      definitionOf([step('complaints', 'desk', { closesWith: '' })], ''),
      'empty desk /settings/closesWith',
    ],
    'a desk that closes with itself': [
      definitionOf([step('complaints', 'desk', { closesWith: 'desk' })], ''),
      'kind desk',
    ],
    'a desk that closes with a fork': [
      definitionOf([step('fork', 'f'), step('complaints', 'desk', { closesWith: 'f' })], ''),
      'kind desk',
    ],
  },
});
