/** A refusal of the API (RFC 9457) or a failure on the way to it, as one kind of error that screens can show. */
export interface ProblemIssue {
  path: string;
  message: string;
}

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** A code of the error catalogue, or `NETWORK`. */
    readonly code: string,
    /** For people, in their language. */
    readonly text: string,
    readonly issues: readonly ProblemIssue[] = [],
    readonly reference?: string,
  ) {
    super(`${code}: ${text}`);
  }
}

export const isProblem = (error: unknown): error is ApiProblem => error instanceof ApiProblem;

/** Reads a refusal's body, whatever of it is there: a proxy in between may answer with a page of its own. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const problem = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (key: string): string | undefined => (typeof problem[key] === 'string' ? problem[key] : undefined);
  const issues = Array.isArray(problem.issues) ? problem.issues.filter(isIssue) : [];
  return new ApiProblem(status, text('code') ?? `HTTP_${status}`, text('detail') ?? text('title') ?? `HTTP ${status}`, issues, text('reference') ?? referenceOf(text('instance')));
}

const referenceOf = (instance: string | undefined): string | undefined => instance?.split(/[:/]/).at(-1);

const isIssue = (value: unknown): value is ProblemIssue =>
  typeof value === 'object' && value !== null && typeof (value as ProblemIssue).path === 'string' && typeof (value as ProblemIssue).message === 'string';
