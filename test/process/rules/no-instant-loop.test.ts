import { noInstantLoop } from '../../../process/rules/no-instant-loop';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const [start, end] = [step('start', 'start'), step('end', 'end')];

const onDate = (action: 'expire' | 'consent') => ({ deadline: { on: '2027-01-31', overdue: { action } } });

testRule(noInstantLoop, {
  passes: {
    'a loop with work in it': definitionOf(
      [start, step('decision', 'd'), step('task', 'a'), end],
      'start.started -> d, d.yes -> a, a.done -> d, d.no -> end',
    ),
    'a loop with a wait in it': definitionOf(
      [start, step('decision', 'd'), step('wait', 'w'), end],
      'start.started -> d, d.yes -> w, w.elapsed -> d, d.no -> end',
    ),
    'a returned approval with a fixed date, which a person returns': definitionOf(
      [start, step('approval', 'a', { mayReturn: true }, onDate('consent')), step('decision', 'd'), end],
      'start.started -> a, a.returned -> d, d.yes -> a, d.no -> a, a.approved -> end',
    ),
  },
  finds: {
    'a decision that leads to itself': [
      definitionOf([step('decision', 'd'), end], 'd.yes -> d, d.no -> end'),
      'loop d',
    ],
    'two decisions in a circle, once': [
      definitionOf(
        [step('decision', 'a'), step('decision', 'b'), end],
        'a.yes -> b, b.yes -> a, a.no -> end, b.no -> end',
      ),
      'loop a',
    ],
    'a fork that feeds itself over a message': [
      definitionOf([step('fork', 'f'), step('notify', 'n'), end], 'f.each -> n, f.each -> end, n.sent -> f'),
      'loop f',
    ],
    'a wait for a date, which holds only once': [
      definitionOf(
        [step('wait', 'w', { for: undefined, until: '2027-01-31' }), step('decision', 'd'), end],
        'w.elapsed -> d, d.yes -> w, d.no -> end',
      ),
      'loop w',
    ],
    'a deadline on a date that leads back': [
      definitionOf(
        [step('task', 'a', {}, onDate('expire')), step('notify', 'n'), end],
        'a.done -> end, a.expired -> n, n.sent -> a',
      ),
      'loop a',
    ],
  },
});
