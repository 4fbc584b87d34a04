import { decisionOutcomes } from '../../../process/rules/decision-outcomes';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const decision = (names: string[], otherwise: string) =>
  definitionOf(
    [
      step('decision', 'd', {
        branches: names.map((outcome) => ({ outcome, title: { id: outcome }, condition: 'true' })),
        otherwise: { outcome: otherwise, title: { id: otherwise } },
      }),
    ],
    '',
  );

testRule(decisionOutcomes, {
  passes: { 'names that differ': decision(['big', 'small'], 'none') },
  finds: {
    'no branch': [decision([], 'no'), 'none d'],
    'a branch twice': [decision(['big', 'big'], 'no'), 'twice d'],
    'a branch named as the default': [decision(['no'], 'no'), 'twice d'],
    'the name of a missed deadline': [decision(['expired'], 'no'), 'reserved d'],
  },
});
