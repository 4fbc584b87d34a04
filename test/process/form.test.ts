import fc from 'fast-check';
import { checkForm, isEmpty, visibleFields } from '../../process/form';
import type { Form, FormField, Json } from '../../process/types';

const field = (id: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({ id, type, label: { id }, ...more });
const form = (...fields: FormField[]): Form => ({ fields });
const options = [
  { value: 'support', label: { id: 'Mendukung' } },
  { value: 'oppose', label: { id: 'Menolak' } },
];
const file = { id: 'a'.repeat(64), name: 'naskah.pdf', size: 12, type: 'application/pdf' };

describe('an answer fits its question', () => {
  const cases: [title: string, question: FormField, answer: Json][] = [
    ['short text', field('a', 'short'), 'Pasal 4'],
    ['long text up to its bound, counted in characters', field('a', 'long', { max: 3 }), '👍👍👍'],
    ['one of the options', field('a', 'choice', { options }), 'support'],
    ['several options', field('a', 'many', { options }), ['oppose', 'support']],
    ['a scale, 1 to 4 unless said otherwise', field('a', 'scale'), 4],
    ['a number within bounds', field('a', 'number', { min: -5, max: 5 }), -4.5],
    ['money', field('a', 'money'), 1_500_000],
    ['a day that exists', field('a', 'date'), '2028-02-29'],
    ['no, which is an answer', field('a', 'yes-no', { required: true }), false],
    ['zero, which is an answer', field('a', 'number', { required: true }), 0],
    ['a stored file', field('a', 'file'), file],
  ];
  test.each(cases)('%s', (_, question, answer) => {
    expect(checkForm(form(question), { a: answer })).toEqual({ issues: [], answers: { a: answer }, variables: {} });
  });
});

describe('an answer is refused, by rule', () => {
  const cases: [title: string, question: FormField, answer: Json, rule: string][] = [
    ['a number for text', field('a', 'short'), 4, 'type'],
    ['too long', field('a', 'short', { max: 3 }), 'abcd', 'too-large'],
    ['too long without a bound of its own', field('a', 'short'), 'x'.repeat(1_001), 'too-large'],
    ['too short', field('a', 'long', { min: 5 }), 'abc', 'too-small'],
    ['no such option', field('a', 'choice', { options }), 'maybe', 'option'],
    ['a list for one choice', field('a', 'choice', { options }), ['support'], 'type'],
    ['no such option among many', field('a', 'many', { options }), ['support', 'maybe'], 'option'],
    ['an option twice', field('a', 'many', { options }), ['support', 'support'], 'option'],
    ['beyond the scale', field('a', 'scale'), 5, 'too-large'],
    ['between the marks of a scale', field('a', 'scale'), 2.5, 'type'],
    ['a number as text', field('a', 'number'), '4', 'type'],
    ['less than nothing', field('a', 'money'), -1, 'too-small'],
    ['a day that does not exist', field('a', 'date'), '2026-02-29', 'type'],
    ['yes as text', field('a', 'yes-no'), 'true', 'type'],
    ['a file that was never stored', field('a', 'file'), { name: 'x' }, 'type'],
    ['nothing', field('a', 'short', { required: true }), '  ', 'required'],
    ['no option', field('a', 'many', { options, required: true }), [], 'required'],
    ['an answer to a heading', field('a', 'section'), 'x', 'unknown'],
  ];
  test.each(cases)('%s', (_, question, answer, rule) => {
    const { issues, answers } = checkForm(form(question), { a: answer });
    expect(issues.map((issue) => [issue.field, issue.rule])).toEqual([['a', rule]]);
    expect(issues[0]?.message.en).not.toBe('');
    expect(answers).toEqual({});
  });

  test('a question that the form has not, names of Object.prototype included', () => {
    const given = Object.fromEntries([['b', 1], ['toString', 2]]);
    expect(checkForm(form(field('a', 'short')), given).issues.map((issue) => issue.rule)).toEqual(['unknown', 'unknown']);
    expect(checkForm(form(field('valueOf', 'short', { required: true })), {}).issues).toHaveLength(1);
  });
});

describe('conditions', () => {
  const conditional = form(
    field('stance', 'choice', { options, required: true }),
    field('reason', 'long', { required: true, when: 'stance = "oppose"' }),
    field('detail', 'short', { required: true, when: 'reason = "other"' }),
  );

  test('a hidden question is not required and its answer is dropped', () => {
    expect(checkForm(conditional, { stance: 'support', reason: 'left over' })).toEqual({
      issues: [],
      answers: { stance: 'support' },
      variables: {},
    });
  });

  test('a shown question is required', () => {
    expect(checkForm(conditional, { stance: 'oppose' }).issues.map((issue) => issue.field)).toEqual(['reason']);
  });

  test('an answer to a hidden question shows nothing further', () => {
    expect(visibleFields(conditional, { stance: 'support', reason: 'other' }).map(({ id }) => id)).toEqual(['stance']);
    expect(visibleFields(conditional, { stance: 'oppose', reason: 'other' }).map(({ id }) => id)).toEqual(['stance', 'reason', 'detail']);
  });

  test('dates compare as dates; a condition that gives no true or false hides', () => {
    const dated = form(field('day', 'date'), field('late', 'short', { when: 'day > date("2026-06-01")' }), field('odd', 'short', { when: '1 + 1' }));
    expect(visibleFields(dated, { day: '2026-06-02' }).map(({ id }) => id)).toEqual(['day', 'late']);
    expect(visibleFields(dated, {}).map(({ id }) => id)).toEqual(['day']);
  });

  test('questions that hide each other in a circle settle the same way every time', () => {
    const circle = form(field('a', 'yes-no', { when: 'b != true' }), field('b', 'yes-no', { when: 'a != true' }));
    const once = visibleFields(circle, { a: true, b: true });
    expect(visibleFields(circle, { a: true, b: true })).toEqual(once);
  });
});

test('[S12] answers bound to variables are given out; questions without an answer leave theirs alone', () => {
  const bound = form(field('changed', 'yes-no', { variable: 'materialChanges' }), field('number', 'short', { variable: 'regulationNumber' }));
  expect(checkForm(bound, { changed: false, number: '' }).variables).toEqual({ materialChanges: false });
});

test('whatever JSON is sent, the check answers and keeps only what fits', () => {
  const types: FormField['type'][] = ['short', 'long', 'choice', 'many', 'scale', 'number', 'money', 'date', 'yes-no', 'file', 'section'];
  const everything = form(...types.map((type, index) => field(`f${index}`, type, { options })));
  const answer = fc.jsonValue() as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...types.map((_, index) => `f${index}`), 'other'), answer), (given) => {
      const check = checkForm(everything, given);
      expect(checkForm(everything, check.answers)).toEqual({ issues: [], answers: check.answers, variables: {} });
      for (const [id, value] of Object.entries(given)) {
        if (!isEmpty(value) && !Object.hasOwn(check.answers, id)) expect(check.issues.map((issue) => issue.field)).toContain(id);
      }
    }),
  );
});
