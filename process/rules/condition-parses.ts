import { expressionsOf } from './expression';
import { type Found, rule } from './rule';

/** Conditions are FEEL, the expression language of DMN. */
export const conditionParses = rule({
  name: 'condition-parses',
  messages: {
    empty: { id: 'Syarat pada langkah "{step}" masih kosong.', en: 'A condition of step "{step}" is empty.' },
    broken: {
      id: 'Syarat pada langkah "{step}" tidak dapat dibaca: {expression}',
      en: 'A condition of step "{step}" can not be read: {expression}',
    },
  },
  check: (model) =>
    expressionsOf(model).flatMap(({ step, path, expression, reading }): Found<'empty' | 'broken'>[] => {
      if (expression.trim() === '') return [{ message: 'empty', step, path }];
      if (reading) return [];
      return [{ message: 'broken', step, path, params: { expression } }];
    }),
});
