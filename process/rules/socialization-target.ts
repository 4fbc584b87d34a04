import type { SocializationSettings } from '../types';
import { rule } from './rule';

type M = 'target' | 'size' | 'quiz';

/** Coverage is a share of a known number of people, and a quiz can be passed. */
export const socializationTarget = rule({
  name: 'socialization-target',
  messages: {
    target: {
      id: 'Target cakupan "{step}" harus lebih dari 0%.',
      en: 'The coverage target of "{step}" must be above 0%.',
    },
    size: { id: 'Jumlah sasaran "{step}" belum diisi.', en: 'The number of people to reach in "{step}" is not set.' },
    quiz: {
      id: 'Kuis pada "{step}" tidak dapat dijawab atau diluluskan.',
      en: 'The quiz of "{step}" can not be answered or passed.',
    },
  },
  check: (model) =>
    model.ofKind('socialization').flatMap((step) => {
      const { roles } = model.definition;
      const { audience } = step.settings;
      const byNumber = Object.hasOwn(roles, audience) && roles[audience]?.kind === 'everyone';
      const found = (message: M, below: string) => ({
        message,
        step: step.id,
        path: model.path(step, `/settings/${below}`),
      });
      return [
        ...(step.settings.target > 0 ? [] : [found('target', 'target')]),
        ...(byNumber && !step.settings.audienceSize ? [found('size', 'audienceSize')] : []),
        ...(quizWorks(step.settings.quiz) ? [] : [found('quiz', 'quiz')]),
      ];
    }),
});

function quizWorks(quiz: SocializationSettings['quiz']): boolean {
  if (!quiz) return true;
  const answerable = quiz.questions.every(({ label, options, right }) => {
    const values = options.map(({ value }) => value);
    return (
      label.id.trim() !== '' && values.length >= 2 && new Set(values).size === values.length && values.includes(right)
    );
  });
  return answerable && quiz.questions.length > 0 && quiz.passScore <= quiz.questions.length;
}
