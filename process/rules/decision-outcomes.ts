import { rule } from './rule';

/** A decision has branches whose names differ from each other and from the default's. */
export const decisionOutcomes = rule({
  name: 'decision-outcomes',
  messages: {
    none: { id: 'Keputusan "{step}" belum memiliki cabang.', en: 'The decision "{step}" has no branch.' },
    twice: {
      id: 'Keputusan "{step}" memakai hasil {outcome} dua kali.',
      en: 'The decision "{step}" uses the outcome {outcome} twice.',
    },
    reserved: {
      id: 'Keputusan "{step}" tidak boleh memakai nama hasil {outcome}.',
      en: 'The decision "{step}" may not use the name {outcome}.',
    },
  },
  check: (model) =>
    model.ofKind('decision').flatMap((step) => {
      const { branches, otherwise } = step.settings;
      const place = { step: step.id, path: model.path(step, '/settings/branches') };
      const names = [...branches.map((branch) => branch.outcome), otherwise.outcome];
      const repeated = names.filter((name, index) => names.indexOf(name) < index);
      return [
        ...(branches.length === 0 ? [{ message: 'none' as const, ...place }] : []),
        ...repeated.map((outcome) => ({ message: 'twice' as const, ...place, params: { outcome } })),
        ...(names.includes('expired')
          ? [{ message: 'reserved' as const, ...place, params: { outcome: 'expired' } }]
          : []),
      ];
    }),
});
