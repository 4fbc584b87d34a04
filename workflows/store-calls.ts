/**
 * The store as workflows see it. Short writes are local activities: no trip through the task queue, one event each.
 *
 * They are retried for ever: an outage of the store must never fail a process. Retries up to ten seconds apart wait inside
 * the worker; from there on each waits on a timer of the server, one minute at most, so that a long outage adds few events.
 */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { WorkflowRecords } from '../activities/contract';

const options = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '60s' },
  localRetryThreshold: '10s',
} as const;

export const store = proxyLocalActivities<WorkflowRecords>(options);

/** Commits with a line for Temporal's own Web UI. */
export const commitWithSummary = (summary: string, input: Parameters<WorkflowRecords['commit']>[0]) =>
  store.commit.executeWithOptions({ ...options, summary }, [input]);
