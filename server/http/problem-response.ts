/** Turns whatever was thrown into RFC 9457 problem details, in the user's language; what is our fault is logged with its reference. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import { wordedIssue } from '../../errors/issues';
import { Problem, textOf } from '../../errors/problem';
import type { ProblemBody } from '../contract/problem';
import { infoOf } from './context';

export function problemResponse(): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = asProblem(error, infoOf(request).reference);
    logFault(request, error, problem);
    sendProblem(request, response, problem);
  };
}

/** Sends one problem as the answer. */
export function sendProblem(request: Request, response: Response, problem: Problem): void {
  const { language, reference } = infoOf(request);
  const text = textOf(problem, language);
  const { expected, received, issues } = problem.details;
  const body: ProblemBody = {
    type: 'about:blank',
    title: text,
    status: problem.status,
    code: problem.code,
    detail: text,
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
    ...(issues === undefined ? {} : { issues: issues.map((issue) => wordedIssue(issue, language)) }),
    reference,
  };
  response.status(problem.status).set('Cache-Control', 'no-store').type('application/problem+json');
  if (problem.code === 'UNAVAILABLE' || problem.code === 'RATE_LIMITED') response.set('Retry-After', problem.code === 'UNAVAILABLE' ? '2' : '60');
  // A body that was refused half-way is not read to its end.
  if (!request.complete) response.set('Connection', 'close');
  response.send(JSON.stringify(body));
}

const STORE_AWAY = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongooseServerSelectionError',
]);

/** A fault of our services becomes 503, a path that can't be decoded 404, anything else that isn't a refusal 500. */
export function asProblem(error: unknown, reference: string): Problem {
  if (isProblem(error)) return error;
  const name = error instanceof Error ? error.name : '';
  if (STORE_AWAY.has(name)) return new Problem('UNAVAILABLE');
  if (error instanceof URIError) return new Problem('NOT_FOUND', { params: { what: 'Halaman' } });
  return new Problem('INTERNAL', { params: { reference } });
}

// Bundles may hold the class twice (one of a package's own), so the name is looked at, not the prototype.
const isProblem = (error: unknown): error is Problem => error instanceof Problem || (error instanceof Error && error.name === 'Problem' && 'details' in error);

function logFault(request: Request, error: unknown, problem: Problem): void {
  if (problem.status < 500) return;
  infoOf(request).log.error({ error: error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error), code: problem.code }, 'request failed');
}
