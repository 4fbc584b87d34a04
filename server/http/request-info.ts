/** The first middleware: gives each request its reference, its language and its log, and writes one line when it is done. */
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Language } from '../contract/common';
import { attachInfo, infoOf } from './context';

export interface Observed {
  method: string;
  /** The declared path, so that ids don't make a label each. */
  route: string;
  status: number;
  seconds: number;
}

export function requestInfo(log: Logger, observe: (observed: Observed) => void): RequestHandler {
  return (request, response, next) => {
    const reference = randomBytes(6).toString('hex');
    const started = performance.now();
    attachInfo(request, {
      reference,
      log: log.child({ reference }),
      language: languageOf(request.headers['accept-language'], undefined),
      caller: null,
    });
    response.setHeader('X-Request-Id', reference);
    response.once('close', () => {
      const route = (response.locals as { route?: string }).route ?? 'other';
      const seconds = (performance.now() - started) / 1000;
      observe({ method: request.method, route, status: response.statusCode, seconds });
      const line = { reference, method: request.method, route, status: response.statusCode, ms: Math.round(seconds * 1e5) / 100, user: infoOf(request).caller?.id };
      if (response.statusCode >= 500) log.error(line, 'answered');
      else log.debug(line, 'answered');
    });
    next();
  };
}

/** What the request asks for, else the account's language, else Indonesian. */
export function languageOf(header: string | undefined, account: Language | undefined): Language {
  // The first of ours that is named; browsers put the most wanted first.
  const asked = /(?:^|[,\s])(id|en)\b/i.exec(header ?? '')?.[1]?.toLowerCase() as Language | undefined;
  return asked ?? account ?? 'id';
}
