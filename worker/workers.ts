/** The workers of one process: workflows with their short store writes, and a few slow jobs beside them. */
import type { WorkerOptions } from '@temporalio/worker';
import type { HeavyActivities, WorkflowRecords } from '../activities/contract';
import { TASK_QUEUE } from '../workflows/messages';

export interface WorkersInput {
  workflowBundle: NonNullable<WorkerOptions['workflowBundle']>;
  records: WorkflowRecords;
  heavy: HeavyActivities;
  /** Cached runs; each costs about a quarter of a megabyte. */
  cachedWorkflows?: number;
}

/**
 * `process` runs the workflows and, as local activities, their store writes. `heavy` runs what is slow, two at a time, so
 * that it never starves a turn. `records` needs no worker of its own, because nothing is sent there as a normal activity.
 */
export function workerOptions({ workflowBundle, records, heavy, cachedWorkflows = 1_000 }: WorkersInput): WorkerOptions[] {
  return [
    {
      taskQueue: TASK_QUEUE.process,
      workflowBundle,
      activities: records,
      // Local activities only: without a poller for normal ones a turn never waits behind them.
      enableNonLocalActivities: false,
      maxCachedWorkflows: cachedWorkflows,
      maxConcurrentLocalActivityExecutions: 100,
      maxConcurrentWorkflowTaskExecutions: 80,
      workflowThreadPoolSize: 1,
      reuseV8Context: true,
      // After a crash its tasks wait this long before another worker may have them.
      stickyQueueScheduleToStartTimeout: '3s',
      shutdownGraceTime: '5s',
    },
    {
      taskQueue: TASK_QUEUE.heavy,
      workflowBundle,
      activities: heavy,
      maxConcurrentActivityTaskExecutions: 2,
      maxConcurrentActivityTaskPolls: 1,
      maxConcurrentWorkflowTaskPolls: 2,
      maxConcurrentWorkflowTaskExecutions: 2,
      maxCachedWorkflows: 2,
      workflowThreadPoolSize: 1,
      shutdownGraceTime: '5s',
    },
  ] as WorkerOptions[];
}
