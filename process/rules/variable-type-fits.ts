import { variableBindings } from './variables';
import { rule } from './rule';

/** A variable can hold the answer that is put into it. Files and lists go into no variable. */
export const variableTypeFits = rule({
  name: 'variable-type-fits',
  messages: {
    misfit: {
      id: 'Pada langkah "{step}" jawaban tidak cocok dengan jenis variabel {variable} ({type}).',
      en: 'In step "{step}" the answer does not fit the type of variable {variable} ({type}).',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) =>
      variableBindings(step).flatMap(({ variable, path, fits }) => {
        const { properties } = model.definition.data;
        const property = Object.hasOwn(properties, variable) ? properties[variable] : undefined;
        if (!property || fits.includes(property.type)) return [];
        return [
          {
            message: 'misfit' as const,
            step: step.id,
            path: model.path(step, path),
            params: { variable, type: property.type },
          },
        ];
      }),
    ),
});
