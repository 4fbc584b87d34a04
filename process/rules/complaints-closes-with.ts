import type { StepId } from '../types';
import type { Model } from './model';
import { nominalMinutes } from './nominal';
import { rule } from './rule';

/** A desk closes with a step that runs beside it: the two stand in different branches of a fork. */
export const complaintsClosesWith = rule({
  name: 'complaints-closes-with',
  messages: {
    'not-beside': {
      id: 'Pengaduan "{step}" akan langsung ditutup: "{other}" tidak berjalan di cabang lain pada saat yang sama.',
      en: 'The desk "{step}" would close at once: "{other}" does not run beside it in another branch.',
    },
    answer: {
      id: 'Waktu menjawab "{step}" lebih pendek daripada waktu menanggapi.',
      en: 'The time to answer in "{step}" is shorter than the time to acknowledge.',
    },
  },
  check: (model) =>
    model.ofKind('complaints').flatMap((step) => {
      const { closesWith, acknowledgeWithin, answerWithin } = step.settings;
      const alone = model.step(closesWith) !== undefined && !besideEachOther(model, step.id, closesWith);
      const late = nominalMinutes(answerWithin) < nominalMinutes(acknowledgeWithin);
      return [
        ...(alone
          ? [
              {
                message: 'not-beside' as const,
                step: step.id,
                path: model.path(step, '/settings/closesWith'),
                params: { other: closesWith },
              },
            ]
          : []),
        ...(late
          ? [{ message: 'answer' as const, step: step.id, path: model.path(step, '/settings/answerWithin') }]
          : []),
      ];
    }),
});

function besideEachOther(model: Model, a: StepId, b: StepId): boolean {
  const towardsA = model.leadingTo(a);
  const towardsB = model.leadingTo(b);
  return model.ofKind('fork').some((fork) => {
    const toA = model.flowsFrom(fork.id).filter((flow) => towardsA.has(flow.to));
    const toB = model.flowsFrom(fork.id).filter((flow) => towardsB.has(flow.to));
    return toA.some((one) => toB.some((other) => other !== one));
  });
}
