/** What is wrong with answers, in the reader's words, before they are sent. The server checks again; its word counts. */
import type { Form, FormField, Json } from '../../../process/types';
import type { Text } from '../../i18n/use-text';
import type { Answers } from './FormFields';

export interface Fault {
  /** JSON pointer into what is handed in: `/answers/input`. */
  path: string;
  label: string;
  message: string;
}

type Words = Pick<Text, 't' | 'local' | 'number'>;

/** Faults of the shown fields, in their order. */
export function answerFaults(form: Form, answers: Answers, isShown: (fieldId: string) => boolean, words: Words): Fault[] {
  return form.fields
    .filter((field) => field.type !== 'section' && isShown(field.id))
    .flatMap((field) => {
      const message = faultOf(field, answers[field.id], words);
      return message ? [{ path: `/answers/${field.id}`, label: words.local(field.label), message }] : [];
    });
}

function faultOf(field: FormField, value: Json | undefined, { t, number }: Words): string | undefined {
  if (isEmpty(value)) return field.required ? t('check.required') : undefined;
  const { min, max } = field;
  if (typeof value === 'number') {
    if (min !== undefined && value < min) return t('check.atLeast', { limit: number(min) });
    if (max !== undefined && value > max) return t('check.atMost', { limit: number(max) });
  }
  if (typeof value === 'string' && (field.type === 'short' || field.type === 'long')) {
    if (min !== undefined && value.trim().length < min) return t('check.longer', { limit: number(min) });
    if (max !== undefined && value.length > max) return t('check.shorter', { limit: number(max) });
  }
  return undefined;
}

export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** Answers of the shown fields only: what a condition has hidden isn't handed in. */
export function shownAnswers(form: Form, answers: Answers, isShown: (fieldId: string) => boolean): Answers {
  return Object.fromEntries(form.fields.filter((field) => isShown(field.id) && !isEmpty(answers[field.id])).map((field) => [field.id, answers[field.id]!]));
}
