import { conditionContext, evaluate, holds } from '../../process/condition';
import { referenceTemplate } from '../../process/templates';

const context = conditionContext(referenceTemplate, {
  data: { materialChanges: true, staffGap: 12.5, promulgatedOn: '2026-03-02' },
  rounds: { publicConsultation: 2 },
  ended: { monitoring: { round: 1, outcome: 'revise', at: 0, by: [] } },
  today: '2026-03-04',
});

test.each([
  ['materialChanges = true and rounds.publicConsultation < 3', true],
  ['rounds.harmonisation = 0', true],
  ['outcomes.monitoring = "revise"', true],
  ['outcomes.adoption = null', true],
  ['staffGap > 12', true],
  ['staffNeed = null', true],
  ['today > promulgatedOn', true],
  ['today = date("2026-03-04")', true],
  ['promulgatedOn + duration("P2D") = today', true],
  ['if staffGap > 100 then true else false', false],
  ['list contains(["a", "b"], "b")', true],
])('[S30] %s', (expression, value) => {
  expect(holds(expression, context)).toEqual({ value });
});

test.each([
  ['', 'empty'],
  ['materialChanges =', 'not complete'],
  ['((', 'not complete'],
  ['unknown > 3', '"unknown" is not known'],
  ['rounds.nowhere < 3', '"nowhere"'],
  ['staffNeed > 3', ''],
  ['staffGap', 'true or false'],
  ['"yes"', 'true or false'],
])('[S32] %s does not hold, and says why in both languages', (expression, part) => {
  const result = holds(expression, context);
  if (!('problem' in result)) throw new Error(`it holds: ${result.value}`);
  expect(result.problem.en).toContain(part);
  expect(result.problem.id).not.toBe('');
});

test.each([
  'now() > date("2026-01-01")',
  'today() > date("2026-01-01")',
  'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")',
  'some x in [1, 2] satisfies x > 1',
  'every x in [1, 2] satisfies x > 1',
  'count(for i in 1..100000000 return i) > 1',
  '(function(x) x(x))(function(x) x(x))',
  `${'('.repeat(1_900)}true`,
])('[S31] %s is refused at once', (expression) => {
  const before = performance.now();
  expect(holds(expression, context)).toHaveProperty('problem');
  expect(performance.now() - before).toBeLessThan(1_000);
});

test('a value of any kind for the designer, as JSON', () => {
  expect(evaluate('[1, today, {a: "b"}, null]', context)).toEqual({ value: [1, '2026-03-04', { a: 'b' }, null] });
});
