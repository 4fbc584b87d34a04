import { rule } from './rule';

/** Branches that never meet again each go on to an end of their own. That is allowed, and seldom meant. */
export const forkWithoutJoin = rule({
  name: 'fork-without-join',
  messages: {
    never: {
      id: 'Cabang dari "{step}" tidak pernah digabungkan.',
      en: 'The branches of "{step}" never meet in a join.',
    },
  },
  check: (model) =>
    model
      .ofKind('fork')
      .filter((fork) => ![...model.reachableFrom([fork.id])].some((id) => model.step(id)?.kind === 'join'))
      .map((fork) => ({ message: 'never' as const, step: fork.id, path: model.path(fork) })),
});
