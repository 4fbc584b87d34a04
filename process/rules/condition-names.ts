import type { Model } from './model';
import { expressionsOf, type Placed } from './expression';
import { rule } from './rule';

/** A condition reads only what is there: `data`, `rounds`, `outcomes`, `today`; in a form, the form's other answers. */
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
  if (root === 'today') return name === undefined;
  if (name === undefined || more.length > 0) return false;
  if (root === 'data') return Object.hasOwn(model.definition.data.properties, name);
  if (root === 'rounds' || root === 'outcomes') return model.step(name) !== undefined;
  return false;
}
