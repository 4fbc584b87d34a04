/** A rule, its test table and its page have one name, and the page tells its severity. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../../process/rules';
import { SOUNDNESS_MESSAGES } from '../../process/soundness/findings';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = readdirSync(path.join(root, 'docs/rules')).filter((file) => file !== 'README.md');
const soundness = Object.keys(SOUNDNESS_MESSAGES);
const severityOnPage = { error: 'Severity: error.', warning: 'Severity: warning.', info: 'Severity: note.' };

test.each(RULES.map((entry) => [entry.rule.name, entry] as const))(
  '%s has a file, a test table and a page',
  (name, { severity }) => {
    expect(existsSync(path.join(root, `process/rules/${name}.ts`))).toBe(true);
    expect(read(`test/process/rules/${name}.test.ts`)).toContain('testRule(');
    expect(read(`docs/rules/${name}.md`)).toMatch(new RegExp(`^# ${name}\n`));
    expect(read(`docs/rules/${name}.md`)).toContain(severityOnPage[severity]);
    expect(read('docs/rules/README.md')).toContain(`(${name}.md)`);
  },
);

test.each(soundness)('%s, of the soundness checker, has a page', (name) => {
  expect(read(`docs/rules/${name}.md`)).toMatch(new RegExp(`^# ${name}\n`));
  expect(read('docs/rules/README.md')).toContain(`(${name}.md)`);
});

test('every page belongs to a rule', () => {
  const names = [...RULES.map(({ rule }) => rule.name), ...soundness];
  expect(pages.map((page) => page.replace(/\.md$/, '')).sort()).toEqual(names.sort());
});

test('every message says the same places in both languages', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  const messages = [...RULES.flatMap(({ rule }) => Object.values(rule.messages)), ...Object.values(SOUNDNESS_MESSAGES)];
  for (const { id, en } of messages) expect(places(id)).toEqual(places(en));
});
