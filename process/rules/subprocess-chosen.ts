import { type Found, rule } from './rule';

/** A subprocess runs another definition, not this one again inside itself. */
export const subprocessChosen = rule({
  name: 'subprocess-chosen',
  messages: {
    none: {
      id: 'Rancangan untuk subproses "{step}" belum dipilih.',
      en: 'No definition is chosen for the subprocess "{step}".',
    },
    itself: {
      id: 'Subproses "{step}" menjalankan rancangan ini sendiri.',
      en: 'The subprocess "{step}" runs this very definition.',
    },
  },
  check: (model) =>
    model.ofKind('subprocess').flatMap((step): Found<'none' | 'itself'>[] => {
      const place = { step: step.id, path: model.path(step, '/settings/definitionId') };
      if (step.settings.definitionId === '') return [{ message: 'none', ...place }];
      return step.settings.definitionId === model.definition.id ? [{ message: 'itself', ...place }] : [];
    }),
});
