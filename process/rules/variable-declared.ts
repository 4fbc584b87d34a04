import { variableBindings } from './variables';
import { rule } from './rule';

/** An answer or a total goes into a variable that the definition declares. */
export const variableDeclared = rule({
  name: 'variable-declared',
  messages: {
    missing: {
      id: 'Langkah "{step}" mengisi variabel {variable} yang tidak ada.',
      en: 'Step "{step}" sets variable {variable}, which does not exist.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) =>
      variableBindings(step)
        .filter(({ variable }) => variable !== '' && !Object.hasOwn(model.definition.data.properties, variable))
        .map(({ variable, path }) => ({
          message: 'missing' as const,
          step: step.id,
          path: model.path(step, path),
          params: { variable },
        })),
    ),
});
