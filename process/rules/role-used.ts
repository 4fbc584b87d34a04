import { roleReferences } from '../references';
import { rule } from './rule';

/** A role that no step names asks for people at every start who then have nothing to do. The public is exempt. */
export const roleUsed = rule({
  name: 'role-used',
  messages: {
    unused: { id: 'Peran {role} tidak dipakai oleh langkah mana pun.', en: 'No step uses role {role}.' },
  },
  check(model) {
    const used = new Set(model.steps.flatMap((step) => roleReferences(step).map(({ role }) => role)));
    return Object.entries(model.definition.roles)
      .filter(([role, { kind }]) => kind === 'people' && !used.has(role))
      .map(([role]) => ({ message: 'unused' as const, path: `/roles/${role}`, params: { role } }));
  },
});
