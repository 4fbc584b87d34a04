import { rule } from './rule';

/** The same arrow twice means nothing more than once, except after a fork, where it would start the same step twice. */
export const noDuplicateFlow = rule({
  name: 'no-duplicate-flow',
  messages: {
    twice: { id: 'Alur {flow} sama dengan alur {first}.', en: 'Flow {flow} is the same as flow {first}.' },
  },
  check(model) {
    const first = new Map<string, string>();
    return model.flows.flatMap((flow) => {
      const key = JSON.stringify([flow.from, flow.outcome, flow.to]);
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, flow.id);
        return [];
      }
      return [
        {
          message: 'twice' as const,
          step: flow.from,
          flows: [flow.id, earlier],
          params: { flow: flow.id, first: earlier },
        },
      ];
    });
  },
});
