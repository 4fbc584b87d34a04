/** Slow work: the histories of closed runs are kept as canonical JSON, with their hash in the ledger. */
import { createHash } from 'node:crypto';
import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { asyncLocalStorage, heartbeat } from '@temporalio/activity';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { runIdOf } from '../process/ids';
import type { Json } from '../process/types';
import { searchAttributes } from '../workflows/search-attributes';
import type { HeavyActivities } from './contract';

/** Where kept histories go; `store` implements it. */
export interface HistoryShelf {
  /** Which of these are kept already. */
  kept(ids: { workflowId: string; runId: string }[]): Promise<Set<string>>;
  /** Keeps one: content first, then the ledger entry that names its hash. A repeat is success. */
  keep(history: {
    workflowId: string; runId: string; processId: string; hash: string; events: number; bytes: number; gzipped: Buffer; at: number; rehearsal: boolean;
  }): Promise<void>;
}

export interface HeavyDeps {
  client: Client;
  shelf: HistoryShelf;
  canonical(value: Json): string;
}

const OURS = ['processInstance', 'consultationRound', 'draftingRound', 'socializationRound', 'monitoringCycle', 'complaintsDesk'];
const compress = promisify(gzip);

/** Says that the activity lives; outside of one there is nobody to tell. */
function beat(done: number): void {
  if (asyncLocalStorage.getStore()) heartbeat(done);
}

export function createHeavyActivities({ client, shelf, canonical }: HeavyDeps): HeavyActivities {
  const archiveHistory: HeavyActivities['archiveHistory'] = async ({ workflowId, runId, processId }) => {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const json = canonical(JSON.parse(historyToJSON(history)) as Json);
    const bytes = Buffer.from(json, 'utf8');
    const kept = { hash: createHash('sha256').update(bytes).digest('hex'), events: history.events?.length ?? 0, bytes: bytes.length };
    const last = history.events?.at(-1)?.eventTime;
    const at = last ? Number(last.seconds ?? 0) * 1000 + Math.floor((last.nanos ?? 0) / 1e6) : 0;
    await shelf.keep({ workflowId, runId, processId, ...kept, gzipped: await compress(bytes), at, rehearsal: isRehearsal(history) });
    return kept;
  };

  return {
    archiveHistory,

    async archiveHistories({ runs }) {
      let kept = 0;
      let failure: Error | undefined;
      for (const run of runs) {
        beat(kept);
        try {
          await archiveHistory(run);
          kept += 1;
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
        }
      }
      // If none could be kept, the service is away: the activity as a whole is tried again.
      if (kept === 0 && failure) throw failure;
      return { kept };
    },

    async findClosedRuns({ since, limit }) {
      const types = OURS.map((type) => `"${type}"`).join(', ');
      const query = `ExecutionStatus != "Running" AND WorkflowType IN (${types}) AND CloseTime >= "${new Date(since).toISOString()}"`;
      const runs: { workflowId: string; runId: string; processId: string }[] = [];
      let oldestLeft = Number.POSITIVE_INFINITY;
      let newest = since;
      for await (const page of inPages(client.workflow.list({ query }), 100)) {
        const known = await shelf.kept(page);
        for (const { workflowId, runId, closeTime } of page) {
          const closed = closeTime?.getTime() ?? since;
          newest = Math.max(newest, closed);
          if (known.has(shelfId({ workflowId, runId }))) continue;
          if (runs.length < limit) runs.push({ workflowId, runId, processId: processOf(workflowId) });
          else oldestLeft = Math.min(oldestLeft, closed);
        }
      }
      return { runs, until: Math.min(newest, oldestLeft) };
    },
  };
}

/** By the search attribute that the run was started with. */
function isRehearsal({ events }: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>): boolean {
  const fields = events?.[0]?.workflowExecutionStartedEventAttributes?.searchAttributes?.indexedFields;
  const data = fields?.[searchAttributes.rehearsal.name]?.data;
  return data ? Buffer.from(data).toString('utf8') === 'true' : false;
}

/** The name of a kept history on its shelf. */
export const shelfId = ({ workflowId, runId }: { workflowId: string; runId: string }): string => `${workflowId}:${runId}`;

/** `process/<id>` or `step/<id>.<step>.<round>`. */
function processOf(workflowId: string): string {
  const id = workflowId.slice(workflowId.indexOf('/') + 1);
  return workflowId.startsWith('step/') ? (runIdOf(id).split('.')[0] ?? id) : id;
}

async function* inPages<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let page: T[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length === size) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}
