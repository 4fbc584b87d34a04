import { rule } from './rule';

/** Without an end that completes, a process can only run for ever or be withdrawn. */
export const hasEnd = rule({
  name: 'has-end',
  messages: {
    none: { id: 'Proses belum memiliki langkah selesai.', en: 'The process has no end.' },
    'only-withdrawn': {
      id: 'Semua langkah selesai membatalkan proses; tidak ada yang menuntaskannya.',
      en: 'Every end withdraws the process; none completes it.',
    },
  },
  check(model) {
    const ends = model.ofKind('end');
    if (ends.length === 0) return [{ message: 'none', path: '/steps' }];
    if (ends.some((end) => end.settings.result === 'completed')) return [];
    return [{ message: 'only-withdrawn', step: ends[0]?.id, others: ends.slice(1).map((end) => end.id) }];
  },
});
