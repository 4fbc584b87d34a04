import { rule } from './rule';

/** A consultation ends by its deadline or when every invitee has answered; else it stays open until its owner closes it. */
export const consultationCanClose = rule({
  name: 'consultation-can-close',
  messages: {
    never: {
      id: 'Konsultasi "{step}" hanya berakhir bila pemilik menutupnya.',
      en: 'The consultation "{step}" ends only when its owner closes it.',
    },
  },
  check: (model) =>
    model
      .ofKind('consultation')
      .filter(({ deadline, settings }) => {
        const closes = deadline !== undefined && ['close', 'expire'].includes(deadline.overdue.action);
        return !closes && !settings.closeWhenAllAnswered;
      })
      .map((step) => ({ message: 'never' as const, step: step.id, path: model.path(step, '/deadline') })),
});
