import { rule } from './rule';

/** A fork with one branch is only an arrow. */
export const forkHasBranches = rule({
  name: 'fork-has-branches',
  messages: {
    one: { id: 'Percabangan "{step}" hanya memiliki satu cabang.', en: 'The fork "{step}" has only one branch.' },
  },
  check: (model) =>
    model
      .ofKind('fork')
      .filter((fork) => new Set(model.flowsFrom(fork.id).map((flow) => flow.to)).size === 1)
      .map((fork) => ({ message: 'one' as const, step: fork.id, path: model.path(fork) })),
});
