/** What is wrong with answers, for screens: found by `process/form`, the same check that the server refuses by. */
import type { FormCheck } from '../../../process/form';
import type { Form, Json } from '../../../process/types';
import type { Text } from '../../i18n/use-text';

export interface Fault {
  /** JSON pointer into what is handed in: `/answers/input`. */
  path: string;
  label: string;
  message: string;
}

/** The check brings the expression language with it, so it is loaded when it is first needed, not with the page. */
export const loadFormCheck = (): Promise<typeof import('../../../process/form')> => import('../../../process/form');

/** Faults in the order of the questions. */
export function answerFaults(form: Form, { issues }: FormCheck, local: Text['local']): Fault[] {
  return form.fields.flatMap((field) =>
    issues.filter((issue) => issue.field === field.id).map((issue) => ({ path: `/answers/${field.id}`, label: local(field.label), message: local(issue.message) })),
  );
}

export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
