/** One table for each rule: definitions that it lets pass, and definitions with exactly what it finds in them. */
import { Model } from '../../../process/rules/model';
import { findingOf, type Rule } from '../../../process/rules/rule';
import type { ProcessDefinition } from '../../../process/types';

export interface RuleTable {
  passes: Record<string, ProcessDefinition>;
  /** Each finding as `message`, `message step` or `message step path-below-the-step`. */
  finds: Record<string, [ProcessDefinition, ...string[]]>;
}

/** Runs the table; besides, every path must lead into the definition and every placeholder must be filled. */
export function testRule(rule: Rule, table: RuleTable): void {
  describe(rule.name, () => {
    test.each(Object.entries(table.passes))('lets pass: %s', (_, definition) => {
      expect(rule.check(new Model(definition))).toEqual([]);
    });

    test.each(Object.entries(table.finds))('finds: %s', (_, [definition, ...expected]) => {
      const model = new Model(definition);
      const found = rule.check(model);
      expect(found.map(({ message, step, path }, index) => shortForm(message, step, path, expected[index]))).toEqual(
        expected,
      );
      for (const one of found) {
        const finding = findingOf(rule, 'error', model, one);
        if (finding.path) expect(parentExists(definition, finding.path)).toBe(true);
        expect(`${finding.message.id} ${finding.message.en}`).not.toMatch(/\{\w+\}|(^|\s)\?/);
      }
    });
  });
}

/** As long as the expectation that it is compared with. */
function shortForm(message: string, step: string | undefined, path: string | undefined, expected = ''): string {
  const below = (path ?? '').replace(/^\/steps\/\d+/, '');
  return [message, step ?? '-', below].slice(0, expected.split(' ').length).join(' ');
}

function parentExists(definition: ProcessDefinition, path: string): boolean {
  const keys = path.split('/').slice(1, -1);
  let at: unknown = definition;
  for (const key of keys) at = (at as Record<string, unknown> | undefined)?.[key];
  return at !== undefined;
}
