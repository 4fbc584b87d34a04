/**
 * Public windows: what comes in, and the exact figure at the close.
 *
 *   acceptance                          close
 *   reserve: key -> `pending`           `closed` set, `pending` read     no reservation after this
 *   insert the entry                    for each pending key: insert a refusal under the entry's own id
 *   counted: total + 1, key -> gone     count the entries: nobody can add one any more
 *
 * Who reserved before the close and inserts after it finds the refusal under its id. So the figure that goes into the ledger
 * is the number of accepted entries, without a transaction and without waiting for anyone.
 */
import { Problem } from '../errors/problem';
import type { WindowCounts } from '../process/types';
import type { Accepted, ActInput } from './contract';
import { acceptAct, entryOf, insertEntry, isDuplicate, type Hint, type StoredEntry } from './entries';
import type { Collections } from './models';

export type WindowCollections = Pick<Collections, 'counts' | 'dispositions' | 'entries' | 'tasks' | 'windows'>;

const REFUSED = 'input-refused';
const TRIES = 20;

/** Accepts what someone hands in at a window. Throws `WINDOW_CLOSED` once it is shut, unless it was accepted before. */
export async function acceptInput(
  collections: WindowCollections,
  act: ActInput,
  { windowId, key, hint, now }: { windowId: string; key: string; hint: Hint; now: number },
): Promise<Accepted & { entry: StoredEntry }> {
  if (!(await isAccepted(collections, act.id)) && !(await reserve(collections, windowId, key))) throw new Problem('WINDOW_CLOSED');
  try {
    const result = await acceptAct(collections, act, hint, now);
    // Whoever finds the reservation turns it into a count, so that a repeat, also after a crash, counts once.
    await collections.counts.updateOne({ _id: windowId, pending: key }, { $inc: { total: 1 }, $pull: { pending: key } });
    return result;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw (await isAccepted(collections, act.id)) ? error : new Problem('WINDOW_CLOSED');
  }
}

/** False when the window is shut. */
async function reserve({ counts }: WindowCollections, windowId: string, key: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      const filter = { _id: windowId, closed: { $ne: true } };
      await counts.updateOne(filter, { $addToSet: { pending: key }, $setOnInsert: { total: 0 } }, { upsert: true });
      return true;
    } catch (error) {
      // The id is there already: the window is shut, or someone else has just made the first reservation.
      if (!isDuplicate(error)) throw error;
      if ((await counts.findOne({ _id: windowId }))?.closed) return false;
    }
  }
  throw new Error(`could not reserve a place in window ${windowId}`);
}

async function isAccepted({ entries }: WindowCollections, id: string): Promise<boolean> {
  const standing = await entries.findOne({ _id: id }, { projection: { 'leaf.type': 1 } });
  return standing !== null && standing.leaf.type !== REFUSED;
}

/** Figures of a window from its entries; `close` shuts it first, so that they are final. */
export async function readWindow(
  collections: WindowCollections,
  windowId: string,
  { close, at, hint, now }: { close: boolean; at: number; hint: Hint; now: number },
): Promise<WindowCounts> {
  if (close) await shut(collections, windowId, { at, hint, now });
  const inputs = await collections.entries.find({ windowId }, { projection: { _id: 1 } }).toArray();
  // While it is open, some may have come in since the entries were read.
  await collections.counts.updateOne({ _id: windowId }, close ? { $set: { total: inputs.length } } : { $max: { total: inputs.length } });
  const window = await collections.windows.findOne({ _id: windowId });
  if (window?.kind !== 'consultation') return { total: inputs.length };
  const undisposed = await countUndisposed(collections, window.runId, inputs.map(({ _id }) => _id));
  return { total: inputs.length, undisposed };
}

/** After this nobody's input is accepted any more; who is between reservation and insert finds a refusal there. */
async function shut(collections: WindowCollections, windowId: string, { at, hint, now }: { at: number; hint: Hint; now: number }): Promise<void> {
  const { counts, windows } = collections;
  const last = await counts.findOneAndUpdate({ _id: windowId }, { $set: { closed: true }, $setOnInsert: { total: 0 } }, { upsert: true, returnDocument: 'after' });
  const window = await windows.findOneAndUpdate({ _id: windowId }, { $set: { status: 'closed' } });
  for (const key of last?.pending ?? []) {
    const id = `input:${windowId}:${key}`;
    const refusal: ActInput = {
      id, stream: id, seq: 0, prev: null, type: REFUSED, actor: 'engine', at, definition: window?.definition ?? null, payload: { windowId, reason: 'closed' },
      ...(window && { processId: window.processId, rehearsal: window.rehearsal }),
    };
    await insertEntry(collections, entryOf(refusal, now), hint);
    await counts.updateOne({ _id: windowId }, { $pull: { pending: key } });
  }
}

/** Answers of a round, invitees' and the public's, that have no disposition. */
async function countUndisposed({ entries, tasks, dispositions }: WindowCollections, runId: string, inputs: string[]): Promise<number> {
  const responds = await tasks.find({ runId, kind: 'respond' }, { projection: { _id: 1 } }).toArray();
  const ends = await entries.find({ _id: { $in: responds.map(({ _id }) => `task:${_id}:end`) }, 'leaf.type': 'task-ended' }, { projection: { _id: 1 } }).toArray();
  const answers = [...ends.map(({ _id }) => _id), ...inputs];
  if (answers.length === 0) return 0;
  return answers.length - (await dispositions.find({ _id: { $in: answers } }, { projection: { _id: 1 } }).toArray()).length;
}

/** The running total: exact but for what a crash has left between insert and count, which counts at once here. */
export async function totalOf({ counts, entries }: WindowCollections, windowId: string): Promise<number> {
  const count = await counts.findOne({ _id: windowId });
  const pending = count?.pending ?? [];
  if (pending.length === 0) return count?.total ?? 0;
  const there = await entries.find({ _id: { $in: pending.map((key) => `input:${windowId}:${key}`) }, windowId }, { projection: { _id: 1 } }).toArray();
  return (count?.total ?? 0) + there.length;
}
