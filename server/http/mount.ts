/** Puts declared routes under `/api/v1`: authorization first, then the body is read, then parsed, then the handler runs. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { issueOf } from '../../errors/issues';
import { Problem } from '../../errors/problem';
import { issuesOf } from '../../process/schema';
import { infoOf, type Context } from './context';
import { Reply, verdictOn, type Route } from './route';
import { refuseOtherOrigin } from './same-origin';
import { readJson } from './strict-json';

export interface MountOptions {
  publicUrl?: string | undefined;
  /** Checks every answer against its schema: on in tests, where a wrong answer must be seen. */
  checkAnswers?: boolean;
}

/** Bytes of a body where a route names no limit. */
export const BODY_USUAL_BYTES = 65_536;

export function mountRoutes(routes: readonly Route[], options: MountOptions): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const methods = new Map<string, string[]>();
  for (const route of inMatchingOrder(routes)) {
    router[route.method.toLowerCase() as 'get'](route.path, run(route, options));
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
  }
  for (const [path, allowed] of methods) router.all(path, refuseMethod(allowed));
  router.use(() => {
    throw new Problem('NOT_FOUND', { params: { what: 'Alamat' } });
  });
  return router;
}

/** Paths with fewer parameters come first: `/definitions/templates` before `/definitions/:id`. */
function inMatchingOrder(routes: readonly Route[]): Route[] {
  const parameters = (route: Route) => route.path.split('/:').length;
  return [...routes].sort((a, b) => parameters(a) - parameters(b));
}

function refuseMethod(allowed: readonly string[]): RequestHandler {
  return (request, response) => {
    response.set('Allow', allowed.join(', '));
    throw new Problem('METHOD_NOT_ALLOWED', { received: request.method });
  };
}

function run(route: Route, options: MountOptions): RequestHandler {
  return async (request, response) => {
    (response.locals as { route?: string }).route = route.path;
    authorize(route, request, options);
    const context = await contextOf(route, request, response);
    answer(route, response, await route.handler(context as never), options);
  };
}

function authorize(route: Route, request: Request, { publicUrl }: MountOptions): void {
  const { caller } = infoOf(request);
  if (caller?.by !== 'token') refuseOtherOrigin(request, publicUrl);
  const verdict = verdictOn(route.allow, caller);
  if (verdict === 'sign-in') throw new Problem('SIGN_IN_REQUIRED');
  if (verdict === 'forbidden') throw new Problem('FORBIDDEN');
}

async function contextOf(route: Route, request: Request, response: Response): Promise<Context<unknown, unknown, unknown>> {
  const { caller, language, log } = infoOf(request);
  const params = parse(route.params, request.params, 'NOT_FOUND');
  const query = parse(route.query, request.query, 'QUERY_INVALID');
  const key = idempotencyKey(route, request);
  const ifMatch = /^(?:W\/)?"([^"]{1,100})"$/.exec(request.headers['if-match'] ?? '')?.[1];
  if (route.ifMatch === 'required' && ifMatch === undefined) throw new Problem('REVISION_REQUIRED');
  const body = await bodyOf(route, request);
  return { params, query, body, caller, language, key, ifMatch, address: request.ip ?? '', log, request, response };
}

async function bodyOf(route: Route, request: Request): Promise<unknown> {
  if (route.raw || route.method === 'GET') return undefined;
  const json = await readJson(request, route.limit ?? BODY_USUAL_BYTES);
  if (route.body) return parse(route.body, json ?? {}, 'BODY_INVALID');
  // Screens send `{}` where there is nothing to say.
  if (json !== undefined && JSON.stringify(json) !== '{}') throw new Problem('BODY_INVALID', { issues: [issueOf('body-unexpected', { path: '', expected: 'nothing', received: 'a body' })] });
  return undefined;
}

function parse(schema: z.ZodType | undefined, input: unknown, code: 'NOT_FOUND' | 'QUERY_INVALID' | 'BODY_INVALID'): unknown {
  if (!schema) {
    if (code === 'QUERY_INVALID' && Object.keys(input as object).length > 0) refuseQuery(Object.keys(input as object));
    return undefined;
  }
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  // An id that can't exist is simply not found.
  if (code === 'NOT_FOUND') throw new Problem('NOT_FOUND', { params: { what: 'Alamat' } });
  throw new Problem(code, { issues: issuesOf(result.error) });
}

function refuseQuery(keys: readonly string[]): never {
  throw new Problem('QUERY_INVALID', { issues: keys.slice(0, 5).map((key) => issueOf('parameter-unknown', { path: `/${key}`, expected: 'no parameter', received: key.slice(0, 60) })) });
}

function idempotencyKey(route: Route, request: Request): string | undefined {
  const header = request.headers['idempotency-key'];
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined) {
    if (route.key === 'required') throw new Problem('KEY_REQUIRED');
    return undefined;
  }
  if (!/^[A-Za-z0-9_-]{16,100}$/.test(key)) throw new Problem('KEY_INVALID', { expected: '16-100 × A-Z a-z 0-9 - _' });
  return key;
}

function answer(route: Route, response: Response, result: unknown, options: MountOptions): void {
  const reply = result instanceof Reply ? result : new Reply(result);
  if (reply.options.sent) return;
  if (reply.options.headers) response.set(reply.options.headers);
  if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'no-store');
  const status = reply.options.status ?? route.status ?? (route.response ? 200 : 204);
  if (options.checkAnswers && route.response) route.response.parse(reply.body);
  if (reply.body === undefined) response.status(status).end();
  else response.status(status).type('application/json').send(JSON.stringify(reply.body));
}
