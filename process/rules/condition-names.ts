import type { Model } from './model';
import { expressionsOf, type Placed } from './expression';
import { rule } from './rule';

/**
 * A condition reads only what is there: variables by name, `rounds.<step>`, `outcomes.<step>`, `today`; in a form, the
 * form's other answers.
 */
export const conditionNames = rule({
  name: 'condition-names',
  messages: {
    unknown: {
      id: 'Syarat pada langkah "{step}" membaca {name} yang tidak ada.',
      en: 'A condition of step "{step}" reads {name}, which does not exist.',
    },
  },
  check: (model) =>
    expressionsOf(model).flatMap((placed) =>
      (placed.reading?.paths ?? [])
        .filter((path) => !isKnown(model, placed, path))
        .map((path) => ({
          message: 'unknown' as const,
          step: placed.step,
          path: placed.path,
          params: { name: path.join('.') },
        })),
    ),
});

function isKnown(model: Model, { scope }: Placed, [root, name, ...more]: string[]): boolean {
  if (scope.type === 'form') return name === undefined && scope.fields.includes(root as string);
  if (root === 'rounds' || root === 'outcomes')
    return name !== undefined && more.length === 0 && model.step(name) !== undefined;
  return name === undefined && (root === 'today' || Object.hasOwn(model.definition.data.properties, root as string));
}
