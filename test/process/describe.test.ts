import { describeDate, describeDeadline, describeDuration, describeOverdue } from '../../process/describe';
import type { Deadline } from '../../process/types';
import { definitionOf, step } from './rules/definitions';

const definition = definitionOf([step('task', 'revise')], '');
definition.roles.secretary = { title: { id: 'Sekda', en: 'Regency secretary' }, kind: 'people' };

test.each([
  [1, 'working-days', '1 hari kerja', '1 working day'],
  [10, 'working-days', '10 hari kerja', '10 working days'],
  [1500, 'minutes', '1.500 menit', '1,500 minutes'],
] as const)('a duration of %d %s in words', (amount, unit, id, en) => {
  expect(describeDuration({ amount, unit })).toEqual({ id, en });
});

test.each([
  ['2026-11-24', '24 November 2026', '24 November 2026'],
  ['2027-05-01', '1 Mei 2027', '1 May 2027'],
  ['2027-13-01', '2027-13-01', '2027-13-01'],
])('the date %s in words', (date, id, en) => {
  expect(describeDate(date)).toEqual({ id, en });
});

test.each<[string, Deadline, string, string]>([
  [
    'everything at once',
    {
      within: { amount: 10, unit: 'working-days' },
      reminders: [{ amount: 3, unit: 'days' }],
      overdue: { action: 'escalate', to: 'secretary' },
    },
    '10 hari kerja, ingatkan 3 hari sebelumnya, lalu eskalasi ke Sekda',
    '10 working days, remind 3 days before, then escalate to Regency secretary',
  ],
  [
    'two reminders, a warning, a pause',
    {
      on: '2027-01-31',
      reminders: [
        { amount: 5, unit: 'days' },
        { amount: 1, unit: 'days' },
      ],
      warnAt: 0.8,
      overdue: { action: 'consent' },
      pause: ['revise'],
    },
    'sampai 31 Januari 2027, ingatkan 5 hari dan 1 hari sebelumnya, peringatan pada 80% waktu, lalu diam dianggap setuju, waktu berhenti selama "Langkah revise" berjalan',
    'until 31 January 2027, remind 5 days and 1 day before, warn at 80% of the time, then silence counts as consent, the clock rests while "Step revise" runs',
  ],
  [
    'nothing yet',
    { overdue: { action: 'remind' } },
    'waktu belum ditentukan, lalu terus diingatkan',
    'time not set yet, then keep reminding',
  ],
])('a deadline in words: %s', (_, deadline, id, en) => {
  expect(describeDeadline(deadline, definition)).toEqual({ id, en });
});

test('a role that does not exist is named by its id, one not chosen by dots', () => {
  expect(describeOverdue({ action: 'escalate', to: 'nobody' }, definition).id).toBe('lalu eskalasi ke nobody');
  expect(describeOverdue({ action: 'escalate', to: '' }, definition).en).toBe('then escalate to …');
});
