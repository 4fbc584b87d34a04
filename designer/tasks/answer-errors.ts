import type { Json } from '../../process/types';
import type { Answers } from '../ui/form/FormFields';

/** The errors of answers, by field id. */
export const answerErrors = (errors: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).flatMap(([path, message]) => (path.startsWith('/answers/') ? [[path.slice('/answers/'.length), message]] : [])));

/** Answers with one changed; an emptied one is absent. */
export function withAnswer(answers: Answers, fieldId: string, value: Json | undefined): Answers {
  const { [fieldId]: _before, ...others } = answers;
  return value === undefined ? others : { ...others, [fieldId]: value };
}
