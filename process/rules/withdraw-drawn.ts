import { rule } from './rule';

/** An owner can withdraw at any time; an exit that rejects the policy reads better when it leads to a withdrawing end. */
export const withdrawDrawn = rule({
  name: 'withdraw-drawn',
  messages: {
    rejected: {
      id: 'Penolakan pada "{step}" ada, tetapi tidak ada langkah selesai yang membatalkan proses.',
      en: '"{step}" may reject, but no end withdraws the process.',
    },
  },
  check(model) {
    if (model.ofKind('end').some((end) => end.settings.result === 'withdrawn')) return [];
    return model
      .ofKind('approval')
      .filter((step) => step.settings.mayReject)
      .map((step) => ({ message: 'rejected' as const, step: step.id, path: model.path(step) }));
  },
});
