import { roleReferences } from '../references';
import type { Step } from '../types';
import { rule } from './rule';

/** Work that people do has a role that does it, and every place where a role is asked for is filled in. */
export const roleNeeded = rule({
  name: 'role-needed',
  messages: {
    work: {
      id: 'Langkah "{step}" belum memiliki peran yang mengerjakannya.',
      en: 'Step "{step}" has no role that does the work.',
    },
    empty: {
      id: 'Pada langkah "{step}" ada peran yang belum dipilih.',
      en: 'Step "{step}" has a role that is not chosen yet.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) => {
      const empty = roleReferences(step).filter(({ role, path }) => role === '' && path !== '/role');
      const found = empty.map(({ path }) => ({
        message: 'empty' as const,
        step: step.id,
        path: model.path(step, path),
      }));
      if (!needsRole(step) || step.role) return found;
      return [{ message: 'work' as const, step: step.id, path: model.path(step, '/role') }, ...found];
    }),
});

/** Consultations need one only where somebody must dispose of the input before they close. */
function needsRole(step: Step): boolean {
  switch (step.kind) {
    case 'task':
    case 'needs-analysis':
    case 'drafting':
    case 'socialization':
    case 'monitoring':
    case 'complaints':
      return true;
    case 'consultation':
      return step.settings.dispositions === 'before-close';
    default:
      return false;
  }
}
