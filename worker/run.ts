/**
 * One worker process: workflows and their activities, the sequencer that turns accepted entries into the log, and the relay
 * that tells workflows what they have not heard. An outage of Temporal stops the first only; an outage of the store, none.
 */
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { createHeavyActivities } from '../activities/heavy';
import { createRecordActivities } from '../activities/records';
import { canonicalJson } from '../process/canonical';
import { keepLog, parseWitnesses } from '../sequencer';
import { logIdentity, openStore, type OpenStore } from '../store';
import { KEEPER_WORKFLOW_ID, TASK_QUEUE, type ProcessInput } from '../workflows/messages';
import { connectionSettings, type ConnectionSettings } from './connection';
import { createDeliver } from './deliver';
import { hostWorkers } from './host';
import { registerSearchAttributes } from './search-attributes';
import { workerOptions, type WorkersInput } from './workers';

export interface RunOptions {
  env: Record<string, string | undefined>;
  workflowBundle: WorkersInput['workflowBundle'];
  log: Pick<Logger, 'info' | 'warn'>;
  /** Default: yes, looking each minute (`HISTORIES_EVERY_SECONDS`). */
  keepHistories?: boolean;
}

export interface RunningWorker {
  /** Resolves once workflows are being worked on. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

const STORE_RETRY_MS = 1_000;
const PREPARE_MS = 10_000;

/** Connects to the store (waiting for it if need be) and starts everything. */
export async function runWorker({ env, workflowBundle, log, keepHistories = true }: RunOptions): Promise<RunningWorker> {
  const witnesses = parseWitnesses(env.LEDGER_WITNESSES ?? '');
  const store = await storeWhenThere(env, log);
  const settings = connectionSettings(env);
  const connection = Connection.lazy(settings.client);
  const client = new Client({ connection, namespace: settings.namespace });

  const logKeeper = keepLog({
    store,
    deliver: within(connection, createDeliver({ client, readStart: (entryId) => readStart(store, entryId) })),
    witnesses,
    onError: (where, error) => log.warn({ where, error: text(error) }, 'has to wait'),
  });

  const host = hostWorkers({
    connection: settings,
    log,
    prepare: () => prepare(settings, keepHistories ? Number(env.HISTORIES_EVERY_SECONDS ?? 60) * 1000 : undefined),
    workers: workerOptions({
      workflowBundle,
      records: createRecordActivities(store.records),
      heavy: createHeavyActivities({ client, shelf: store.shelf, canonical: canonicalJson }),
      ...(env.WORKFLOW_CACHE ? { cachedWorkflows: Number(env.WORKFLOW_CACHE) } : {}),
    }),
  });

  return {
    ready: host.ready,
    async stop() {
      await host.stop();
      await logKeeper.stop();
      await connection.close();
      await store.close();
    },
  };
}

async function storeWhenThere(env: RunOptions['env'], log: RunOptions['log']): Promise<OpenStore> {
  const uri = env.MONGODB_URI ?? 'mongodb://127.0.0.1:27017/musyawarah';
  for (;;) {
    try {
      return await openStore(uri, logIdentity(env as NodeJS.ProcessEnv), { timeoutMs: 5_000 });
    } catch (error) {
      log.warn({ error: text(error) }, 'the store is not reachable; trying again');
      await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
    }
  }
}

/** What must be there before the first workflow runs: search attributes, and the keeper of histories. */
async function prepare(settings: ConnectionSettings, historiesEveryMs: number | undefined): Promise<void> {
  const connection = await Connection.connect({ ...settings.client, connectTimeout: PREPARE_MS });
  try {
    await registerSearchAttributes(connection, settings.namespace);
    if (historiesEveryMs === undefined) return;
    await new Client({ connection, namespace: settings.namespace }).workflow.start('historyKeeper', {
      workflowId: KEEPER_WORKFLOW_ID,
      taskQueue: TASK_QUEUE.heavy,
      args: [{ format: 1, since: 0, everyMs: historiesEveryMs, together: true }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  } finally {
    await connection.close();
  }
}

const DELIVER_MS = 10_000;

/** A delivery that hangs while Temporal is away would hold up every other one. */
function within(connection: Connection, deliver: ReturnType<typeof createDeliver>): ReturnType<typeof createDeliver> {
  return (workflowId, notices) => connection.withDeadline(Date.now() + DELIVER_MS, () => deliver(workflowId, notices));
}

async function readStart({ collections }: OpenStore, entryId: string): Promise<Omit<ProcessInput, 'start'>> {
  const entry = await collections.entries.findOne({ _id: entryId });
  if (!entry?.payload) throw new Error(`no start of a process under ${entryId}`);
  return entry.payload as unknown as Omit<ProcessInput, 'start'>;
}

const text = (error: unknown): string => String((error as Error | undefined)?.message ?? error);
