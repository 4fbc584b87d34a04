/** The second line of a notice: what its parameters say. What a newer server adds is left out rather than shown raw. */
import type { Localized } from '../../process/types';
import type { Notice } from '../../server/contract/notices';
import type { Text } from '../i18n/use-text';

export function noticeDetail({ params }: Pick<Notice, 'params'>, { t, local }: Text, dateOf: (time: string) => string): string {
  const words = ['subject', 'message'].map((name) => local(localizedOf(params[name])));
  const due = [params.dueAt, params.answerBy].find((time) => typeof time === 'string');
  return [
    ...words,
    due === undefined ? '' : t('notices.due', { when: dateOf(due as string) }),
    typeof params.unanswered === 'number' ? t('notices.unanswered', { count: params.unanswered }) : '',
    typeof params.reason === 'string' ? t('notices.reason', { reason: params.reason }) : '',
  ].filter(Boolean).join(' · ');
}

function localizedOf(value: unknown): Localized | undefined {
  return typeof value === 'object' && value !== null && typeof (value as Localized).id === 'string' ? (value as Localized) : undefined;
}
