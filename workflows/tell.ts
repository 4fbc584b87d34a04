/** Signals between workflows: durable, and silent when the other has already ended. */
import { getExternalWorkflowHandle, sleep, type SignalDefinition } from '@temporalio/workflow';

/** Between attempts: about an hour in all. Temporal itself retries what is only slow. */
const WAITS_SECONDS = [1, 5, 30, 60, 300, 600, 900, 1800];

/** Sends a signal by workflow id, so that it reaches whichever run is current. */
export async function tell<Args extends unknown[]>(workflowId: string, signal: SignalDefinition<Args>, args: Args): Promise<void> {
  for (const seconds of [...WAITS_SECONDS, undefined]) {
    try {
      await getExternalWorkflowHandle(workflowId).signal(signal, ...args);
      return;
    } catch (error) {
      if (hasEnded(error)) return;
      if (seconds === undefined) throw error;
      await sleep(seconds * 1000);
    }
  }
}

/** Nobody is there any more, so nobody needs to know. */
function hasEnded(error: unknown): boolean {
  return /not ?found|EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND/i.test(String((error as Error)?.message));
}
