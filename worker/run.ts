/**
 * One worker process: workflows and their activities, the sequencer that turns accepted entries into the log, and the relay
 * that tells workflows what they have not heard. An outage of Temporal stops the first only; an outage of the store, none.
 */
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { createHeavyActivities } from '../activities/heavy';
import { createRecordActivities } from '../activities/records';
import { canonicalJson } from '../process/canonical';
import { Relay } from '../sequencer/relay';
import { Sequencer } from '../sequencer/sequencer';
import { connectStore, type Store } from '../store/connect';
import { Hints } from '../store/entries';
import { LogMirror } from '../store/log';
import { createRecords } from '../store/records';
import { KEEPER_WORKFLOW_ID, TASK_QUEUE, type ProcessInput } from '../workflows/messages';
import { connectionSettings, type ConnectionSettings } from './connection';
import { createDeliver } from './deliver';
import { historyShelf } from './history-shelf';
import { hostWorkers } from './host';
import { registerSearchAttributes } from './search-attributes';
import { loadSigner } from './signing-key';
import { workerOptions, type WorkersInput } from './workers';

export interface RunOptions {
  env: Record<string, string | undefined>;
  workflowBundle: WorkersInput['workflowBundle'];
  log: Pick<Logger, 'info' | 'warn'>;
  /** Absent: `historyKeeper` looks each minute. */
  keepHistories?: boolean;
}

export interface RunningWorker {
  /** Resolves once workflows are being worked on. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** Between two looks of the keeper of histories. */
const KEEPER_EVERY_MS = 60_000;
const STORE_RETRY_MS = 1_000;
const PREPARE_MS = 10_000;

/** Connects to the store (waiting for it if need be) and starts everything. */
export async function runWorker({ env, workflowBundle, log, keepHistories = true }: RunOptions): Promise<RunningWorker> {
  const signer = await loadSigner(env);
  const store = await storeWhenThere(env.MONGODB_URI ?? 'mongodb://127.0.0.1:27017/musyawarah', log);
  const { collections } = store;
  const hints = new Hints(collections);
  const settings = connectionSettings(env);
  const connection = Connection.lazy(settings.client);
  const client = new Client({ connection, namespace: settings.namespace });

  const relay = new Relay({
    collections,
    deliver: within(connection, createDeliver({ client, readStart: (entryId) => readStart(store, entryId) })),
    onError: (error, workflowId) => log.warn({ workflowId, error: text(error) }, 'an act could not be delivered yet'),
  }).start();
  const sequencer = new Sequencer({
    collections,
    mirror: new LogMirror(collections),
    signer,
    onSequenced: relay.watch,
    onError: (error) => log.warn({ error: text(error) }, 'the sequencer has to wait'),
  }).start();

  const host = hostWorkers({
    connection: settings,
    log,
    prepare: () => prepare(settings, keepHistories),
    workers: workerOptions({
      workflowBundle,
      records: createRecordActivities(createRecords(collections, { hint: hints.drop })),
      heavy: createHeavyActivities({ client, shelf: historyShelf(collections, hints.drop), canonical: canonicalJson }),
      ...(env.WORKFLOW_CACHE ? { cachedWorkflows: Number(env.WORKFLOW_CACHE) } : {}),
    }),
  });

  return {
    ready: host.ready,
    async stop() {
      await host.stop();
      await Promise.all([relay.stop(), sequencer.stop()]);
      await hints.flush();
      await connection.close();
      await store.close();
    },
  };
}

async function storeWhenThere(uri: string, log: RunOptions['log']): Promise<Store> {
  for (;;) {
    try {
      return await connectStore(uri, { timeoutMs: 5_000 });
    } catch (error) {
      log.warn({ error: text(error) }, 'the store is not reachable; trying again');
      await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
    }
  }
}

/** What must be there before the first workflow runs: search attributes, and the keeper of histories. */
async function prepare(settings: ConnectionSettings, keepHistories: boolean): Promise<void> {
  const connection = await Connection.connect({ ...settings.client, connectTimeout: PREPARE_MS });
  try {
    await registerSearchAttributes(connection, settings.namespace);
    if (!keepHistories) return;
    await new Client({ connection, namespace: settings.namespace }).workflow.start('historyKeeper', {
      workflowId: KEEPER_WORKFLOW_ID,
      taskQueue: TASK_QUEUE.heavy,
      args: [{ format: 1, since: 0, everyMs: KEEPER_EVERY_MS }],
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

async function readStart({ collections }: Store, entryId: string): Promise<Omit<ProcessInput, 'start'>> {
  const entry = await collections.entries.findOne({ _id: entryId });
  if (!entry?.payload) throw new Error(`no start of a process under ${entryId}`);
  return entry.payload as unknown as Omit<ProcessInput, 'start'>;
}

const text = (error: unknown): string => String((error as Error | undefined)?.message ?? error);
