/**
 * The gate before every schema: what comes from outside must be plain JSON that can be stored, hashed and compared
 * anywhere. Schemas alone don't see all of it: a record skips the key `__proto__` silently, and a lone surrogate or a
 * NUL fits every string.
 */
import { type Issue, issueOf, type IssueRule } from '../errors/issues';
import type { Json } from './types';

export type PlainIssue = Issue;

const DEPTH_MAX = 32;
const ISSUES_MAX = 50;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** With the `u` flag a surrogate that has its other half is one character, so only lone ones match. */
const UNSTORABLE = /[\u0000\uD800-\uDFFF]/u;

/**
 * A clean copy of `input`, or what is wrong with it: keys that reach into prototypes, NULs and lone surrogates, numbers
 * that JSON can't hold, anything deeper than 32 levels, anything that isn't JSON. A field that is `undefined` is absent.
 */
export function plainJson(input: unknown): { value: Json } | { issues: PlainIssue[] } {
  const issues: PlainIssue[] = [];
  const value = copy(input, '', 0, issues);
  return issues.length > 0 ? { issues } : { value };
}

function copy(input: unknown, path: string, depth: number, issues: PlainIssue[]): Json {
  if (issues.length >= ISSUES_MAX) return null;
  if (depth > DEPTH_MAX) return refuse(issues, path, 'nested-deeply', `at most ${DEPTH_MAX} levels`, 'more');
  if (input === null || typeof input === 'boolean') return input;
  if (typeof input === 'string') return copyText(input, path, issues);
  if (typeof input === 'number') {
    return Number.isFinite(input) ? input : refuse(issues, path, 'number-finite', 'finite number', String(input));
  }
  if (Array.isArray(input)) return input.map((item, index) => copy(item, `${path}/${index}`, depth + 1, issues));
  if (typeof input === 'object' && isPlain(input)) return copyObject(input, path, depth, issues);
  return refuse(issues, path, 'not-json', 'JSON', input === undefined ? 'nothing' : typeof input);
}

function copyText(text: string, path: string, issues: PlainIssue[]): Json {
  if (!UNSTORABLE.test(text)) return text;
  return refuse(issues, path, 'text-unstorable', 'well-formed text without NUL', 'unstorable text');
}

function copyObject(input: object, path: string, depth: number, issues: PlainIssue[]): Json {
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(input)) {
    if (FORBIDDEN_KEYS.has(key) || UNSTORABLE.test(key)) {
      refuse(issues, path, 'key-forbidden', 'another key', JSON.stringify(key));
    } else if (value !== undefined) {
      result[key] = copy(value, `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, depth + 1, issues);
    }
  }
  return result;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm (a test's sandbox, a frame) have their own Object.prototype, whose prototype is null too.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuse(issues: PlainIssue[], path: string, rule: IssueRule, expected: string, received: string): null {
  issues.push(issueOf(rule, { path, expected, received }));
  return null;
}
