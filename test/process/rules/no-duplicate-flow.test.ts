import { noDuplicateFlow } from '../../../process/rules/no-duplicate-flow';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

testRule(noDuplicateFlow, {
  passes: {
    'a line': line(),
    'two outcomes to one step': definitionOf([step('decision', 'a'), step('end', 'end')], 'a.yes -> end, a.no -> end'),
  },
  finds: {
    'the same flow three times': [
      definitionOf([step('fork', 'a'), step('end', 'end')], 'a.each -> end, a.each -> end, a.each -> end'),
      'twice a',
      'twice a',
    ],
  },
});
