/** Rebuilds every projection from entries alone. */
import type { StoredEntry } from './entries';
import { PROJECTIONS, type Collections } from './models';
import { isTurn, projectAct, projectTurn, titles } from './project';

/** Drops the projections and applies every entry again in order of acceptance. Nothing else may write meanwhile. */
export async function rebuild(collections: Collections, progress: (done: number) => void = () => undefined): Promise<{ entries: number }> {
  for (const name of PROJECTIONS) await collections.any(name).deleteMany({});
  const titleOf = titles(collections);
  let done = 0;
  // Ends of tasks wait for the turn that opened them: in equal milliseconds a turn comes first.
  for (const entry of await ordered(collections)) {
    if (isTurn(entry)) await projectTurn(collections, entry, titleOf, false);
    else await projectAct(collections, entry);
    if (entry.windowId !== undefined) await collections.counts.updateOne({ _id: entry.windowId }, { $inc: { total: 1 } }, { upsert: true });
    done += 1;
    if (done % 500 === 0) progress(done);
  }
  return { entries: done };
}

async function ordered(collections: Collections): Promise<StoredEntry[]> {
  const found = await collections.entries.find({}).toArray();
  const rank = (entry: StoredEntry): number => (entry._id.startsWith('process:') ? 0 : entry._id.startsWith('step:') ? 1 : 2);
  return found.sort(
    (a, b) => a.acceptedAt - b.acceptedAt || rank(a) - rank(b) || (a.leaf.stream === b.leaf.stream ? a.leaf.seq - b.leaf.seq : a._id < b._id ? -1 : 1),
  );
}
