import { definitionOf, step } from './definitions';

/** A decision with this condition, beside a drafting step `draft`. */
export const condition = (expression: string) =>
  definitionOf(
    [
      step('decision', 'd', { branches: [{ outcome: 'yes', title: { id: 'Ya' }, condition: expression }] }),
      step('drafting', 'draft'),
    ],
    '',
  );

/** A form in which `second` is shown while this holds; `first` is a yes-or-no question. */
export const shownWhen = (when: string) =>
  definitionOf(
    [
      step('task', 't', {
        form: {
          fields: [
            { id: 'first', type: 'yes-no', label: { id: 'Pertama' } },
            { id: 'second', type: 'short', label: { id: 'Kedua' }, when },
          ],
        },
      }),
    ],
    '',
  );
