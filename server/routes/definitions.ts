/** Definitions: drafts with revisions, the checker, publishing, versions and their differences. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import { parseDefinition } from '../../process/schema';
import { templates } from '../../process/templates';
import type { Finding, Json, ProcessDefinition } from '../../process/types';
import { isPublishable, validate } from '../../process/validate';
import type { PublishedVersion } from '../../store/contract';
import { recordAdministration } from '../acts/administration';
import { publishVersion } from '../acts/publish';
import { sameJson } from '../acts/complete';
import { definitionDiff } from '../acts/definition-diff';
import type { Services } from '../acts/services';
import { definitionId } from '../contract/common';
import * as contract from '../contract/definitions';
import type { Caller } from '../http/context';
import { pageOf } from '../http/paging';
import { Reply, route, type Route } from '../http/route';
import { personOf, rfc3339, type NameOf } from '../present/common';
import type { DefinitionDraftRecord } from '../records';

const params = z.strictObject({ id: definitionId });
const tag = 'Definitions';
const READERS = ['owner', 'auditor', 'admin'] as const;
/** The largest definition that the schema lets through is below this. */
const DEFINITION_BYTES = 1_000_000;

export function definitionRoutes(services: Services): Route[] {
  return [...listing(services), ...drafting(services), ...publishing(services), ...versions(services)];
}

function listing(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/definitions',
      allow: READERS,
      tag,
      summary: 'Definitions, last changed first',
      query: contract.definitionQuery,
      response: contract.definitionPage,
      handler: async ({ query }) => {
        const [drafts, newest, names, running] = await Promise.all([
          services.records.definitionDrafts.find({}),
          services.stores.definitions.allNewest(),
          services.accounts.names(),
          runningByDefinition(services),
        ]);
        const published = new Map(newest.map((version) => [version.definitionId, version]));
        const words = query.q?.toLowerCase();
        const found = drafts
          .filter((draft) => words === undefined || draft._id.includes(words) || JSON.stringify(draft.definition.title).toLowerCase().includes(words))
          .sort((a, b) => b.updatedAt - a.updatedAt || (a._id < b._id ? -1 : 1))
          .map((draft) => summaryJson(draft, published.get(draft._id), running.get(draft._id) ?? 0, names));
        return pageOf(found, query, (one) => one.id);
      },
    }),
    route({
      method: 'GET',
      path: '/definitions/templates',
      allow: ['owner'],
      tag,
      summary: 'Templates to begin with',
      response: contract.templatePage,
      handler: () => ({ items: templates.map((definition) => ({ id: definition.id, title: definition.title, description: definition.description ?? null, definition })), next: null }),
    }),
  ];
}

async function runningByDefinition(services: Services): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const { items } = await services.stores.processes.list({ status: 'running', rehearsal: 'none' }, { limit: 1_000 });
  for (const process of items) counts.set(process.definition.id, (counts.get(process.definition.id) ?? 0) + 1);
  return counts;
}

function summaryJson(draft: DefinitionDraftRecord, newest: PublishedVersion | undefined, running: number, names: NameOf): contract.DefinitionSummary {
  return {
    id: draft._id,
    title: draft.definition.title,
    description: draft.definition.description ?? null,
    steps: draft.definition.steps.length,
    revision: draft.revision,
    updatedAt: rfc3339(draft.updatedAt),
    updatedBy: personOf(names, draft.updatedBy),
    published: publishedMark(newest),
    changed: isChanged(draft, newest),
    running,
  };
}

const publishedMark = (newest: PublishedVersion | null | undefined) => (newest ? { version: newest.version, publishedAt: rfc3339(newest.publishedAt) } : null);
const isChanged = (draft: DefinitionDraftRecord, newest: PublishedVersion | null | undefined): boolean => !newest || !sameJson(draft.definition as unknown as Json, newest.definition as unknown as Json);

// ------------------------------------------------------------------------------------------------ drafts

