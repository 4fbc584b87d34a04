import { complaintsClosesWith } from '../../../process/rules/complaints-closes-with';
import type { ComplaintsSettings } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const beside =
  'start.started -> f, f.each -> desk, f.each -> monitor, desk.closed -> j, monitor.effective -> j, j.all -> end';
const after = 'start.started -> desk, desk.closed -> monitor, monitor.effective -> end';
const desk = (flowText: string, settings: Partial<ComplaintsSettings> = {}) =>
  definitionOf(
    [
      step('start', 'start'),
      step('fork', 'f'),
      step('complaints', 'desk', settings),
      step('monitoring', 'monitor'),
      step('join', 'j'),
      step('end', 'end'),
    ],
    flowText,
  );

testRule(complaintsClosesWith, {
  passes: {
    'beside the step that it closes with': desk(beside),
    'a step that is missing, which another rule reports': desk(after, { closesWith: 'gone' }),
  },
  finds: {
    'before the step that it closes with': [desk(after), 'not-beside desk /settings/closesWith'],
    'both in one branch of a fork': [
      desk(
        'start.started -> f, f.each -> desk, f.each -> j, desk.closed -> monitor, monitor.effective -> j, j.all -> end',
      ),
      'not-beside desk',
    ],
    'answered before it is acknowledged': [
      desk(beside, { acknowledgeWithin: { amount: 5, unit: 'days' }, answerWithin: { amount: 48, unit: 'hours' } }),
      'answer desk /settings/answerWithin',
    ],
  },
});
