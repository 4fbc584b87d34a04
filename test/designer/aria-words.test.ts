/** Our Indonesian for React Aria's own labels has every label that its English has, for the parts that we use. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportOf } from '../../designer/i18n/aria-plugin';
import * as words from '../../designer/i18n/aria-words.id';

const MODULES = join(__dirname, '../../node_modules');
const PARTS = ['breadcrumbs', 'calendar', 'combobox', 'datepicker', 'grid', 'menu', 'numberfield', 'overlays', 'searchfield', 'spinbutton', 'table', 'tag', 'toast', 'tree'];

/** Keys of a dictionary, read from its source: it is an object literal with one key on a line. */
const keysIn = (file: string): string[] => [...readFileSync(join(MODULES, file), 'utf8').matchAll(/^ {4}"([^"]+)":/gm)].map((match) => match[1]!).sort();

const dictionaries: [packageName: string, part: string | undefined, file: string][] = [
  ...PARTS.map((part): [string, string, string] => ['react-aria', part, `react-aria/dist/private/intl/${part}/en-US.mjs`]),
  ['react-stately', 'datepicker', 'react-stately/dist/private/intl/datepicker/en-US.mjs'],
  ['react-aria-components', undefined, 'react-aria-components/dist/private/intl/en-US.mjs'],
];

test.each(dictionaries)('%s %s', (packageName, part, file) => {
  const own = (words as Record<string, Record<string, unknown>>)[exportOf(packageName, part)];
  const keys = keysIn(file);
  expect(keys.length).toBeGreaterThan(0);
  expect(Object.keys(own ?? {}).sort()).toEqual(keys);
});
