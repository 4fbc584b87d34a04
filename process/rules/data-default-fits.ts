import type { DataProperty } from '../types';
import { isRealDate } from './real-date';
import { rule } from './rule';

/** The value that a variable has at the start is of its own type and one of its allowed values. */
export const dataDefaultFits = rule({
  name: 'data-default-fits',
  messages: {
    misfit: {
      id: 'Nilai awal variabel {variable} tidak sesuai jenisnya.',
      en: 'The first value of variable {variable} does not fit its type.',
    },
    format: {
      id: 'Variabel {variable}: hanya teks yang dapat berupa tanggal atau pilihan.',
      en: 'Variable {variable}: only a text can be a date or a choice.',
    },
  },
  check: (model) =>
    Object.entries(model.definition.data.properties).flatMap(([variable, property]) => {
      const path = `/data/properties/${variable}`;
      const textOnly = property.type !== 'string' && (property.format !== undefined || property.enum !== undefined);
      return [
        ...(textOnly ? [{ message: 'format' as const, path, params: { variable } }] : []),
        ...(fits(property) ? [] : [{ message: 'misfit' as const, path: `${path}/default`, params: { variable } }]),
      ];
    }),
});

function fits({ type, format, enum: allowed, default: value }: DataProperty): boolean {
  if (value === undefined) return true;
  if (type === 'integer') return Number.isInteger(value);
  if (typeof value !== type) return false;
  if (typeof value !== 'string') return true;
  return (format !== 'date' || isRealDate(value)) && (allowed === undefined || allowed.includes(value));
}
