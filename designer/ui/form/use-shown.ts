/** Which fields of a form are shown: those without a condition, and those whose condition holds over the other answers. */
import { useEffect, useMemo, useState } from 'react';
import type { Form } from '../../../process/types';
import { isEmpty, loadFormCheck } from './check';
import type { Answers } from './FormFields';

type FormModule = typeof import('../../../process/form');

/** What a hand at the page does first. */
const TOUCHES = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

export function useShown(form: Form | null | undefined, answers: Answers): (fieldId: string) => boolean {
  const conditional = !!form?.fields.some((field) => field.when?.trim());
  const check = useConditions(conditional, Object.values(answers).some((answer) => !isEmpty(answer)));
  return useMemo(() => {
    if (!form || !conditional) return () => true;
    // Until the conditions can be read, what depends on one stays hidden: better late than there and gone.
    const fields = check ? check.visibleFields(form, answers) : form.fields.filter((field) => !field.when?.trim());
    const shown = new Set(fields.map((field) => field.id));
    return (fieldId: string) => shown.has(fieldId);
  }, [form, answers, check, conditional]);
}

/** The expression language (57 KB) comes with the first answer or the first touch of the page: who only reads a form doesn't load it. */
function useConditions(wanted: boolean, answered: boolean): FormModule | undefined {
  const [check, setCheck] = useState<FormModule>();
  useEffect(() => {
    if (!wanted) return undefined;
    const load = () => void loadFormCheck().then(setCheck);
    if (answered) load();
    for (const touch of TOUCHES) window.addEventListener(touch, load, { once: true, passive: true });
    return () => TOUCHES.forEach((touch) => window.removeEventListener(touch, load));
  }, [wanted, answered]);
  return check;
}
