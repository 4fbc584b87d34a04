import { rule } from './rule';

/** A flow leaves by an exit that its step has. Ends have none; rule end-no-outgoing speaks of them. */
export const flowOutcomeExists = rule({
  name: 'flow-outcome-exists',
  messages: {
    unknown: {
      id: 'Langkah "{step}" tidak memiliki hasil {outcome}; pilihannya {expected}.',
      en: 'Step "{step}" has no outcome {outcome}; it has {expected}.',
    },
  },
  check: (model) =>
    model.flows.flatMap((flow, index) => {
      const step = model.step(flow.from);
      if (!step || step.kind === 'end') return [];
      const outcomes = model.outcomes(step);
      if (outcomes.includes(flow.outcome)) return [];
      return [
        {
          message: 'unknown' as const,
          step: step.id,
          flows: [flow.id],
          path: `/flows/${index}/outcome`,
          params: { outcome: flow.outcome, expected: outcomes.join(', ') },
        },
      ];
    }),
});
