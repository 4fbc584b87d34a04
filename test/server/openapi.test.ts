/** The OpenAPI document is complete and consistent: every route, every reference, every example. */
import { z } from 'zod';
import * as contract from '../../server/contract';
import { startServer, type TestServer } from './support/server';

let server: TestServer;
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } };

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string }[];
  responses: Record<string, unknown>;
}

beforeAll(async () => {
  server = await startServer();
  document = (await server.as(null).get('/openapi.json')).body as never;
});
afterAll(() => server.stop());

test('it describes every declared route, and none besides', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  const declared = server.built.routes.map((route) => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
  expect(described.sort()).toEqual(declared.sort());
  expect(document.openapi).toMatch(/^3\.1/);
});

test('operation ids differ, and each path parameter is described', () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, operation })));
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
    expect([path, described]).toEqual([path, named]);
  }
});

test('every reference leads somewhere', () => {
  const references = JSON.stringify(document).match(/"#\/components\/schemas\/([^"]+)"/g) ?? [];
  expect(references.length).toBeGreaterThan(50);
  for (const reference of references) expect(document.components.schemas).toHaveProperty([reference.slice(1, -1).replace('#/components/schemas/', '')]);
});

test('every example of a schema fits it', () => {
  for (const [name, schema] of Object.entries(contract)) {
    if (!(schema instanceof z.ZodType)) continue;
    const example = schema.meta()?.example;
    if (example === undefined) continue;
    expect([name, schema.safeParse(example).error?.issues]).toEqual([name, undefined]);
  }
});
