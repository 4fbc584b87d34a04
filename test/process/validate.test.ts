import { parseDefinition } from '../../process/schema';
import { templates } from '../../process/templates';
import { isPublishable, validate } from '../../process/validate';
import { definitionOf, emptyDefinition, line, step } from './rules/definitions';

const within = (id: string) =>
  step('task', id, {}, { deadline: { within: { amount: 5, unit: 'days' }, overdue: { action: 'remind' } } });

test('a good definition has no findings but notes', () => {
  const definition = line([within('a'), 'done']);
  delete definition.roles.experts;
  delete definition.roles.regent;
  expect(validate(definition)).toEqual([]);
  expect(isPublishable(validate(definition))).toBe(true);
});

test.each(Object.values(templates).map((template) => [template.id, template] as const))(
  'the template %s can be published',
  (_, template) => {
    expect(parseDefinition(template)).toEqual(template);
    expect(validate(template).filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);

test('findings come worst first, then in the order of the steps', () => {
  const definition = line([step('task', 'a'), 'done'], [step('task', 'b', {}, { role: '' }), 'done']);
  const findings = validate(definition);
  const weights = findings.map(({ severity }) => ['error', 'warning', 'info'].indexOf(severity));
  expect(weights).toEqual([...weights].sort());
  expect(findings.filter(({ rule }) => rule === 'long-without-deadline').map(({ stepIds }) => stepIds[0])).toEqual([
    'a',
    'b',
  ]);
  expect(isPublishable(findings)).toBe(false);
});

test('soundness is judged once the drawing holds together', () => {
  const stuck = 'start.started -> a, a.done -> b, b.done -> a';
  const steps = [step('start', 'start'), step('task', 'a'), step('task', 'b'), step('end', 'end')];
  const rules = (text: string) => validate(definitionOf(steps, text)).map(({ rule }) => rule);
  expect(rules(stuck)).toContain('can-end');
  expect(rules(`${stuck}, a.done -> end`)).not.toContain('can-end');
});

test('an empty draft and one of loose steps are judged without a stumble', () => {
  expect(isPublishable(validate(definitionOf([], '')))).toBe(false);
  expect(isPublishable(validate(emptyDefinition()))).toBe(false);
});

test('every finding has a message in both languages and says what it is about', () => {
  const findings = validate(emptyDefinition());
  expect(findings.length).toBeGreaterThan(20);
  for (const { message, stepIds, path, params, rule } of findings) {
    expect(message.id.length * (message.en ?? '').length).toBeGreaterThan(0);
    expect(`${message.id}${message.en}`).not.toMatch(/\{\w+\}|undefined/);
    expect(stepIds.length > 0 || path !== undefined || params !== undefined || rule === 'has-end').toBe(true);
  }
});
