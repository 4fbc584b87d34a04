/**
 * Does what was filled in fit the form? The server refuses by this, and the browser warns by the very same while one
 * types, so that they can't disagree.
 */
import { date as feelDate } from 'feelin';
import { holds } from './condition';
import { isRealDate } from './rules/real-date';
import type { Form, FormField, Json, Localized } from './types';

export type AnswerValues = Record<string, Json>;

/** One answer that doesn't fit. `field` is its id; for an answer to no question, the key that was sent. */
export interface FormIssue {
  field: string;
  rule: 'required' | 'type' | 'option' | 'too-small' | 'too-large' | 'unknown';
  message: Required<Localized>;
  expected: string;
  received: string;
}

export interface FormCheck {
  issues: FormIssue[];
  /** The answers to questions that are shown, empty ones left out: what is kept. */
  answers: AnswerValues;
  /** Answers bound to variables. A question without an answer leaves its variable as it is. */
  variables: Record<string, Json>;
}

const SHORT_MAX = 1_000;
const LONG_MAX = 100_000;
const SCALE = { min: 1, max: 4 } as const;

/** Checks answers against a form. Answers to questions that are hidden by their condition are dropped, not refused. */
export function checkForm(form: Form, given: AnswerValues): FormCheck {
  const shown = visibleFields(form, given);
  const issues = unknownAnswers(form, given);
  const answers: AnswerValues = {};
  const variables: Record<string, Json> = {};
  for (const field of shown) {
    if (field.type === 'section') continue;
    const value = answerOf(given, field.id);
    if (value === undefined || isEmpty(value)) {
      if (field.required) issues.push(missing(field));
      continue;
    }
    const issue = checkAnswer(field, value);
    if (issue) {
      issues.push(issue);
      continue;
    }
    answers[field.id] = value;
    if (field.variable) variables[field.variable] = value;
  }
  return { issues, answers, variables };
}

/** The questions (and section headings) that are shown for these answers, in order. */
export function visibleFields(form: Form, given: AnswerValues): FormField[] {
  if (form.fields.every((field) => !field.when?.trim())) return form.fields;
  let shown = form.fields;
  // Each round takes away what depends on questions that the round before hid. A form whose questions hide each other in a
  // circle settles nowhere; then the last round counts, the same on every machine.
  for (let round = 0; round <= form.fields.length; round++) {
    const context = contextOf(form, shown, given);
    const next = form.fields.filter((field) => !field.when?.trim() || isTrue(field.when, context));
    if (next.length === shown.length && next.every((field, index) => field === shown[index])) return next;
    shown = next;
  }
  return shown;
}

