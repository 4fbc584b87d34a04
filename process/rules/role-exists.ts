import { roleReferences } from '../references';
import { rule } from './rule';

/** Every role that a step names is declared in the definition. */
export const roleExists = rule({
  name: 'role-exists',
  messages: {
    missing: {
      id: 'Langkah "{step}" memakai peran {role} yang tidak ada.',
      en: 'Step "{step}" names role {role}, which does not exist.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) =>
      roleReferences(step)
        .filter(({ role }) => role !== '' && !Object.hasOwn(model.definition.roles, role))
        .map(({ role, path }) => ({
          message: 'missing' as const,
          step: step.id,
          path: model.path(step, path),
          params: { role },
        })),
    ),
});
