import { stepReferences } from '../references';
import type { Step } from '../types';
import { type Found, rule } from './rule';

/** Where a step names another (input to dispose of, document, authors, complaints), it exists and is of a kind that fits. */
export const stepReferencesFit = rule({
  name: 'step-references-fit',
  messages: {
    empty: {
      id: 'Pada langkah "{step}" ada langkah yang belum dipilih.',
      en: 'In step "{step}" a step is not chosen yet.',
    },
    missing: {
      id: 'Langkah "{step}" menunjuk langkah {other} yang tidak ada.',
      en: 'Step "{step}" names step {other}, which does not exist.',
    },
    kind: {
      id: 'Langkah "{step}" tidak dapat menunjuk "{other}": jenisnya tidak sesuai.',
      en: 'Step "{step}" can not name "{other}": it is of another kind.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) =>
      stepReferences(step).flatMap(({ stepId, kinds, path }): Found<'empty' | 'missing' | 'kind'>[] => {
        const place = { step: step.id, path: model.path(step, path) };
        if (stepId === '') return [{ message: 'empty', ...place }];
        const other = model.step(stepId);
        if (!other) return [{ message: 'missing', ...place, params: { other: stepId } }];
        const fits = other !== step && (kinds ? kinds.includes(other.kind) : isWork(other));
        return fits ? [] : [{ message: 'kind', ...place, params: { other: stepId } }];
      }),
    ),
});

function isWork(step: Step): boolean {
  return !['start', 'end', 'fork', 'join', 'decision', 'notify'].includes(step.kind);
}
