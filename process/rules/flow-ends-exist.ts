import type { Flow } from '../types';
import { rule } from './rule';

/** A flow joins two steps of this definition. */
export const flowEndsExist = rule({
  name: 'flow-ends-exist',
  messages: {
    missing: {
      id: 'Alur {flow} menunjuk langkah {missing} yang tidak ada.',
      en: 'Flow {flow} names step {missing}, which does not exist.',
    },
  },
  check: (model) =>
    model.flows.flatMap((flow, index) =>
      ends(flow)
        .filter(({ id }) => model.step(id) === undefined)
        .map(({ id, key }) => ({
          message: 'missing' as const,
          flows: [flow.id],
          path: `/flows/${index}/${key}`,
          params: { flow: flow.id, missing: id },
        })),
    ),
});

function ends(flow: Flow) {
  return [
    { id: flow.from, key: 'from' },
    { id: flow.to, key: 'to' },
  ];
}
