import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from '../../process/canonical';
import { definitionHash } from '../../process/hash';
import type { Json } from '../../process/types';
import { emptyDefinition } from './rules/definitions';

// The example of RFC 8785, section 3.2.2, and its members in the order of section 3.2.3.
test('the example of RFC 8785', () => {
  const value = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\"\/',
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('members are sorted by UTF-16 code units, not by characters', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect([...canonicalJson(value).matchAll(/:(\d)/g)].map((match) => match[1]).join('')).toBe('2467153');
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [() => 1], [1n]])('%p is not JSON', (value) => {
  expect(() => canonicalJson(value as unknown as Json)).toThrow(TypeError);
});

test('minus zero is zero', () => {
  expect(canonicalJson(-0)).toBe('0');
});

test('any JSON survives, whatever the order of its members', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as Json;
      const text = canonicalJson(plain);
      expect(JSON.parse(text)).toEqual(plain);
      expect(canonicalJson(reversed(plain))).toBe(text);
    }),
    { seed: 8785 },
  );
});

test('a definition is identified by the SHA-256 of its canonical JSON', () => {
  const definition = emptyDefinition();
  const expected = createHash('sha256')
    .update(canonicalJson(definition as unknown as Json), 'utf8')
    .digest('hex');
  expect(definitionHash(definition)).toBe(expected);
  expect(definitionHash(reversed(definition as unknown as Json) as never)).toBe(expected);
  expect(definitionHash({ ...definition, description: undefined })).toBe(expected);
  expect(definitionHash({ ...definition, calendar: 'other' })).not.toBe(expected);
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}
