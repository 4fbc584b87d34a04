/** What a rehearsal of the reference process has shown in the end, and what of it is missing. */
import { Client, Connection } from '@temporalio/client';
import type { HistoryItem } from '../../server/contract/history';
import type { ProcessSummary } from '../../server/contract/processes';
import { connectionSettings } from '../../worker/connection';
import { processWorkflowId } from '../../workflows/messages';
import { fetchFrom, verifyRemote } from '../verify-remote';
import type { Api } from './api';
import type { Figures } from './words';

/** No run of a workflow may have more events. */
export const EVENTS_MAX = 2_000;

/** Counts of a history. */
export function figuresOf(history: readonly HistoryItem[]): Figures {
  const count = (fits: (item: HistoryItem) => boolean): number => history.filter(fits).length;
  return {
    extensions: count(({ fact }) => fact.type === 'extended'),
    returns: count(({ fact }) => fact.type === 'step-ended' && fact.outcome === 'returned'),
    consents: count(({ fact }) => fact.type === 'step-ended' && fact.cause === 'deemed-consent'),
    cycles: count(({ fact }) => fact.type === 'cycle-ended'),
    tasks: count(({ fact }) => fact.type === 'task-ended'),
  };
}

/** Is it among the official processes, for the public or for those who work here? It must not be. */
export async function isAmongOfficial(api: Api, processId: string, reader: string): Promise<boolean> {
  const lists = ['/public/processes?limit=200', '/processes?limit=200'];
  const pages = await Promise.all(lists.map((path) => api.ask<{ items: Pick<ProcessSummary, 'id'>[] }>(path, { as: reader })));
  return pages.some(({ items }) => items.some(({ id }) => id === processId));
}

/** Waits until every entry of the history has its place in the log, then verifies the log as an outsider. Throws the first fault. */
export async function verifyLog(api: Api, processId: string, reader: string): Promise<{ entries: number; root: string }> {
  for (const end = Date.now() + IN_LOG_MS; Date.now() < end; ) {
    const { items } = await api.ask<{ items: HistoryItem[] }>(`/processes/${processId}/history?limit=50`, { as: reader });
    if (items.every(({ entry }) => entry.logIndex !== null)) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return verifyRemote(fetchFrom(api.url));
}

const IN_LOG_MS = 30_000;
const LISTED_MS = 15_000;

/** Lengths of the histories of an ended process's workflows, from Temporal, which lists an end a moment after it. */
export async function historyLengths(processId: string, env: Record<string, string | undefined>): Promise<number[]> {
  const { client: settings, namespace } = connectionSettings(env);
  const connection = await Connection.connect(settings);
  try {
    const { workflow } = new Client({ connection, namespace });
    const query = `WorkflowId = "${processWorkflowId(processId)}" OR WorkflowId STARTS_WITH "step/${processId}."`;
    for (const end = Date.now() + LISTED_MS; ; ) {
      const lengths: number[] = [];
      let running = false;
      for await (const { status, historyLength } of workflow.list({ query })) {
        lengths.push(historyLength ?? 0);
        running ||= status.name === 'RUNNING';
      }
      if (!running || Date.now() > end) return lengths;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  } finally {
    await connection.close();
  }
}
