import { duplicateIds } from '../../../process/rules/duplicate-ids';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

const sector = { id: 'health', title: { id: 'Kesehatan' } };
const indicator = { id: 'i1', title: { id: 'I' }, unit: '%', baseline: 1, target: 2, better: 'higher' as const };
const question = { id: 'q', label: { id: 'Q' }, options: [{ value: 'a', label: { id: 'A' } }], right: 'a' };
const sameFlowId = line([step('task', 'a'), 'done']);
for (const flow of sameFlowId.flows) flow.id = 'f';

testRule(duplicateIds, {
  passes: {
    'different ids': line([step('task', 'a'), 'done'], [step('task', 'b'), 'done']),
    'the same sector in two steps': definitionOf([step('needs-analysis', 'a'), step('needs-analysis', 'b')], ''),
  },
  finds: {
    'two steps with one id': [
      definitionOf([step('task', 'a'), step('wait', 'a'), step('end', 'a')], ''),
      'step a /id',
      'step a /id',
    ],
    'two flows with one id': [sameFlowId, 'flow -'],
    'a sector twice': [
      definitionOf([step('needs-analysis', 'a', { sectors: [sector, sector] })], ''),
      'inner a /settings/sectors/1/id',
    ],
    'an indicator twice': [
      definitionOf([step('monitoring', 'a', { indicators: [indicator, indicator] })], ''),
      'inner a /settings/indicators/1/id',
    ],
    'a quiz question twice': [
      definitionOf([step('socialization', 'a', { quiz: { questions: [question, question], passScore: 1 } })], ''),
      'inner a /settings/quiz/questions/1/id',
    ],
  },
});
