/** The ledger for people: its state, one entry with proof, the entries of a process. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import { canonicalJson } from '../../process/canonical';
import type { Json } from '../../process/types';
import type { EntryDocument } from '../../store/contract';
import type { Services } from '../acts/services';
import { isMember, seesEverything } from '../acts/visibility';
import { entryDetail, entryPage, entryQuery, ledgerState, type EntryRow } from '../contract/ledger';
import type { Caller } from '../http/context';
import { route, SIGNED_IN, type Route } from '../http/route';
import { actorOf, rfc3339, rfc3339OrNull, type NameOf } from '../present/common';

export function entryRoutes(services: Services): Route[] {
  const { stores } = services;
  return [
    route({
      method: 'GET',
      path: '/ledger',
      allow: ['public'],
      tag: 'Ledger',
      summary: 'Size, checkpoint and key of the ledger',
      response: ledgerState,
      handler: async () => {
        const state = await stores.log.state();
        return { ...state, checkpointAt: rfc3339OrNull(state.checkpointAt), witnesses: state.witnesses.map(({ name, at }) => ({ name, at: rfc3339OrNull(at) })) };
      },
    }),
    route({
      method: 'GET',
      path: '/entries',
      allow: ['owner', 'auditor'],
      tag: 'Ledger',
      summary: 'Every entry of a process, oldest first',
      query: entryQuery,
      response: entryPage,
      handler: async ({ query }) => {
        const [page, names] = await Promise.all([stores.entries.allOf(query.process, { limit: query.limit ?? 50, cursor: query.cursor }), services.accounts.names()]);
        return { items: page.items.map((entry) => rowJson(entry, names)), next: page.next };
      },
    }),
    route({
      method: 'GET',
      path: '/entries/:id',
      allow: SIGNED_IN,
      tag: 'Ledger',
      summary: 'One entry with its proof',
      params: z.strictObject({ id: z.string().min(1).max(400) }),
      response: entryDetail,
      handler: async ({ params, caller, language }) => {
        const entry = await stores.entries.get(params.id);
        if (!entry) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Catatan' : 'The entry' } });
        const [shown, proof, names] = await Promise.all([maySeePayload(services, entry, caller as Caller), stores.log.proof(entry._id), services.accounts.names()]);
        const erased = entry.payload === undefined;
        return {
          ...rowJson(entry, names),
          definition: entry.leaf.definition,
          payloadHash: entry.leaf.payloadHash,
          salt: shown && !erased ? entry.salt : '',
          payload: shown && !erased ? withoutContact(entry.payload as Json, caller as Caller) : null,
          payloadState: erased ? ('erased' as const) : shown ? ('shown' as const) : ('hidden' as const),
          leaf: canonicalJson(entry.leaf as unknown as Json),
          proof,
        };
      },
    }),
  ];
}

/** Owners and auditors see content; others what they did themselves and the turns of processes that they are part of. */
async function maySeePayload(services: Services, entry: EntryDocument, caller: Caller): Promise<boolean> {
  if (entry._id.startsWith('admin:')) return caller.roles.includes('admin') || caller.roles.includes('auditor') || entry._id.startsWith('admin:definition:') || entry._id.startsWith('admin:calendar:');
  if (seesEverything(caller) || entry.leaf.actor === `user:${caller.id}`) return true;
  if (entry.leaf.actor !== 'engine' || entry.processId === undefined) return false;
  const process = await services.stores.processes.get(entry.processId);
  return process !== null && isMember(process, caller.id);
}

/** How to reach a giver of input is for nobody's eyes but the auditor's. */
function withoutContact(payload: Json, caller: Caller): Json {
  if (caller.roles.includes('auditor') || payload === null || typeof payload !== 'object' || Array.isArray(payload)) return payload;
  const { contact: _contact, ...rest } = payload;
  return rest;
}

function rowJson(entry: EntryDocument, names: NameOf): EntryRow {
  return {
    id: entry._id,
    stream: entry.leaf.stream,
    seq: entry.leaf.seq,
    prev: entry.leaf.prev,
    type: entry.leaf.type,
    actor: actorOf(names, entry.leaf.actor),
    at: rfc3339(Date.parse(entry.leaf.at)),
    acceptedAt: rfc3339(entry.acceptedAt),
    hash: entry.leafHash,
    logIndex: entry.logIndex ?? null,
  };
}
