import { rule } from './rule';

/** A process begins at one place, so that everyone agrees what the first step is. */
export const oneStart = rule({
  name: 'one-start',
  messages: {
    none: { id: 'Proses belum memiliki langkah mulai.', en: 'The process has no start.' },
    many: { id: 'Langkah mulai "{step}" berlebih: hanya boleh ada satu.', en: 'The start "{step}" is one too many.' },
  },
  check(model) {
    const starts = model.ofKind('start');
    if (starts.length === 0) return [{ message: 'none', path: '/steps' }];
    return starts.slice(1).map((step) => ({ message: 'many', step: step.id, path: model.path(step) }));
  },
});
