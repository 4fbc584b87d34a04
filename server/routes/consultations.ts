/** Consultations for those who run or answer them, and dispositions of their input. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import type { ProcessDefinition, StepOf } from '../../process/types';
import type { ProcessDocument, WindowDocument } from '../../store/contract';
import { answersOf, consultationSummary, inputJson, mayDispose, tallies, undisposedInputs, type DispositionPayload } from '../acts/consultation';
import { receiptOf, sameJson } from '../acts/complete';
import { documentOf } from '../acts/document-line';
import { newestVersion } from '../acts/documents';
import type { Services } from '../acts/services';
import { maySee } from '../acts/visibility';
import { windowName } from '../contract/common';
import { consultationDetail, dispositionsAnswer, dispositionsRequest, inputPage, inputQuery, type DispositionsAnswer, type DispositionsRequest } from '../contract/consultations';
import type { Caller } from '../http/context';
import { pageOf } from '../http/paging';
import { route, SIGNED_IN, type Route } from '../http/route';
import { nowOf, stepOf } from '../present/common';

const params = z.strictObject({ id: windowName });
const DISPOSITIONS_BYTES = 500_000;

export function consultationRoutes(services: Services): Route[] {
  const { stores } = services;
  return [
    route({
      method: 'GET',
      path: '/consultations/:id',
      allow: SIGNED_IN,
      tag: 'Consultations',
      summary: 'One round with its figures, questions and document',
      params,
      response: consultationDetail,
      handler: async ({ params: { id }, caller }) => {
        const found = await consultation(services, id, caller as Caller);
        const { definition, process, step } = found;
        const names = await services.accounts.names();
        const about = documentOf(definition, step.id);
        const [summary, entries, document] = await Promise.all([
          consultationSummary(stores, { ...found, now: services.now() }),
          answersOf(stores, id),
          about === undefined ? null : newestVersion(stores, process, definition, about, names),
        ]);
        return { ...summary, questions: step.settings.questions, document, tallies: tallies(step, entries), mayDispose: mayDispose(caller as Caller, process, definition, step) };
      },
    }),
    route({
      method: 'GET',
      path: '/consultations/:id/inputs',
      allow: SIGNED_IN,
      tag: 'Consultations',
      summary: 'The answers of a round with their dispositions',
      params,
      query: inputQuery,
      response: inputPage,
      handler: async ({ params: { id }, query, caller }) => {
        await consultation(services, id, caller as Caller);
        const entries = await answersOf(stores, id);
        const open = query.undisposed === undefined ? undefined : new Set(await undisposedInputs(stores, id));
        const wanted = entries.filter((entry) => open === undefined || open.has(entry._id) === (query.undisposed === 'true'));
        const page = pageOf(wanted, query, (entry) => entry._id);
        const [disposed, names] = await Promise.all([stores.dispositions.newest(page.items.map((entry) => entry._id)), services.accounts.names()]);
        return { items: page.items.map((entry) => inputJson(id, entry, disposed.get(entry._id), names)), next: page.next };
      },
    }),
    route({
      method: 'POST',
      path: '/consultations/:id/dispositions',
      allow: ['owner', 'stakeholder'],
      tag: 'Consultations',
      summary: 'Answer one or many inputs, with reasons',
      key: 'optional',
      params,
      body: dispositionsRequest,
      limit: DISPOSITIONS_BYTES,
      response: dispositionsAnswer,
      problems: ['NOT_FOUND', 'PROCESS_ENDED'],
      handler: async ({ params: { id }, body, caller }) => dispose(services, await consultation(services, id, caller as Caller), body, caller as Caller),
    }),
  ];
}

interface Found {
  window: WindowDocument;
  process: ProcessDocument;
  definition: ProcessDefinition;
  step: StepOf<'consultation'>;
}

async function consultation(services: Services, id: string, caller: Caller): Promise<Found> {
  const missing = new Problem('NOT_FOUND', { params: { what: caller.language === 'id' ? 'Konsultasi' : 'The consultation' } });
  const window = await services.stores.windows.get(id);
  const process = window && (await services.stores.processes.get(window.processId));
  if (!window || !process || !maySee(process, caller)) throw missing;
  const definition = await services.published.definition(window.definition);
  const step = stepOf(definition, window.stepId);
  if (step?.kind !== 'consultation') throw missing;
  return { window, process, definition, step };
}

async function dispose(services: Services, { window, process, definition, step }: Found, body: DispositionsRequest, caller: Caller): Promise<DispositionsAnswer> {
  if (process.view.status !== 'running') throw new Problem('PROCESS_ENDED');
  if (!mayDispose(caller, process, definition, step)) throw new Problem('FORBIDDEN');
  const known = new Set((await answersOf(services.stores, window._id)).map((entry) => entry._id));
  refuseUnknown(body, known, caller);
  const receipts: DispositionsAnswer['receipts'] = [];
  for (const { inputIds, kind, reason, section } of body.dispositions) {
    for (const inputId of inputIds) {
      const payload: DispositionPayload = { inputId, windowId: window._id, kind, reason, section: section ?? null };
      receipts.push({ ...(await acceptDisposition(services, process, payload, caller)), inputId });
    }
  }
  return { receipts, undisposed: (await undisposedInputs(services.stores, window._id)).length };
}

/** All or nothing of what can be known beforehand: an unknown input refuses the whole request. */
function refuseUnknown({ dispositions }: DispositionsRequest, known: ReadonlySet<string>, caller: Caller): void {
  const issues = dispositions.flatMap(({ inputIds }, index) =>
    inputIds.flatMap((id, place) =>
      known.has(id)
        ? []
        : [{ path: `/dispositions/${index}/inputIds/${place}`, message: caller.language === 'id' ? 'Masukan ini tidak ada pada putaran ini.' : 'This round has no such input.', expected: 'an input of this round', received: id.slice(0, 60) }],
    ),
  );
  if (issues.length > 0) throw new Problem('BODY_INVALID', { issues: issues.slice(0, 50) });
}

const REPLACED_MAX = 1_000;

/** `disposition:<inputId>:<n>`: a newer one replaces the older; the same words again are the same act. */
async function acceptDisposition(services: Services, process: ProcessDocument, payload: DispositionPayload, caller: Caller): Promise<ReturnType<typeof receiptOf>> {
  const standing = (await services.stores.dispositions.newest([payload.inputId])).get(payload.inputId);
  if (standing && sameJson(standing.payload ?? null, payload) && standing.leaf.actor === `user:${caller.id}`) {
    return receiptOf({ entryId: standing._id, leafHash: standing.leafHash, acceptedAt: standing.acceptedAt, repeated: true });
  }
  let prev = standing?.leafHash ?? null;
  for (let n = standing ? standing.leaf.seq + 1 : 0; n < REPLACED_MAX; n++) {
    const stream = `disposition:${payload.inputId}`;
    try {
      const accepted = await services.stores.acts.accept({
        id: `${stream}:${n}`,
        stream,
        seq: n,
        prev,
        type: 'disposition',
        actor: `user:${caller.id}`,
        at: nowOf(process, services.now()),
        definition: process.definition,
        payload,
        processId: process._id,
        rehearsal: process.rehearsal !== undefined,
      });
      return receiptOf(accepted);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'ACT_CONFLICT') throw error;
      // Somebody else was there first; theirs is now the one before ours.
      prev = (await services.stores.entries.get(`${stream}:${n}`))?.leafHash ?? null;
    }
  }
  throw new Problem('ACT_CONFLICT', { params: { entry: payload.inputId } });
}
