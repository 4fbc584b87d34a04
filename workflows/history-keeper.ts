/**
 * Keeps the histories of closed runs before Temporal's retention deletes them. One workflow for the whole installation
 * (`keeper/histories`), on the queue `heavy`; it wakes each minute, and continues as new before its own history grows.
 */
import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { HeavyActivities } from '../activities/contract';

export interface KeeperInput {
  format: 1;
  /** Runs that closed before this (ms) are kept already. */
  since: number;
  /** Between two looks. */
  everyMs: number;
}

/** Visibility lags behind: each look begins this much before the last one's end. Keeping twice is harmless. */
const OVERLAP_MS = 5 * 60_000;
const RUNS_PER_LOOK = 50;

const heavy = proxyActivities<HeavyActivities>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '60s' },
});

export async function historyKeeper(input: KeeperInput): Promise<void> {
  let { since } = input;
  while (workflowInfo().historyLength < 500) {
    const { runs, until } = await heavy.findClosedRuns({ since: since - OVERLAP_MS, limit: RUNS_PER_LOOK });
    for (const run of runs) await heavy.archiveHistory(run);
    since = Math.max(since, until);
    // A full page means that more is waiting.
    if (runs.length < RUNS_PER_LOOK) await sleep(input.everyMs);
  }
  await continueAsNew<typeof historyKeeper>({ ...input, since });
}
