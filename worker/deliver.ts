/** Tells workflows of accepted acts. Used by the relay, and by the server right after acceptance to save a moment. */
import type { Client, WorkflowClient } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import type { ActNotice } from '../store/contract';
import { actsSignal, TASK_QUEUE, type ProcessInput } from '../workflows/messages';
import { attributesAtStart } from '../workflows/start-attributes';

export interface DeliveryDeps {
  client: Client | { workflow: WorkflowClient };
  /** The input that the server stored as payload of the entry that accepted the start. */
  readStart(entryId: string): Promise<Omit<ProcessInput, 'start'>>;
}

export type Deliver = (workflowId: string, notices: ActNotice[]) => Promise<void>;

/**
 * Delivers at least once, in the order given: a start by starting the workflow, all else by one signal. A workflow that was
 * started before, or has ended, needs nothing; any other failure is thrown, and the caller tries again later.
 */
export function createDeliver({ client, readStart }: DeliveryDeps): Deliver {
  return async (workflowId, notices) => {
    for (const notice of notices) if (notice.kind === 'start') await start(client.workflow, workflowId, notice, readStart);
    const acts = notices.filter(({ kind }) => kind !== 'start');
    if (acts.length > 0) await signal(client.workflow, workflowId, acts);
  };
}

/** Acts in a rehearsal, or of many people in one afternoon, come faster than anybody looks at Temporal's lists. */
const ATTRIBUTES_EVERY_MS = 10_000;

async function start(
  workflows: WorkflowClient,
  workflowId: string,
  notice: Extract<ActNotice, { kind: 'start' }>,
  readStart: DeliveryDeps['readStart'],
): Promise<void> {
  const stored = await readStart(notice.entryId);
  const input: ProcessInput = { attributesEveryMs: ATTRIBUTES_EVERY_MS, ...stored, start: { entryId: notice.entryId, hash: notice.hash, at: notice.at } };
  try {
    await workflows.start('processInstance', {
      workflowId,
      taskQueue: TASK_QUEUE.process,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: input.title,
      memo: { title: input.title },
      typedSearchAttributes: attributesAtStart(input.definition.id, input.rehearsal !== undefined),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function signal(workflows: WorkflowClient, workflowId: string, notices: ActNotice[]): Promise<void> {
  try {
    await workflows.getHandle(workflowId).signal(actsSignal, notices);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
