/** Keeps histories in the store: the content first, then the ledger's entry that names its hash. */
import type { HistoryShelf } from '../activities/heavy';
import { shelfId } from '../activities/heavy';
import { acceptAct, isDuplicate, type Hint } from '../store/entries';
import type { Collections } from '../store/models';

export function historyShelf(collections: Collections, hint: Hint): HistoryShelf {
  return {
    async kept(runs) {
      const ids = runs.map((run) => entryId(run));
      const found = await collections.entries.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
      const known = new Set(found.map(({ _id }) => _id));
      return new Set(runs.filter((run) => known.has(entryId(run))).map((run) => shelfId(run)));
    },
    async keep({ workflowId, runId, processId, hash, events, bytes, gzipped, at }) {
      await collections.histories
        .insertOne({ _id: shelfId({ workflowId, runId }), processId, hash, events, bytes, gzipped, at })
        .catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
        });
      const id = entryId({ workflowId, runId });
      const act = {
        id, stream: id, seq: 0, prev: null, type: 'history-kept', actor: 'system', at, definition: null, processId,
        payload: { workflowId, runId, hash, events, bytes },
      };
      await acceptAct(collections, act, hint, Date.now());
    },
  };
}

const entryId = (run: { workflowId: string; runId: string }): string => `admin:history:${shelfId(run)}`;
