import { type RoleUse, roleReferences } from '../references';
import type { RoleDefinition } from '../types';
import { rule } from './rule';

/** Kinds of role that a use allows. Tasks go to named people; only an audience or a message may be a number of people. */
const ALLOWED: Record<RoleUse, readonly RoleDefinition['kind'][]> = {
  work: ['people'],
  approve: ['people'],
  respond: ['people'],
  escalation: ['people'],
  audience: ['people', 'everyone'],
  notify: ['people', 'everyone'],
  mapping: ['people', 'everyone', 'public'],
};

/** The public and an audience by number have no accounts: they can't be given tasks. */
export const publicRoleNotAssigned = rule({
  name: 'public-role-not-assigned',
  messages: {
    'no-accounts': {
      id: 'Peran {role} tidak terdiri atas pengguna bernama, jadi tidak dapat dipakai di sini pada langkah "{step}".',
      en: 'Role {role} has no named users, so it can not be used here in step "{step}".',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) =>
      roleReferences(step)
        .filter(({ role, use }) => {
          if (!Object.hasOwn(model.definition.roles, role)) return false;
          const kind = model.definition.roles[role]?.kind;
          return kind !== undefined && !ALLOWED[use].includes(kind);
        })
        .map(({ role, path }) => ({
          message: 'no-accounts' as const,
          step: step.id,
          path: model.path(step, path),
          params: { role },
        })),
    ),
});
