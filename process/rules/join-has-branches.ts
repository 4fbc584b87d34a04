import { rule } from './rule';

/** A join that one flow leads to has nothing to wait for. */
export const joinHasBranches = rule({
  name: 'join-has-branches',
  messages: {
    one: { id: 'Penggabungan "{step}" hanya dituju satu alur.', en: 'Only one flow leads to the join "{step}".' },
  },
  check: (model) =>
    model
      .ofKind('join')
      .filter((join) => model.flowsTo(join.id).length === 1)
      .map((join) => ({ message: 'one' as const, step: join.id, path: model.path(join) })),
});
