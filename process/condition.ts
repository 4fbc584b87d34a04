/**
 * Conditions in FEEL (the expression language of DMN), evaluated by `feelin`. What would make an answer depend on
 * anything but the context (`now()`), or let an expression run without bound (loops, own functions, patterns), is
 * refused, because conditions are written by policy owners and evaluated inside workflows (S31).
 */
import { FeelDate, date as feelDate, evaluate as feel, parseExpression } from 'feelin';
import type { Json, Localized, Outcome, ProcessDefinition, StepEnd, StepId } from './types';

/** What an expression may read, by name. */
export type ConditionContext = Record<string, unknown>;

/** The value, or why there is none. */
export type Evaluation = { value: Json } | { problem: Localized };

/** Constructs without a bound, by their name in the syntax tree. */
const REFUSED: Record<string, Localized> = {
  ForExpression: { id: 'Perulangan "for" tidak diperbolehkan.', en: 'A "for" loop is not allowed.' },
  QuantifiedExpression: { id: '"some" dan "every" tidak diperbolehkan.', en: '"some" and "every" are not allowed.' },
  FunctionDefinition: { id: 'Fungsi buatan sendiri tidak diperbolehkan.', en: 'Own functions are not allowed.' },
};

/** Built-in functions that read a wall clock or match patterns: shadowed, so that calling them is a problem. */
const SHADOWED = { now: null, today: null, matches: null, replace: null, split: null } as const;

/**
 * Evaluates one expression: its value as JSON, or a problem in plain words in both languages. Never throws. The designer
 * uses it as you type, `advance` for decisions.
 */
export function evaluate(expression: string, context: ConditionContext): Evaluation {
  if (expression.trim() === '') return { problem: { id: 'Syarat masih kosong.', en: 'The condition is empty.' } };
  try {
    const names = { ...SHADOWED, ...context };
    const refused = refusedPart(expression, names);
    if (refused) return { problem: refused };
    const { value, warnings } = feel(expression, names);
    const warning = warnings[0];
    if (value === null && warning) return { problem: inPlainWords(warning.type, warning.message, warning.position, expression) };
    return { value: plain(value) };
  } catch (error) {
    return { problem: syntaxProblem(error, expression) };
  }
}

/** Evaluates a condition: whether it holds, or a problem; any value but true and false is a problem too (S32). */
export function holds(expression: string, context: ConditionContext): { value: boolean } | { problem: Localized } {
  const result = evaluate(expression, context);
  if ('problem' in result) return result;
  if (typeof result.value === 'boolean') return { value: result.value };
  const shown = JSON.stringify(result.value);
  return {
    problem: {
      id: `Syarat harus menghasilkan benar atau salah, tetapi menghasilkan ${shown}.`,
      en: `A condition must give true or false, but this gives ${shown}.`,
    },
  };
}

/** What conditions of a process read: its variables, how often each step was entered, how each last ended, and the date (S30). */
export function conditionContext(
  definition: ProcessDefinition,
  from: { data: Record<string, Json>; rounds: Record<StepId, number>; ended: Record<StepId, StepEnd>; today: string },
): ConditionContext {
  const rounds: Record<StepId, number> = {};
  const outcomes: Record<StepId, Outcome | null> = {};
  for (const step of definition.steps) {
    rounds[step.id] = from.rounds[step.id] ?? 0;
    outcomes[step.id] = from.ended[step.id]?.outcome ?? null;
  }
  return { ...dataValues(definition, from.data), rounds, outcomes, today: feelDate(from.today) };
}

/** Variables as FEEL values: those with `format: date` become dates; a variable without value is null. */
function dataValues(definition: ProcessDefinition, data: Record<string, Json>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(definition.data.properties)) {
    const value = data[name] ?? null;
    values[name] = property.format === 'date' && typeof value === 'string' ? feelDate(value) : value;
  }
  return values;
}

function refusedPart(expression: string, context: ConditionContext): Localized | undefined {
  let found: Localized | undefined;
  parseExpression(expression, context, undefined).iterate({
    enter(node) {
      found ??= REFUSED[node.name];
      return found === undefined;
    },
  });
  return found;
}

function plain(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (value instanceof FeelDate) return value.toString();
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
    : String(value);
}

function inPlainWords(type: string, message: string, position: { from: number; to: number }, expression: string): Localized {
  const part = expression.slice(position.from, position.to);
  switch (type) {
    case 'NO_VARIABLE_FOUND':
      return { id: `Nama "${part}" tidak dikenal.`, en: `The name "${part}" is not known.` };
    case 'NO_CONTEXT_ENTRY_FOUND':
    case 'NO_PROPERTY_FOUND':
      return { id: `"${part}" tidak ada di sini; periksa id langkahnya.`, en: `There is no "${part}" here; check the step's id.` };
    case 'NOT_COMPARABLE':
    case 'INVALID_TYPE':
      return { id: `Nilai pada "${part}" tidak dapat dibandingkan atau dihitung.`, en: `The values in "${part}" can't be compared or computed.` };
    case 'NO_FUNCTION_FOUND':
    case 'INVALID_ARGUMENTS':
    case 'FUNCTION_INVOCATION_FAILURE':
      return { id: `Fungsi pada "${part}" tidak tersedia atau isiannya tidak sesuai.`, en: `The function in "${part}" is not available, or its input doesn't fit.` };
    default:
      return { id: `Syarat tidak dapat dihitung: ${message}.`, en: `The condition can't be evaluated: ${message}.` };
  }
}

function syntaxProblem(error: unknown, expression: string): Localized {
  const position = (error as { position?: { from: number } } | null)?.position?.from;
  const rest = position === undefined ? '' : expression.slice(position, position + 20);
  if (position !== undefined && rest === '') return { id: 'Syarat belum lengkap.', en: 'The condition is not complete.' };
  return rest === ''
    ? { id: 'Syarat tidak dapat dibaca.', en: 'The condition can not be read.' }
    : { id: `Syarat tidak dapat dibaca mulai dari "${rest}".`, en: `The condition can not be read from "${rest}" on.` };
}
