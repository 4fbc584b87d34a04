/** Running processes: start, look, and the owner's acts on them. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import { ownerActs } from '../acts/owner';
import type { Services } from '../acts/services';
import { startProcess } from '../acts/start';
import { factsOf } from '../acts/turns';
import { documentLines, versionsOf } from '../acts/documents';
import { seesEverything, visibleProcess } from '../acts/visibility';
import { detailOf } from '../acts/process-detail';
import { processId, stepName } from '../contract/common';
import { documentPage, documentVersion } from '../contract/documents';
import { historyPage, historyQuery, type HistoryItem } from '../contract/history';
import { newProcessRequest, processDetail, processPage, processQuery } from '../contract/processes';
import type { Caller } from '../http/context';
import { filledPage } from '../http/filled-page';
import { route, SIGNED_IN, type Route } from '../http/route';
import { historyItems } from '../present/history';
import { processSummary } from '../present/process';

export const processParams = z.strictObject({ id: processId });

export function processRoutes(services: Services): Route[] {
  return [...readingRoutes(services), ...documentRoutes(services), startRoute(services), ...ownerActs(services)];
}

function startRoute(services: Services): Route {
  return route({
    method: 'POST',
    path: '/processes',
    allow: ['owner'],
    tag: 'Processes',
    summary: 'Start a process of a published definition',
    key: 'optional',
    body: newProcessRequest,
    response: processDetail,
    status: 201,
    problems: ['NOT_FOUND', 'ACT_CONFLICT'],
    handler: async ({ body, caller, key }) => startProcess(services, caller as Caller, body, key),
  });
}

function readingRoutes(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/processes',
      allow: SIGNED_IN,
      tag: 'Processes',
      summary: 'Processes, newest first',
      query: processQuery,
      response: processPage,
      handler: async ({ query, caller }) => {
        const { limit = 50, cursor, status, definition, rehearsal = 'none', q } = query;
        const member = seesEverything(caller as Caller) ? undefined : (caller as Caller).id;
        const [page, names] = await Promise.all([
          services.stores.processes.list({ status, definitionId: definition, rehearsal, member, q }, { limit, cursor }),
          services.accounts.names(),
        ]);
        const now = services.now();
        const items = await Promise.all(
          page.items.map(async (process) => processSummary({ process, definition: await services.published.definition(process.definition), names, now })),
        );
        return { items, next: page.next };
      },
    }),
    route({
      method: 'GET',
      path: '/processes/:id',
      allow: SIGNED_IN,
      tag: 'Processes',
      summary: 'One process with all that its page shows',
      params: processParams,
      response: processDetail,
      handler: async ({ params, caller }) => detailOf(services, caller as Caller, params.id),
    }),
    route({
      method: 'GET',
      path: '/processes/:id/history',
      allow: SIGNED_IN,
      tag: 'Processes',
      summary: 'What happened, fact by fact, each with its entry',
      params: processParams,
      query: historyQuery,
      response: historyPage,
      handler: async ({ params, query, caller }) => {
        const { definition } = await visibleProcess(services, params.id, caller as Caller);
        const names = await services.accounts.names();
        const types = query.type?.split(',');
        const newestFirst = query.order !== 'oldest';
        const isWanted = (item: HistoryItem): boolean => (types === undefined || types.includes(item.fact.type)) && (query.step === undefined || item.step?.id === query.step);
        return filledPage(query, {
          read: (options) => services.stores.entries.turnsOf(params.id, { ...options, newestFirst }),
          itemsOf: (entries) =>
            entries.map((entry) => {
              const found = historyItems(entry, factsOf(entry), definition, names).filter(isWanted);
              return newestFirst ? found.reverse() : found;
            }),
        });
      },
    }),
  ];
}

function documentRoutes(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/processes/:id/documents',
      allow: SIGNED_IN,
      tag: 'Documents',
      summary: 'Documents under drafting with their versions',
      params: processParams,
      response: documentPage,
      handler: async ({ params, caller }) => {
        const { process, definition } = await visibleProcess(services, params.id, caller as Caller);
        return { items: await documentLines(services.stores, process, definition, await services.accounts.names()), next: null };
      },
    }),
    route({
      method: 'GET',
      path: '/processes/:id/documents/:stepId/:version',
      allow: SIGNED_IN,
      tag: 'Documents',
      summary: 'One version of a document',
      params: z.strictObject({ id: processId, stepId: stepName, version: z.coerce.number().int().min(1).max(100_000) }),
      response: documentVersion,
      handler: async ({ params, caller, language }) => {
        const { process, definition } = await visibleProcess(services, params.id, caller as Caller);
        const versions = await versionsOf(services.stores, process, definition, params.stepId, await services.accounts.names());
        const found = versions[params.version - 1];
        if (!found) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Versi' : 'The version' } });
        return found;
      },
    }),
  ];
}
