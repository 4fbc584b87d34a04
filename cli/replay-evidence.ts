/**
 * Replays archived Temporal histories against the workflows of this version. It shows that code and history fit together; that
 * nothing was changed, only the log can show.
 */
import { existsSync } from 'node:fs';
import { LedgerError } from '../ledger/errors';
import type { KeptHistory } from './verify-evidence';

/** How many were replayed; undefined when the workflows of this version are not built. Throws `REPLAY` for the first that does not fit. */
export async function replayHistories(histories: readonly KeptHistory[], bundleFile: string): Promise<number | undefined> {
  if (histories.length === 0) return 0;
  if (!existsSync(bundleFile)) return undefined;
  // Loaded only here: it brings Temporal's native core, which no other check needs.
  const { DefaultLogger, Runtime, Worker } = await import('@temporalio/worker');
  const { historyFromJSON } = await import('@temporalio/common/lib/proto-utils');
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined), telemetryOptions: { logging: { filter: 'off' } } });
  for (const { workflowId, file, json } of histories) {
    try {
      await Worker.runReplayHistory({ workflowBundle: { codePath: bundleFile } }, historyFromJSON(JSON.parse(json)), workflowId);
    } catch (error) {
      throw new LedgerError('REPLAY', file, 'a history that these workflows can have made', String((error as Error).message).split('\n')[0]!.slice(0, 200));
    }
  }
  return histories.length;
}
