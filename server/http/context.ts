/** What a handler is given: the caller, the parsed request and how to log. Attached to the request by the middleware in this folder. */
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { AccountRole, Language } from '../contract/common';

/** Who sent the request. */
export interface Caller {
  id: string;
  name: string;
  roles: AccountRole[];
  language: Language;
  /** `cookie` needs the same-origin check; `token` doesn't, since no browser sends it by itself. */
  by: 'cookie' | 'token';
}

export interface RequestInfo {
  /** Names the log line. */
  reference: string;
  log: Logger;
  language: Language;
  caller: Caller | null;
}

const INFO = Symbol('request info');
type Informed = Request & { [INFO]?: RequestInfo };

/** The information that the first middleware attached. */
export function infoOf(request: Request): RequestInfo {
  const info = (request as Informed)[INFO];
  if (!info) throw new Error('The request went past the first middleware.');
  return info;
}

export function attachInfo(request: Request, info: RequestInfo): void {
  (request as Informed)[INFO] = info;
}

/** Parsed and checked parts of a request, for a handler. */
export interface Context<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  caller: Caller | null;
  language: Language;
  /** `Idempotency-Key`, where one was sent. */
  key: string | undefined;
  /** `If-Match` without its quotes. */
  ifMatch: string | undefined;
  /** The address that the request came from. */
  address: string;
  log: Logger;
  request: Request;
  response: Response;
}
