import { variableNameFree } from '../../../process/rules/variable-name-free';
import { definitionOf } from './definitions';
import { testRule } from './test-rule';

const variables = (...names: string[]) =>
  definitionOf([], '', {
    data: { type: 'object', properties: Object.fromEntries(names.map((name) => [name, { type: 'boolean' as const }])) },
  });

testRule(variableNameFree, {
  passes: { 'names of their own': variables('material', 'roundsSoFar', 'isUrgent') },
  finds: {
    'what conditions read besides': [
      variables('rounds', 'outcomes', 'today'),
      'taken - /data/properties/rounds',
      'taken',
      'taken',
    ],
    'a function': [variables('count'), 'taken'],
    'a word of the language': [variables('satisfies', 'null'), 'taken', 'taken'],
  },
});
