/** Which fields of a form are shown: those without a condition, and those whose condition holds over the other answers. */
import { useEffect, useMemo, useState } from 'react';
import type { Form } from '../../../process/types';
import { loadFormCheck } from './check';
import type { Answers } from './FormFields';

type FormModule = typeof import('../../../process/form');

export function useShown(form: Form | null | undefined, answers: Answers): (fieldId: string) => boolean {
  const conditional = !!form?.fields.some((field) => field.when?.trim());
  const [check, setCheck] = useState<FormModule>();
  useEffect(() => {
    if (conditional) void loadFormCheck().then(setCheck);
  }, [conditional]);
  return useMemo(() => {
    if (!form || !conditional) return () => true;
    // Until the conditions can be read, what depends on one stays hidden: better late than there and gone.
    const fields = check ? check.visibleFields(form, answers) : form.fields.filter((field) => !field.when?.trim());
    const shown = new Set(fields.map((field) => field.id));
    return (fieldId: string) => shown.has(fieldId);
  }, [form, answers, check, conditional]);
}
