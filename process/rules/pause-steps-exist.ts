import { type Found, rule } from './rule';

/** The clock rests while *another* step of this definition runs. */
export const pauseStepsExist = rule({
  name: 'pause-steps-exist',
  messages: {
    missing: {
      id: 'Tenggat "{step}" menunggu langkah {other} yang tidak ada.',
      en: 'The deadline of "{step}" rests for {other}, which does not exist.',
    },
    itself: {
      id: 'Tenggat "{step}" tidak dapat berhenti karena langkah itu sendiri.',
      en: 'The deadline of "{step}" can not rest for the step itself.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) =>
      (step.deadline?.pause ?? []).flatMap((other, index): Found<'missing' | 'itself'>[] => {
        const path = model.path(step, `/deadline/pause/${index}`);
        if (other === step.id) return [{ message: 'itself', step: step.id, path }];
        if (model.step(other)) return [];
        return [{ message: 'missing', step: step.id, path, params: { other } }];
      }),
    ),
});