function drafting(services: Services): Route[] {
  const { definitionDrafts } = services.records;
  return [
    route({
      method: 'POST',
      path: '/definitions',
      allow: ['owner'],
      tag,
      summary: 'Begin a definition',
      key: 'optional',
      body: contract.newDefinitionRequest,
      limit: DEFINITION_BYTES,
      response: contract.definitionDraft,
      status: 201,
      problems: ['DEFINITION_EXISTS', 'DEFINITION_TOO_LARGE'],
      handler: async ({ body, caller }) => {
        const definition = newDefinition(body as contract.NewDefinitionRequest);
        const by = (caller as Caller).id;
        const draft: DefinitionDraftRecord = { _id: definition.id, revision: 1, definition, updatedAt: services.now(), updatedBy: by, createdBy: by };
        if (!(await definitionDrafts.insert(draft))) {
          const standing = await definitionDrafts.get(draft._id);
          // The same again after a lost answer: it is there already, just as it was asked for.
          const repeated = standing?.createdBy === by && standing.revision === 1 && sameJson(standing.definition as unknown as Json, definition as unknown as Json);
          if (!standing || !repeated) throw new Problem('DEFINITION_EXISTS', { params: { definition: draft._id } });
          return draftReply(services, standing, 201);
        }
        return draftReply(services, draft, 201);
      },
    }),
    route({
      method: 'GET',
      path: '/definitions/:id',
      allow: READERS,
      tag,
      summary: 'The draft of a definition',
      params,
      response: contract.definitionDraft,
      handler: async ({ params: { id }, language }) => draftReply(services, await draftOf(services, id, language)),
    }),
    route({
      method: 'PUT',
      path: '/definitions/:id',
      allow: ['owner'],
      tag,
      summary: 'Replace the draft',
      params,
      body: contract.definitionRequest,
      limit: DEFINITION_BYTES,
      ifMatch: 'required',
      response: contract.definitionDraft,
      problems: ['REVISION_REQUIRED', 'DEFINITION_CHANGED', 'DEFINITION_TOO_LARGE', 'NOT_FOUND'],
      handler: async ({ params: { id }, body, caller, ifMatch, language }) => {
        const standing = await draftOf(services, id, language);
        const definition = body.definition as ProcessDefinition;
        if (definition.id !== id) throw new Problem('BODY_INVALID', { issues: [{ path: '/definition/id', message: language === 'id' ? 'Id tidak dapat diganti.' : 'The id can not be changed.', expected: id, received: definition.id }] });
        const draft = { ...standing, revision: standing.revision + 1, definition, updatedAt: services.now(), updatedBy: (caller as Caller).id };
        const stale = new Problem('DEFINITION_CHANGED', { expected: String(standing.revision), received: ifMatch ?? '–' });
        if (ifMatch !== String(standing.revision)) throw stale;
        if (!(await definitionDrafts.replaceIf({ _id: id, revision: standing.revision }, draft))) throw stale;
        return draftReply(services, draft);
      },
    }),
    route({
      method: 'DELETE',
      path: '/definitions/:id',
      allow: ['owner'],
      tag,
      summary: 'Throw a draft away that was never published',
      params,
      problems: ['NOT_FOUND', 'DEFINITION_PUBLISHED'],
      handler: async ({ params: { id }, language }) => {
        await draftOf(services, id, language);
        if (await services.stores.definitions.newest(id)) throw new Problem('DEFINITION_PUBLISHED', { params: { definition: id } });
        await definitionDrafts.remove(id);
      },
    }),
  ];
}

function newDefinition(body: contract.NewDefinitionRequest): ProcessDefinition {
  if ('definition' in body) return body.definition as ProcessDefinition;
  if (body.template !== undefined) {
    const template = templates.find((one) => one.id === body.template);
    if (!template) throw new Problem('NOT_FOUND', { params: { what: body.template } });
    return { ...structuredClone(template), id: body.id, title: body.title };
  }
  return {
    format: 1,
    id: body.id,
    title: body.title,
    calendar: 'indonesia',
    roles: { owner: { title: { id: 'Pemilik kebijakan', en: 'Policy owner' }, kind: 'people' } },
    data: { type: 'object', properties: {} },
    steps: [
      { id: 'start', kind: 'start', title: { id: 'Mulai', en: 'Start' }, settings: {}, position: { x: 0, y: 160 } },
      { id: 'done', kind: 'end', title: { id: 'Selesai', en: 'Completed' }, settings: { result: 'completed' }, position: { x: 480, y: 160 } },
    ],
    flows: [],
  };
}

async function draftOf(services: Services, id: string, language: 'id' | 'en'): Promise<DefinitionDraftRecord> {
  const draft = await services.records.definitionDrafts.get(id);
  if (!draft) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Rancangan' : 'The definition' } });
  return draft;
}

async function draftReply(services: Services, draft: DefinitionDraftRecord, status = 200): Promise<Reply<z.input<typeof contract.definitionDraft>>> {
  const [newest, names] = await Promise.all([services.stores.definitions.newest(draft._id), services.accounts.names()]);
  const body = {
    id: draft._id,
    revision: draft.revision,
    updatedAt: rfc3339(draft.updatedAt),
    updatedBy: personOf(names, draft.updatedBy),
    published: publishedMark(newest),
    changed: isChanged(draft, newest),
    definition: draft.definition,
  };
  return new Reply(body, { status, headers: { ETag: `"${draft.revision}"` } });
}

