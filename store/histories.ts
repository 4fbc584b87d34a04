/** Kept histories of closed workflow runs: content first, then the ledger entry that names its hash. */
import type { HistoryShelf } from '../activities/heavy';
import type { ActInput, Accepted } from './contract';
import type { Collections } from './models';

export type KeptHistories = HistoryShelf;

export function createHistoryShelf({ histories, entries }: Pick<Collections, 'histories' | 'entries'>, accept: (act: ActInput) => Promise<Accepted>): KeptHistories {
  return {
    // The entry comes last, so that only what has one is kept whole.
    async kept(ids) {
      const found = await entries.find({ _id: { $in: ids.map((id) => entryIdOf(nameOf(id))) } }, { projection: { _id: 1 } }).toArray();
      const known = new Set(found.map(({ _id }) => _id));
      return new Set(ids.map(nameOf).filter((name) => known.has(entryIdOf(name))));
    },
    async keep({ workflowId, runId, processId, hash, events, bytes, gzipped, at, rehearsal }) {
      const _id = nameOf({ workflowId, runId });
      await histories.updateOne({ _id }, { $setOnInsert: { processId, hash, events, bytes, gzipped, at } }, { upsert: true });
      const id = entryIdOf(_id);
      await accept({
        id, stream: id, seq: 0, prev: null, type: 'history-archived', actor: 'engine', at, definition: null, processId, rehearsal,
        payload: { workflowId, runId, hash, events, bytes },
      });
    },
  };
}

const nameOf = ({ workflowId, runId }: { workflowId: string; runId: string }): string => `${workflowId}:${runId}`;
const entryIdOf = (name: string): string => `admin:history:${name}`;
