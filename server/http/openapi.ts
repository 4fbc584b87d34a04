/** OpenAPI 3.1 from the declared routes: the same schemas that validate. */
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { catalogue } from '../../errors/catalogue';
import { problem } from '../contract/problem';
import type { Route } from './route';

export function openApiDocument(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Musyawarah',
      version,
      description: 'The API of Musyawarah. Refusals are RFC 9457 problem details with a `code`; lists are `{items, next}`; times are RFC 3339.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { token: [] }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'musyawarah' },
        token: { type: 'http', scheme: 'bearer', description: 'A personal token from `POST /tokens`.' },
      },
    },
    paths: paths as ZodOpenApiPathsObject,
  }) as unknown as Record<string, unknown>;
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const header = headerOf(route);
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: `Allowed: ${route.allow.join(', ')}.`,
    ...(route.allow.includes('public') ? { security: [] } : {}),
    requestParams: {
      ...(route.params ? { path: route.params as z.ZodObject } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(header ? { header } : {}),
    },
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } } : {}),
    ...(route.raw ? { requestBody: { required: true, content: { [route.raw.type]: { schema: { type: 'string', format: 'binary' } } } } } : {}),
    responses: { [String(route.status ?? (route.response ? 200 : 204))]: successOf(route), ...problemsOf(route) },
  };
}

function successOf(route: Route) {
  if (route.response) return { description: 'Done.', content: { 'application/json': { schema: route.response } } };
  if (route.produces) return { description: 'Done.', content: { [route.produces]: { schema: { type: 'string' as const } } } };
  return { description: 'Done; nothing to say.' };
}

function headerOf(route: Route): z.ZodObject | undefined {
  const shape: Record<string, z.ZodType> = {};
  const key = z.string().meta({ description: 'The same key and body give the same answer; another body under it is 409.' });
  if (route.method === 'POST' && route.key === 'required') shape['Idempotency-Key'] = key;
  if (route.method === 'POST' && route.key === 'optional') shape['Idempotency-Key'] = key.optional();
  if (route.ifMatch) shape['If-Match'] = z.string().meta({ description: 'ETag of what is edited.' });
  return Object.keys(shape).length > 0 ? z.object(shape) : undefined;
}

function problemsOf(route: Route) {
  const codes = [...(route.allow.includes('public') ? [] : (['SIGN_IN_REQUIRED', 'FORBIDDEN'] as const)), ...(route.body ? (['BODY_INVALID'] as const) : []), ...(route.problems ?? [])];
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const status = catalogue[code as keyof typeof catalogue].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [String(status), { description: names.join(', '), content: { 'application/problem+json': { schema: problem } } }]),
  );
}

/** `POST /tasks/:id/complete` -> `postTasksIdComplete` */
function operationId(route: Route): string {
  const words = route.path.split(/[/:]+/).filter(Boolean);
  return route.method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('').replace(/[^A-Za-z0-9]/g, '');
}
