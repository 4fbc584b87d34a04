import type { Deadline, Duration, Step } from '../types';
import { nominalMinutes } from './nominal';
import { isRealDate } from './real-date';
import { rule } from './rule';

/** Kinds that pass in an instant or keep a time of their own. */
const WITHOUT_DEADLINE: ReadonlySet<Step['kind']> = new Set([
  'start',
  'end',
  'decision',
  'fork',
  'join',
  'notify',
  'wait',
]);

/** A deadline is either a length of time or a date that exists; what reminds and warns does so before it ends. */
export const deadlineValid = rule({
  name: 'deadline-valid',
  messages: {
    kind: { id: 'Langkah "{step}" tidak dapat memiliki tenggat.', en: 'Step "{step}" can not have a deadline.' },
    time: {
      id: 'Tenggat "{step}" memerlukan jangka waktu atau tanggal, salah satu.',
      en: 'The deadline of "{step}" needs a length of time or a date, one of them.',
    },
    date: {
      id: 'Tanggal tenggat "{step}" tidak ada di kalender.',
      en: 'The date of the deadline of "{step}" does not exist.',
    },
    reminder: {
      id: 'Pengingat "{step}" tidak lebih pendek daripada waktunya.',
      en: 'A reminder of "{step}" is not shorter than its time.',
    },
    warning: {
      id: 'Peringatan "{step}" harus di antara 0% dan 100% waktu.',
      en: 'The warning of "{step}" must lie between 0% and 100% of the time.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) => {
      const { deadline } = step;
      if (!deadline) return [];
      const found = (message: 'kind' | 'time' | 'date' | 'reminder' | 'warning', below = '') => ({
        message,
        step: step.id,
        path: model.path(step, `/deadline${below}`),
      });
      if (WITHOUT_DEADLINE.has(step.kind)) return [found('kind')];
      const late = tooLong(deadline);
      return [
        ...((deadline.within === undefined) === (deadline.on === undefined) ? [found('time', '/within')] : []),
        ...(deadline.on !== undefined && !isRealDate(deadline.on) ? [found('date', '/on')] : []),
        ...(late >= 0 ? [found('reminder', `/reminders/${late}`)] : []),
        ...(deadline.warnAt !== undefined && !(deadline.warnAt > 0 && deadline.warnAt < 1)
          ? [found('warning', '/warnAt')]
          : []),
      ];
    }),
});

/** Index of the first reminder that isn't shorter than the time itself; -1 where none is or the end is a date. */
function tooLong({ within, reminders }: Deadline): number {
  if (!within) return -1;
  return (reminders ?? []).findIndex((reminder: Duration) => nominalMinutes(reminder) >= nominalMinutes(within));
}
