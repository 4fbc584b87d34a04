import { type Found, rule } from './rule';

/**
 * Each way a step can end leads to exactly one place; only a fork leads to several. An exit that its settings rule out
 * (an approval that may not be returned) may stay open.
 */
export const outcomeConnected = rule({
  name: 'outcome-connected',
  messages: {
    none: {
      id: 'Hasil {outcome} dari "{step}" belum dihubungkan.',
      en: 'Outcome {outcome} of "{step}" leads nowhere.',
    },
    many: {
      id: 'Hasil {outcome} dari "{step}" menuju beberapa langkah; gunakan percabangan paralel.',
      en: 'Outcome {outcome} of "{step}" leads to several steps; use a fork for that.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) =>
      [...new Set(model.outcomes(step))].flatMap((outcome): Found<'none' | 'many'>[] => {
        const flows = model.flowsFrom(step.id).filter((flow) => flow.outcome === outcome);
        const params = { outcome };
        if (flows.length === 0) {
          if (!model.possible(step).includes(outcome)) return [];
          return [{ message: 'none', step: step.id, path: model.path(step), params }];
        }
        const targets = new Set(flows.map((flow) => flow.to));
        if (step.kind === 'fork' || targets.size === 1) return [];
        return [{ message: 'many', step: step.id, flows: flows.map((flow) => flow.id), params }];
      }),
    ),
});
