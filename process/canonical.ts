import type { Json } from './types';

/** Surrogates without their other half can't be written as UTF-8; RFC 8785 refuses them. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/**
 * The canonical JSON of a value (RFC 8785): members sorted by UTF-16 code units, numbers and texts as ECMAScript writes
 * them, no white space. `canonicalJson({ b: 1.0, a: 'é' })` is `{"a":"é","b":1}`. Members that are `undefined` are left
 * out, as `JSON.stringify` does. Throws a `TypeError` for what JSON can't hold.
 */
export function canonicalJson(value: Json | undefined): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalText(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`not JSON: ${typeof value}`);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${canonicalText(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(',')}}`;
}

function canonicalText(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new TypeError('not JSON: a lone surrogate');
  return JSON.stringify(text);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`not JSON: ${value}`);
  return JSON.stringify(value);
}
