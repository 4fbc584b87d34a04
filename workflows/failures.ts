/** Problems travel through Temporal as application failures: the code is the type, the details are the details. */
import { ApplicationFailure } from '@temporalio/common';
import { catalogue } from '../errors/catalogue';
import { Problem, type ProblemCode, type ProblemDetails } from '../errors/problem';

/** A refusal that no retry would change. */
export function failureOf(problem: Problem): ApplicationFailure {
  return ApplicationFailure.create({
    message: problem.message,
    type: problem.code,
    nonRetryable: true,
    details: [problem.details],
  });
}

/** The problem inside a failure that came back through Temporal, however deep; undefined for any other error. */
export function problemOf(error: unknown): Problem | undefined {
  let cause: unknown = error;
  for (let depth = 0; depth < 10 && cause instanceof Error; depth++) {
    if (cause instanceof Problem) return cause;
    if (cause instanceof ApplicationFailure && cause.type && cause.type in catalogue) {
      return new Problem(cause.type as ProblemCode, (cause.details?.[0] ?? {}) as ProblemDetails);
    }
    cause = cause.cause;
  }
  return undefined;
}
