import { isRealDate } from './real-date';
import { type Found, rule } from './rule';

/** A wait knows what it waits for: a length of time or a date. */
export const waitNeedsTime = rule({
  name: 'wait-needs-time',
  messages: {
    time: {
      id: 'Tunggu "{step}" memerlukan jangka waktu atau tanggal, salah satu.',
      en: 'The wait "{step}" needs a length of time or a date, one of them.',
    },
    date: { id: 'Tanggal pada "{step}" tidak ada di kalender.', en: 'The date of "{step}" does not exist.' },
  },
  check: (model) =>
    model.ofKind('wait').flatMap((step): Found<'time' | 'date'>[] => {
      const { for: length, until } = step.settings;
      if ((length === undefined) === (until === undefined))
        return [{ message: 'time', step: step.id, path: model.path(step, '/settings') }];
      if (until === undefined || isRealDate(until)) return [];
      return [{ message: 'date', step: step.id, path: model.path(step, '/settings/until') }];
    }),
});
