import type { Localized, Step } from '../types';
import { rule } from './rule';

/** Everything that people see has a name in Indonesian. English may be missing. */
export const titleNeeded = rule({
  name: 'title-needed',
  messages: {
    definition: { id: 'Proses belum memiliki judul.', en: 'The process has no title.' },
    step: { id: 'Langkah {step} belum memiliki judul.', en: 'Step {step} has no title.' },
    role: { id: 'Peran {role} belum memiliki nama.', en: 'Role {role} has no name.' },
    inner: {
      id: 'Pada langkah "{step}" ada judul atau teks yang masih kosong.',
      en: 'In step "{step}" a title or text is still empty.',
    },
  },
  check(model) {
    const { definition } = model;
    return [
      ...(empty(definition.title) ? [{ message: 'definition' as const, path: '/title/id' }] : []),
      ...Object.entries(definition.roles)
        .filter(([, role]) => empty(role.title))
        .map(([role]) => ({ message: 'role' as const, path: `/roles/${role}/title/id`, params: { role } })),
      ...model.steps
        .filter((step) => empty(step.title))
        .map((step) => ({ message: 'step' as const, step: step.id, path: model.path(step, '/title/id') })),
      ...model.steps.flatMap((step) =>
        innerTitles(step)
          .filter(({ text }) => empty(text))
          .map(({ path }) => ({ message: 'inner' as const, step: step.id, path: model.path(step, `${path}/id`) })),
      ),
    ];
  },
});

function empty(text: Localized): boolean {
  return text.id.trim() === '';
}

function innerTitles(step: Step): { text: Localized; path: string }[] {
  const list = (items: readonly { title: Localized }[], path: string) =>
    items.map(({ title }, index) => ({ text: title, path: `${path}/${index}/title` }));
  switch (step.kind) {
    case 'needs-analysis':
      return list(step.settings.sectors, '/settings/sectors');
    case 'monitoring':
      return list(step.settings.indicators, '/settings/indicators');
    case 'decision':
      return [
        ...list(step.settings.branches, '/settings/branches'),
        { text: step.settings.otherwise.title, path: '/settings/otherwise/title' },
      ];
    case 'notify':
      return [
        { text: step.settings.subject, path: '/settings/subject' },
        { text: step.settings.message, path: '/settings/message' },
      ];
    case 'socialization':
      return [{ text: step.settings.material, path: '/settings/material' }];
    default:
      return [];
  }
}
