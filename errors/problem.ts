/**
 * Errors that people can cause or meet. One catalogue (`catalogue.ts`) holds every code with its HTTP status and its
 * texts in both languages; `Problem` is the one class that is thrown.
 */
import { catalogue, type ProblemCode } from './catalogue';
import type { Issue } from './issues';

export type { ProblemCode };

export interface ProblemDetails {
  /** What was expected and what was received, in short, safe to show. */
  expected?: string;
  received?: string;
  /** Identity of the thing concerned, for the message (`{task}`, `{step}` …). */
  params?: Record<string, string | number>;
  /** One line per wrong field of an input. */
  issues?: Issue[];
}

/** A typed refusal: code, what, expected and received. Its English text is `message`; `textOf` gives it in either language. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(`${code}: ${fill(catalogue[code].en, details)}`);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  /** HTTP status of this problem. */
  get status(): number {
    return catalogue[this.code].status;
  }
}

/** The text of a problem in the user's language, placeholders filled. */
export function textOf(problem: { code: ProblemCode; details: ProblemDetails }, language: 'id' | 'en'): string {
  return fill(catalogue[problem.code][language], problem.details);
}

function fill(template: string, details: ProblemDetails): string {
  const values: Record<string, string | number | undefined> = {
    ...details.params,
    expected: details.expected,
    received: details.received,
  };
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? '?'));
}
