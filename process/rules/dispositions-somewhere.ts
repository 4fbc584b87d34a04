import { type Found, rule } from './rule';

/** Input that is to be disposed of later is disposed of in a drafting step; input without dispositions is not asked for there. */
export const dispositionsSomewhere = rule({
  name: 'dispositions-somewhere',
  messages: {
    nowhere: {
      id: 'Masukan dari "{step}" tidak ditindaklanjuti oleh langkah penyusunan mana pun.',
      en: 'No drafting step disposes of the input of "{step}".',
    },
    unasked: {
      id: '"{step}" menindaklanjuti masukan dari "{other}", yang diatur tanpa tindak lanjut kemudian.',
      en: '"{step}" disposes of the input of "{other}", which is not set to be disposed of later.',
    },
  },
  check(model) {
    const named = model
      .ofKind('drafting')
      .flatMap((step) => (step.settings.dispositionsOf ?? []).map((other, index) => ({ step, other, index })));
    const disposedOf = new Set(named.map(({ other }) => other));
    const later = model.ofKind('consultation').filter((step) => step.settings.dispositions === 'later');
    return [
      ...later
        .filter((step) => !disposedOf.has(step.id))
        .map(
          (step): Found<'nowhere' | 'unasked'> => ({
            message: 'nowhere',
            step: step.id,
            path: model.path(step, '/settings/dispositions'),
          }),
        ),
      ...named.flatMap(({ step, other, index }): Found<'nowhere' | 'unasked'>[] => {
        const consultation = model.step(other);
        if (consultation?.kind !== 'consultation' || consultation.settings.dispositions === 'later') return [];
        return [
          {
            message: 'unasked',
            step: step.id,
            path: model.path(step, `/settings/dispositionsOf/${index}`),
            params: { other },
          },
        ];
      }),
    ];
  },
});
