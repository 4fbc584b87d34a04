import { rule } from './rule';

/** Nothing follows an end. */
export const endNoOutgoing = rule({
  name: 'end-no-outgoing',
  messages: {
    outgoing: {
      id: 'Langkah selesai "{step}" tidak boleh memiliki alur keluar.',
      en: 'The end "{step}" may not have a flow out of it.',
    },
  },
  check: (model) =>
    model
      .ofKind('end')
      .flatMap((end) =>
        model.flowsFrom(end.id).map((flow) => ({ message: 'outgoing' as const, step: end.id, flows: [flow.id] })),
      ),
});
