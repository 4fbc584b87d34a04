/** Which fields of a form are shown: those without a condition, and those whose condition holds over the other answers. */
import { useEffect, useMemo, useState } from 'react';
import type { Form } from '../../../process/types';
import type { Answers } from './FormFields';

type Conditions = typeof import('../../../process/condition');

/** The expression language is big: it is loaded only for forms that have a condition. */
export function useShown(form: Form | null | undefined, answers: Answers): (fieldId: string) => boolean {
  const conditional = !!form?.fields.some((field) => field.when);
  const [conditions, setConditions] = useState<Conditions>();
  useEffect(() => {
    if (conditional) void import('../../../process/condition').then(setConditions);
  }, [conditional]);
  return useMemo(() => {
    const hidden = new Set(form ? hiddenFields(form, answers, conditions?.holds) : []);
    return (fieldId: string) => !hidden.has(fieldId);
  }, [form, answers, conditions]);
}

/** Ids of fields whose condition doesn't hold; a condition that can't be evaluated hides, as on the server. */
export function hiddenFields(form: Form, answers: Answers, holds: Conditions['holds'] | undefined): string[] {
  const context = Object.fromEntries(form.fields.filter((field) => field.type !== 'section').map((field) => [field.id, answers[field.id] ?? null]));
  return form.fields
    .filter((field) => {
      if (!field.when) return false;
      const result = holds?.(field.when, context);
      return !(result && 'value' in result && result.value);
    })
    .map((field) => field.id);
}
