/** Kept histories of closed workflow runs: content first, then the ledger entry that names its hash. */
import type { HistoryShelf } from '../activities/heavy';
import type { ActInput, Accepted } from './contract';
import type { Collections } from './models';

export type KeptHistories = HistoryShelf;

export function createHistoryShelf(collections: Pick<Collections, 'histories'>, accept: (act: ActInput) => Promise<Accepted>): KeptHistories {
  const { histories } = collections;
  return {
    async kept(ids) {
      const found = await histories.find({ _id: { $in: ids.map(nameOf) } }, { projection: { _id: 1 } }).toArray();
      return new Set(found.map(({ _id }) => _id));
    },
    async keep({ workflowId, runId, processId, hash, events, bytes, gzipped, at }) {
      const _id = nameOf({ workflowId, runId });
      await histories.updateOne({ _id }, { $setOnInsert: { processId, hash, events, bytes, gzipped, at } }, { upsert: true });
      const id = `admin:history:${_id}`;
      await accept({
        id, stream: id, seq: 0, prev: null, type: 'history-archived', actor: 'engine', at, definition: null, processId,
        payload: { workflowId, runId, hash, events, bytes },
      });
    },
  };
}

const nameOf = ({ workflowId, runId }: { workflowId: string; runId: string }): string => `${workflowId}:${runId}`;
