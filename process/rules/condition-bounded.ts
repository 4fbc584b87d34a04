import { expressionsOf } from './expression';
import { rule } from './rule';

/** Functions that give the same answer for the same values, in bounded time. */
export const ALLOWED_CALLS: ReadonlySet<string> = new Set([
  ...['not', 'is', 'number', 'string', 'string length', 'substring', 'substring before', 'substring after'],
  ...[
    'upper case',
    'lower case',
    'contains',
    'starts with',
    'ends with',
    'list contains',
    'count',
    'min',
    'max',
    'sum',
    'mean',
  ],
  ...[
    'abs',
    'floor',
    'ceiling',
    'decimal',
    'modulo',
    'round up',
    'round down',
    'round half up',
    'round half down',
    'odd',
    'even',
  ],
  ...['date', 'duration', 'years and months duration', 'day of week', 'day of year', 'week of year', 'month of year'],
]);

const FORBIDDEN_CONSTRUCTIONS: ReadonlySet<string> = new Set([
  'ForExpression',
  'QuantifiedExpression',
  'FunctionDefinition',
  'Context',
]);

/**
 * A condition is decided again when a history is replayed: it must not read the real clock, and no text or number in
 * it may make it run for long. So no loops, no patterns, no functions of one's own, no `now()`.
 */
export const conditionBounded = rule({
  name: 'condition-bounded',
  messages: {
    call: {
      id: 'Syarat pada langkah "{step}" tidak boleh memakai fungsi {name}.',
      en: 'A condition of step "{step}" may not use the function {name}.',
    },
    construction: {
      id: 'Syarat pada langkah "{step}" tidak boleh memuat pengulangan, konteks, atau fungsi sendiri.',
      en: 'A condition of step "{step}" may not hold loops, contexts or functions of its own.',
    },
  },
  check: (model) =>
    expressionsOf(model).flatMap(({ step, path, reading }) => {
      const calls = (reading?.calls ?? []).filter((name) => !ALLOWED_CALLS.has(name));
      const forbidden = (reading?.constructions ?? []).some((name) => FORBIDDEN_CONSTRUCTIONS.has(name));
      return [
        ...calls.map((name) => ({ message: 'call' as const, step, path, params: { name } })),
        ...(forbidden ? [{ message: 'construction' as const, step, path }] : []),
      ];
    }),
});
