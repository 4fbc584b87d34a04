import type { ConsultationSettings } from '../types';
import { rule } from './rule';

type M = 'nobody' | 'quorum' | 'public-closes' | 'extension' | 'no-questions';

/** A consultation asks somebody something; a quorum counts invitees; an extension needs a number to fall short of. */
export const consultationAudience = rule({
  name: 'consultation-audience',
  messages: {
    nobody: { id: 'Konsultasi "{step}" tidak mengundang siapa pun.', en: 'The consultation "{step}" asks nobody.' },
    quorum: { id: 'Kuorum "{step}" memerlukan undangan.', en: 'The quorum of "{step}" needs invited people.' },
    'public-closes': {
      id: 'Konsultasi "{step}" terbuka untuk umum, jadi tidak dapat ditutup saat semua undangan menjawab.',
      en: 'The consultation "{step}" is open to the public, so it can not close when every invitee has answered.',
    },
    extension: {
      id: 'Perpanjangan "{step}" memerlukan jumlah minimum atau kuorum, dan tenggat.',
      en: 'The extension of "{step}" needs a minimum or a quorum, and a deadline.',
    },
    'no-questions': {
      id: 'Konsultasi "{step}" belum memiliki pertanyaan.',
      en: 'The consultation "{step}" has no question.',
    },
  },
  check: (model) =>
    model.ofKind('consultation').flatMap((step) =>
      issuesOf(step.settings, step.deadline !== undefined).map(([message, below]) => ({
        message,
        step: step.id,
        path: model.path(step, `/settings/${below}`),
      })),
    ),
});

function issuesOf(settings: ConsultationSettings, hasDeadline: boolean): [M, string][] {
  const issues: [M, string][] = [];
  if (!settings.invited && !settings.public) issues.push(['nobody', 'invited']);
  if (settings.quorum && !settings.invited) issues.push(['quorum', 'quorum']);
  if (settings.closeWhenAllAnswered && settings.public) issues.push(['public-closes', 'closeWhenAllAnswered']);
  if (settings.extension && !(hasDeadline && (settings.minimum || settings.quorum)))
    issues.push(['extension', 'extension']);
  if (!settings.questions.fields.some((field) => field.type !== 'section')) issues.push(['no-questions', 'questions']);
  return issues;
}
