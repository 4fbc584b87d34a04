import { rule } from './rule';

/** A join waits for the branches of a fork; where no fork leads to it, it waits for nothing. */
export const joinWithoutFork = rule({
  name: 'join-without-fork',
  messages: {
    none: {
      id: 'Penggabungan "{step}" tidak didahului percabangan paralel.',
      en: 'No fork leads to the join "{step}".',
    },
  },
  check(model) {
    const afterForks = model.reachableFrom(model.ofKind('fork').map((fork) => fork.id));
    return model
      .ofKind('join')
      .filter((join) => !afterForks.has(join.id))
      .map((join) => ({ message: 'none' as const, step: join.id, path: model.path(join) }));
  },
});
