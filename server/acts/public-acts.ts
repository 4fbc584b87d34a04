/** What the public hands in: input, survey answers, acknowledgements, complaints. One insert each, with the key as identity. */
import { createHash } from 'node:crypto';
import { Problem } from '../../errors/problem';
import type { Json, ProcessDefinition, Step } from '../../process/types';
import type { ActInput, ProcessDocument, WindowDocument } from '../../store/contract';
import type { PublicReceipt } from '../contract/public';
import { nowOf, stepOf } from '../present/common';
import { receiptOf, tellAgain } from './complete';
import type { Services } from './services';

export interface OpenWindow {
  window: WindowDocument;
  process: ProcessDocument;
  definition: ProcessDefinition;
  step: Step;
}

/** A window by its id, open or closed, of the kind that is asked for. */
export async function publicWindow(services: Services, id: string, kind: WindowDocument['kind'], language: 'id' | 'en'): Promise<OpenWindow> {
  const missing = new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Halaman ini' : 'This page' } });
  const window = await services.stores.windows.get(id);
  if (window?.kind !== kind) throw missing;
  if (kind === 'consultation' && !window.public) throw missing;
  const process = await services.stores.processes.get(window.processId);
  if (!process) throw missing;
  const definition = await services.published.definition(window.definition);
  const step = stepOf(definition, window.stepId);
  if (!step) throw missing;
  return { window, process, definition, step };
}

/** Is it open at this very moment, in the process's own time? The deadline counts even before the engine has closed it. */
export function isOpen({ window, process }: Pick<OpenWindow, 'window' | 'process'>, now: number): boolean {
  return window.status === 'open' && process.view.status === 'running' && (window.closesAt === undefined || nowOf(process, now) < window.closesAt);
}

export interface PublicAct {
  /** Part of the entry's id: the idempotency key, or what stands for the person. */
  key: string;
  type: string;
  payload: Json;
  /** The workflow must be told: a complaint. */
  complaint?: boolean;
}

export async function acceptPublic(services: Services, open: OpenWindow, act: PublicAct): Promise<PublicReceipt> {
  const { window, process } = open;
  const id = `input:${window._id}:${act.key}`;
  const at = nowOf(process, services.now());
  if (!isOpen(open, services.now())) {
    // A repeat of what was accepted in time is answered as before.
    const standing = await services.stores.entries.get(id);
    if (!standing) throw new Problem('WINDOW_CLOSED');
  }
  const input: ActInput = {
    id,
    stream: id,
    seq: 0,
    prev: null,
    type: act.type,
    actor: 'public',
    at,
    definition: process.definition,
    payload: act.payload,
    processId: process._id,
    rehearsal: process.rehearsal !== undefined,
    ...(act.complaint ? { deliver: { workflowId: window.workflowId, notice: { kind: 'complaint' as const, at, runId: window.runId, complaintId: act.key, entryId: id, hash: '' } } } : {}),
  };
  const accepted = await services.stores.acts.accept(input);
  if (act.complaint && accepted.repeated) tellAgain(services, await services.stores.entries.get(id));
  else if (act.complaint) tell(services, input, accepted.leafHash);
  if (!act.complaint && !accepted.repeated) void services.counts.answered(window, at);
  return { ...receiptOf(accepted), id: accepted.entryId };
}

function tell(services: Services, { deliver }: ActInput, hash: string): void {
  if (deliver?.notice.kind !== 'complaint') return;
  services.teller.tell(deliver.workflowId, { ...deliver.notice, hash });
}

/** Stands for a person without naming them: the same employee number gives the same key in one window, and tells nobody the number. */
export const personKey = (windowId: string, person: string, secret: string): string =>
  createHash('sha256').update(`${secret}\n${windowId}\n${person.replace(/\s+/g, '').toUpperCase()}`).digest('hex').slice(0, 40);
