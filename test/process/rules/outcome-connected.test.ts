import { outcomeConnected } from '../../../process/rules/outcome-connected';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

const end = step('end', 'end');
const expiring = { deadline: { within: { amount: 5, unit: 'days' }, overdue: { action: 'expire' } } } as const;

testRule(outcomeConnected, {
  passes: {
    'a line': line([step('task', 'a'), 'done']),
    'an approval that may neither return nor reject': definitionOf([step('approval', 'a'), end], 'a.approved -> end'),
    'a consultation without minimum or quorum is never insufficient': definitionOf(
      [step('consultation', 'a'), end],
      'a.closed -> end',
    ),
    'a fork leads to several': definitionOf(
      [step('fork', 'f'), step('end', 'a'), step('end', 'b')],
      'f.each -> a, f.each -> b',
    ),
    'the same flow twice, which another rule reports': definitionOf(
      [step('task', 'a'), end],
      'a.done -> end, a.done -> end',
    ),
  },
  finds: {
    'a step without flows': [definitionOf([step('task', 'a')], ''), 'none a'],
    'a fork without branches': [definitionOf([step('fork', 'a')], ''), 'none a'],
    'an approval that may return and reject': [
      definitionOf([step('approval', 'a', { mayReturn: true, mayReject: true }), end], 'a.approved -> end'),
      'none a',
      'none a',
    ],
    'a consultation with a minimum': [
      definitionOf([step('consultation', 'a', { minimum: 30 }), end], 'a.closed -> end'),
      'none a',
    ],
    'a deadline that expires': [definitionOf([step('task', 'a', {}, expiring), end], 'a.done -> end'), 'none a'],
    'one outcome to two steps': [
      definitionOf([step('task', 'a'), step('end', 'x'), step('end', 'y')], 'a.done -> x, a.done -> y'),
      'many a',
    ],
    'the default of a decision': [definitionOf([step('decision', 'a'), end], 'a.yes -> end'), 'none a'],
  },
});
