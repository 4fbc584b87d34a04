import { ALLOWED_CALLS } from './condition-bounded';
import { rule } from './rule';

/** What conditions read besides variables, words of the language, and functions whose call a condition may not hold. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['rounds', 'outcomes', 'today', 'now', 'matches', 'replace', 'split', 'time', 'item'],
  ...['true', 'false', 'null', 'if', 'then', 'else', 'and', 'or', 'in', 'between', 'instance', 'of', 'for', 'return'],
  ...['some', 'every', 'satisfies', 'function', 'external', 'list', 'context', 'range'],
]);

/** A variable is read by its bare name, so its name must not be one that conditions know otherwise. */
export const variableNameFree = rule({
  name: 'variable-name-free',
  messages: {
    taken: {
      id: 'Nama variabel {variable} sudah memiliki arti lain dalam syarat.',
      en: 'The variable name {variable} means something else in conditions.',
    },
  },
  check: (model) =>
    Object.keys(model.definition.data.properties)
      .filter((variable) => TAKEN.has(variable) || ALLOWED_CALLS.has(variable))
      .map((variable) => ({ message: 'taken' as const, path: `/data/properties/${variable}`, params: { variable } })),
});
