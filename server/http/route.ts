/**
 * Every route of the API is declared by `route()`: who may, what comes in, what goes out. What isn't declared doesn't
 * exist, so nothing is open by oversight; OpenAPI and the matrix test are made from the same declarations.
 */
import type { z } from 'zod';
import type { AccountRole } from '../contract/common';
import type { Caller, Context } from './context';

/** `public`: anyone, with or without an account. Otherwise one of the caller's roles must be named. */
export type Allow = readonly (AccountRole | 'public')[];

type Schema = z.ZodType;
type Out<S extends Schema | undefined> = S extends Schema ? z.infer<S> : undefined;

export interface RouteSpec<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined, R extends Schema | undefined> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`, parameters as `:name`. */
  path: string;
  allow: Allow;
  tag: string;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Bytes of the body; 64 KB where absent. */
  limit?: number;
  /** `required` for acts of the public, which have no other identity. */
  key?: 'required' | 'optional';
  ifMatch?: 'required';
  /** JSON of the answer; absent: the handler answers itself or there is nothing to say (204). */
  response?: R;
  status?: 200 | 201 | 204;
  /** Content type of an answer that isn't JSON. */
  produces?: string;
  /** The body isn't JSON: the handler reads it. */
  raw?: { type: string };
  /** Codes beside the usual ones, for the documentation. */
  problems?: readonly string[];
  handler(context: Context<Out<P>, Out<Q>, Out<B>>): Promise<Answer<R>> | Answer<R>;
}

export type Answer<R extends Schema | undefined> = R extends Schema ? z.input<R> | Reply<z.input<R>> : Reply<undefined> | undefined | void;

/** An answer with headers or another status. */
export class Reply<T> {
  constructor(
    readonly body: T,
    readonly options: { status?: number; headers?: Record<string, string>; sent?: true } = {},
  ) {}
}

/** The handler has written the answer itself: a stream, a file. */
export const SENT = new Reply(undefined, { sent: true });

/** A declared route with its types forgotten: what registration, OpenAPI and tests read. */
export type Route = RouteSpec<Schema | undefined, Schema | undefined, Schema | undefined, Schema | undefined>;

export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
>(spec: RouteSpec<P, Q, B, R>): Route {
  return spec as unknown as Route;
}

/** Everyone who has an account. */
export const SIGNED_IN = ['owner', 'stakeholder', 'auditor', 'admin'] as const;

export type Verdict = 'allowed' | 'sign-in' | 'forbidden';

/** May this caller use the route at all? What of it they may see or do is the handler's question. */
export function verdictOn(allow: Allow, caller: Pick<Caller, 'roles'> | null): Verdict {
  if (allow.includes('public')) return 'allowed';
  if (!caller) return 'sign-in';
  return caller.roles.some((role) => allow.includes(role)) ? 'allowed' : 'forbidden';
}