/** Has this question no answer? An answer of `false` or 0 is one. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

function contextOf(form: Form, shown: readonly FormField[], given: AnswerValues): Record<string, unknown> {
  const context: Record<string, unknown> = {};
  for (const field of form.fields) {
    const value = shown.includes(field) ? (answerOf(given, field.id) ?? null) : null;
    context[field.id] = field.type === 'date' && typeof value === 'string' && isRealDate(value) ? feelDate(value) : value;
  }
  return context;
}

function isTrue(condition: string, context: Record<string, unknown>): boolean {
  const result = holds(condition, context);
  return 'value' in result && result.value;
}

const answerOf = (given: AnswerValues, id: string): Json | undefined => (Object.hasOwn(given, id) ? given[id] : undefined);

function unknownAnswers(form: Form, given: AnswerValues): FormIssue[] {
  const known = new Set(form.fields.filter((field) => field.type !== 'section').map((field) => field.id));
  return Object.keys(given)
    .filter((key) => !known.has(key))
    .map((key) => issueOf(key, 'unknown', 'Pertanyaan ini tidak ada pada formulir.', 'The form has no such question.', 'a question of the form', key));
}

const missing = (field: FormField): FormIssue => issueOf(field.id, 'required', 'Wajib diisi.', 'This is required.', 'an answer', 'nothing');

function checkAnswer(field: FormField, value: Json): FormIssue | undefined {
  switch (field.type) {
    case 'short':
    case 'long':
      return checkText(field, value);
    case 'choice':
      return typeof value === 'string' ? checkOption(field, value) : wrongType(field, 'text', value);
    case 'many':
      return checkMany(field, value);
    case 'scale':
      return Number.isInteger(value) ? checkBounds(field, value as number, SCALE) : wrongType(field, 'a whole number', value);
    case 'number':
      return isNumber(value) ? checkBounds(field, value, {}) : wrongType(field, 'a number', value);
    case 'money':
      return isNumber(value) ? checkBounds(field, value, { min: 0 }) : wrongType(field, 'an amount', value);
    case 'date':
      return typeof value === 'string' && isRealDate(value) ? undefined : wrongType(field, 'a date, YYYY-MM-DD', value);
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : wrongType(field, 'true or false', value);
    case 'file':
      return isFile(value) ? undefined : wrongType(field, 'a file', value);
    case 'section':
      return undefined;
  }
}

const isNumber = (value: Json): value is number => typeof value === 'number' && Number.isFinite(value);

function checkText(field: FormField, value: Json): FormIssue | undefined {
  if (typeof value !== 'string') return wrongType(field, 'text', value);
  const max = field.max ?? (field.type === 'short' ? SHORT_MAX : LONG_MAX);
  const length = [...value].length;
  const received = `${length}`;
  if (length > max) return issueOf(field.id, 'too-large', `Paling banyak ${max} huruf.`, `At most ${max} characters.`, `at most ${max} characters`, received);
  const min = field.min ?? 0;
  if (length < min) return issueOf(field.id, 'too-small', `Paling sedikit ${min} huruf.`, `At least ${min} characters.`, `at least ${min} characters`, received);
  return undefined;
}

function checkOption(field: FormField, value: string): FormIssue | undefined {
  const values = (field.options ?? []).map((option) => option.value);
  if (values.includes(value)) return undefined;
  return issueOf(field.id, 'option', 'Pilih salah satu dari pilihan yang ada.', 'Choose one of the options.', values.join(', '), shortly(value));
}

function checkMany(field: FormField, value: Json): FormIssue | undefined {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) return wrongType(field, 'a list of options', value);
  const chosen = value as string[];
  const wrong = chosen.map((one) => checkOption(field, one)).find((issue) => issue !== undefined);
  if (wrong) return wrong;
  if (new Set(chosen).size < chosen.length) {
    return issueOf(field.id, 'option', 'Setiap pilihan hanya sekali.', 'Each option only once.', 'options that differ', shortly(chosen.join(', ')));
  }
  return undefined;
}

function checkBounds(field: FormField, value: number, usual: { min?: number; max?: number }): FormIssue | undefined {
  const min = field.min ?? usual.min;
  const max = field.max ?? usual.max;
  if (min !== undefined && value < min) return issueOf(field.id, 'too-small', `Paling kecil ${min}.`, `At least ${min}.`, `at least ${min}`, `${value}`);
  if (max !== undefined && value > max) return issueOf(field.id, 'too-large', `Paling besar ${max}.`, `At most ${max}.`, `at most ${max}`, `${value}`);
  return undefined;
}

/** `{id, name, size, type}` of a file that was stored before. */
function isFile(value: Json): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const { id, name, size, type, ...rest } = value;
  return (
    typeof id === 'string' && /^[0-9a-f]{64}$/.test(id) && typeof name === 'string' && name !== '' && Number.isInteger(size) && typeof type === 'string' && Object.keys(rest).length === 0
  );
}

function wrongType(field: FormField, expected: string, value: Json): FormIssue {
  const words: Record<string, string> = {
    text: 'teks',
    'a list of options': 'daftar pilihan',
    'a whole number': 'bilangan bulat',
    'a number': 'bilangan',
    'an amount': 'jumlah uang',
    'a date, YYYY-MM-DD': 'tanggal yang benar',
    'true or false': 'ya atau tidak',
    'a file': 'berkas',
  };
  return issueOf(field.id, 'type', `Jawaban harus berupa ${words[expected] ?? expected}.`, `The answer must be ${expected}.`, expected, kindOf(value));
}

function kindOf(value: Json): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : shortly(String(value));
}

const shortly = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 60)}…`);

function issueOf(field: string, rule: FormIssue['rule'], id: string, en: string, expected: string, received: string): FormIssue {
  return { field, rule, message: { id, en }, expected, received: shortly(received) };
}
