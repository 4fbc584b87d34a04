import type { DataProperty, FormField, Step } from '../types';
import { formsOf } from './expression';

export interface VariableBinding {
  variable: string;
  path: string;
  /** Types of variable that can take the value; empty: none can. */
  fits: readonly DataProperty['type'][];
}

const NUMBERS = ['number', 'integer'] as const;
const FITS: Record<FormField['type'], readonly DataProperty['type'][]> = {
  short: ['string'],
  long: ['string'],
  choice: ['string'],
  date: ['string'],
  'yes-no': ['boolean'],
  scale: NUMBERS,
  number: NUMBERS,
  money: NUMBERS,
  many: [],
  file: [],
  section: [],
};

/** Where a step sets variables: fields of its forms, totals of a needs analysis. */
export function variableBindings(step: Step): VariableBinding[] {
  const fields = formsOf(step).flatMap(({ form, path }) =>
    form.fields.flatMap((field, index) =>
      field.variable === undefined
        ? []
        : [{ variable: field.variable, path: `${path}/fields/${index}/variable`, fits: FITS[field.type] }],
    ),
  );
  if (step.kind !== 'needs-analysis') return fields;
  const output = step.settings.output ?? {};
  return (['need', 'gap'] as const).flatMap((key) => {
    const variable = output[key];
    return variable === undefined ? [] : [{ variable, path: `/settings/output/${key}`, fits: ['number'] as const }];
  });
}