// ------------------------------------------------------------------------------------------------ check, publish

function publishing(services: Services): Route[] {
  return [
    route({
      method: 'POST',
      path: '/definitions/:id/check',
      allow: ['owner', 'auditor'],
      tag,
      summary: 'Check the draft, or a definition that is sent along',
      params,
      body: contract.checkRequest,
      limit: DEFINITION_BYTES,
      response: contract.findings,
      problems: ['NOT_FOUND', 'DEFINITION_TOO_LARGE'],
      handler: async ({ params: { id }, body, language }) => {
        const definition = (body.definition as ProcessDefinition | undefined) ?? (await draftOf(services, id, language)).definition;
        const findings = validate(definition);
        return { findings, publishable: isPublishable(findings) };
      },
    }),
    route({
      method: 'POST',
      path: '/definitions/:id/publish',
      allow: ['owner'],
      tag,
      summary: 'Publish the draft as a version that never changes',
      key: 'optional',
      params,
      body: contract.publishRequest,
      response: contract.publishedVersion,
      status: 201,
      problems: ['NOT_FOUND', 'DEFINITION_INVALID', 'DEFINITION_CHANGED'],
      handler: async ({ params: { id }, body, caller, language }) => {
        const draft = await draftOf(services, id, language);
        if (body.revision !== undefined && body.revision !== draft.revision) throw new Problem('DEFINITION_CHANGED', { expected: String(draft.revision), received: String(body.revision) });
        // Drafts were parsed when they came in; a draft of an older format must not slip through.
        const definition = parseDefinition(draft.definition);
        refuseUnsound(validate(definition), language);
        const version = await publishVersion(services, definition, caller as Caller, body.note);
        return versionJson(version, await services.accounts.names());
      },
    }),
  ];
}

function refuseUnsound(findings: readonly Finding[], language: 'id' | 'en'): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length === 0) return;
  throw new Problem('DEFINITION_INVALID', {
    received: String(errors.length),
    issues: errors.slice(0, 50).map((finding) => ({ path: finding.path ?? `/steps/${finding.stepIds[0] ?? ''}`, message: finding.message[language] ?? finding.message.id, expected: finding.rule })),
  });
}

// ------------------------------------------------------------------------------------------------ versions

function versions(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/definitions/:id/versions',
      allow: READERS,
      tag,
      summary: 'Published versions, newest first',
      params,
      response: contract.publishedPage,
      handler: async ({ params: { id } }) => {
        const names = await services.accounts.names();
        const found = (await services.stores.definitions.versions(id)).sort((a, b) => b.version - a.version);
        return { items: found.map((version) => briefJson(version, names)), next: null };
      },
    }),
    route({
      method: 'GET',
      path: '/definitions/:id/versions/:version',
      allow: [...READERS, 'stakeholder'],
      tag,
      summary: 'One published version',
      params: z.strictObject({ id: definitionId, version: z.coerce.number().int().min(1).max(1_000_000) }),
      response: contract.publishedVersion,
      handler: async ({ params: { id, version }, language }) => {
        const found = await services.published.version(id, version);
        if (!found) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Versi' : 'The version' } });
        return versionJson(found, await services.accounts.names());
      },
    }),
    route({
      method: 'GET',
      path: '/definitions/:id/diff',
      allow: READERS,
      tag,
      summary: 'What differs between two versions, or a version and the draft',
      params,
      query: contract.diffQuery,
      response: contract.definitionDiff,
      handler: async ({ params: { id }, query: { from, to }, language }) =>
        definitionDiff({ name: from, definition: await sideOf(services, id, from, language) }, { name: to, definition: await sideOf(services, id, to, language) }),
    }),
  ];
}

async function sideOf(services: Services, id: string, name: string, language: 'id' | 'en'): Promise<ProcessDefinition> {
  if (name === 'draft') return (await draftOf(services, id, language)).definition;
  const found = await services.published.version(id, Number(name));
  if (!found) throw new Problem('NOT_FOUND', { params: { what: `${id} v${name}` } });
  return found.definition;
}

const briefJson = (version: PublishedVersion, names: NameOf): contract.PublishedBrief => ({
  definitionId: version.definitionId,
  version: version.version,
  hash: version.hash,
  publishedAt: rfc3339(version.publishedAt),
  publishedBy: personOf(names, version.publishedBy),
  note: version.note ?? null,
  title: version.definition.title,
});

const versionJson = (version: PublishedVersion, names: NameOf) => ({ ...briefJson(version, names), definition: version.definition });
