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
  /** All runs of a look go into one activity; absent in keepers that were started before it existed, until they continue. */
  together?: true;
}

/** Visibility lags behind: each look begins this much before the last one's end. Keeping twice is harmless. */
const OVERLAP_MS = 5 * 60_000;
const RUNS_PER_LOOK = 50;
const RUNS_TOGETHER = 250;

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '60s' } as const;
const heavy = proxyActivities<HeavyActivities>({ startToCloseTimeout: '2m', retry });
const many = proxyActivities<HeavyActivities>({ startToCloseTimeout: '15m', heartbeatTimeout: '1m', retry });

export async function historyKeeper(input: KeeperInput): Promise<void> {
  let { since } = input;
  while (workflowInfo().historyLength < 500) {
    const limit = input.together ? RUNS_TOGETHER : RUNS_PER_LOOK;
    const { runs, until } = await heavy.findClosedRuns({ since: since - OVERLAP_MS, limit });
    let isWhole = true;
    if (input.together) {
      if (runs.length > 0) isWhole = (await many.archiveHistories({ runs })).kept === runs.length;
    } else {
      for (const run of runs) await heavy.archiveHistory(run);
    }
    // What could not be kept is looked for again.
    if (isWhole) since = Math.max(since, until);
    // A full page means that more is waiting.
    if (runs.length < limit) await sleep(input.everyMs);
  }
  await continueAsNew<typeof historyKeeper>({ ...input, since, together: true });
}
