import type { FormField } from '../types';
import { formsOf } from './expression';
import { type Found, rule } from './rule';

type M = 'twice' | 'label' | 'options' | 'bounds' | 'section';
type Issue = { message: M; below: string };

const CHOICES: ReadonlySet<FormField['type']> = new Set(['choice', 'many']);

/** Each question has an id of its own, a label and, where one chooses, options that differ; bounds are in order. */
export const formFieldsValid = rule({
  name: 'form-fields-valid',
  messages: {
    twice: {
      id: 'Formulir "{step}" memakai id {field} dua kali.',
      en: 'The form of "{step}" uses the id {field} twice.',
    },
    label: {
      id: 'Pertanyaan {field} pada "{step}" belum memiliki label.',
      en: 'Question {field} of "{step}" has no label.',
    },
    options: {
      id: 'Pilihan jawaban {field} pada "{step}" kosong, kurang dari dua, atau kembar.',
      en: 'The options of {field} in "{step}" are empty, fewer than two, or alike.',
    },
    bounds: {
      id: 'Batas {field} pada "{step}" tidak berurutan atau tidak cocok.',
      en: 'The bounds of {field} in "{step}" are out of order or do not fit.',
    },
    section: {
      id: 'Judul bagian {field} pada "{step}" tidak menerima jawaban.',
      en: 'The section {field} of "{step}" takes no answer.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) =>
      formsOf(step).flatMap(({ form, path }) =>
        form.fields.flatMap((field, index): Found<M>[] =>
          [...repeats(form.fields, index), ...issuesOf(field)].map(({ message, below }) => ({
            message,
            step: step.id,
            path: model.path(step, `${path}/fields/${index}${below}`),
            params: { field: field.id },
          })),
        ),
      ),
    ),
});

function repeats(fields: readonly FormField[], index: number): Issue[] {
  const first = fields.findIndex((field) => field.id === fields[index]?.id);
  return first < index ? [{ message: 'twice', below: '/id' }] : [];
}

function issuesOf(field: FormField): Issue[] {
  const issues: Issue[] = [];
  if (field.label.id.trim() === '') issues.push({ message: 'label', below: '/label/id' });
  if (CHOICES.has(field.type) && !optionsDiffer(field.options ?? []))
    issues.push({ message: 'options', below: '/options' });
  if (!boundsFit(field)) issues.push({ message: 'bounds', below: '/min' });
  if (field.type === 'section' && (field.required || field.variable)) issues.push({ message: 'section', below: '' });
  return issues;
}

function optionsDiffer(options: NonNullable<FormField['options']>): boolean {
  const values = new Set(options.map(({ value }) => value));
  return (
    options.length >= 2 &&
    values.size === options.length &&
    options.every(({ value, label }) => value !== '' && label.id.trim() !== '')
  );
}

function boundsFit({ type, min, max }: FormField): boolean {
  if (type === 'scale') {
    const [low, high] = [min ?? 1, max ?? 4];
    return Number.isInteger(low) && Number.isInteger(high) && low < high && high - low <= 20;
  }
  if (
    (type === 'short' || type === 'long') &&
    [min, max].some((bound) => bound !== undefined && (bound < 0 || !Number.isInteger(bound)))
  ) {
    return false;
  }
  return min === undefined || max === undefined || min <= max;
}
