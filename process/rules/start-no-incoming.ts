import { rule } from './rule';

/** A start happens once, when the process begins; a flow back to it would begin the process again inside itself. */
export const startNoIncoming = rule({
  name: 'start-no-incoming',
  messages: {
    incoming: {
      id: 'Alur dari "{other}" tidak boleh menuju langkah mulai.',
      en: 'The flow from "{other}" may not lead to the start.',
    },
  },
  check: (model) =>
    model.ofKind('start').flatMap((start) =>
      model.flowsTo(start.id).map((flow) => ({
        message: 'incoming' as const,
        step: start.id,
        others: [flow.from],
        flows: [flow.id],
        params: { other: flow.from },
      })),
    ),
});
