/** Prepares a Temporal namespace of ours: it answers, histories are kept for a year, and what the caller adds. */
import { Connection } from '@temporalio/client';

/** A dev server keeps closed histories for a day; the ledger archives them sooner, this is for people who look at Temporal itself. */
const RETENTION_DAYS = 365;
const CONNECT_MS = 30_000;

/** What else a namespace needs before its first workflow, e.g. search attributes. */
export type Prepare = (connection: Connection, namespace: string) => Promise<void>;

/** Waits until the namespace answers, then sets its retention. Repeating it changes nothing. */
export async function prepareNamespace(address: string, namespace: string, prepare: Prepare = async () => {}): Promise<void> {
  const connection = await connected(address);
  try {
    await untilThere(connection, namespace);
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: { seconds: (RETENTION_DAYS * 86_400) as never } },
    });
    await prepare(connection, namespace);
  } finally {
    await connection.close();
  }
}

async function connected(address: string): Promise<Connection> {
  const until = Date.now() + CONNECT_MS;
  for (;;) {
    try {
      return await Connection.connect({ address, connectTimeout: 3_000 });
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(100);
    }
  }
}

/** A dev server registers its namespace shortly after it listens. */
async function untilThere(connection: Connection, namespace: string): Promise<void> {
  const until = Date.now() + CONNECT_MS;
  for (;;) {
    try {
      await connection.workflowService.describeNamespace({ namespace });
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(100);
    }
  }
}

/** True when a worker has asked for workflow tasks of this queue since `sinceMs`. */
export async function hasPoller(address: string, namespace: string, taskQueue: string, sinceMs: number): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    // 1: workflow tasks.
    const { pollers } = await connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType: 1 });
    return (pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 + 999 >= sinceMs);
  } finally {
    await connection.close();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
