/**
 * Rebuilds every projection from entries alone. Turns come first, each stream in its order, then the acts of people; so the
 * result depends on what the entries say and on nothing else: not on clocks of several machines, nor on what was late.
 */
import { byAcceptance, type BriefEntry, type StoredEntry } from './entries';
import { PROJECTIONS, type Collections } from './models';
import { isTurn, projectAct, projectTurn, titles, type TitleOf } from './project';
import { projectTaskEnds, taskEndOf } from './task-ends';

type Brief = BriefEntry & Pick<StoredEntry, 'processId' | 'windowId'>;

const CHUNK = 200;
const PROCESSES_AT_ONCE = 8;

/** Drops the projections and applies every entry again. Nothing else may write meanwhile. */
export async function rebuild(collections: Collections, progress: (done: number) => void = () => undefined): Promise<{ entries: number }> {
  for (const name of PROJECTIONS) await collections.any(name).deleteMany({});
  const projection = { acceptedAt: 1, 'leaf.stream': 1, 'leaf.seq': 1, processId: 1, windowId: 1 };
  const all: Brief[] = (await collections.entries.find({}, { projection }).toArray()).sort(byAcceptance);
  const work = new Work(collections, progress);
  const processes = [...groupBy(all.filter(isTurn), ({ processId }) => processId ?? '').values()];
  await Promise.all(
    Array.from({ length: PROCESSES_AT_ONCE }, async () => {
      for (let turns = processes.shift(); turns; turns = processes.shift()) await work.turns(turns.sort(byStream));
    }),
  );
  await work.acts(all.filter((entry) => !isTurn(entry)));
  await work.counts(all);
  return { entries: all.length };
}

class Work {
  private done = 0;
  private readonly titleOf: TitleOf;

  constructor(
    private readonly collections: Collections,
    private readonly progress: (done: number) => void,
  ) {
    this.titleOf = titles(collections);
  }

  async turns(turns: Brief[]): Promise<void> {
    for (const part of chunks(turns)) {
      for (const entry of await this.read(part)) await projectTurn(this.collections, entry, this.titleOf, false);
      this.did(part.length);
    }
  }

  async acts(acts: Brief[]): Promise<void> {
    for (const part of chunks(acts)) {
      const entries = await this.read(part);
      const ends = entries.filter(({ leaf }) => leaf.type === 'task-ended');
      await projectTaskEnds(this.collections, ends.map(taskEndOf));
      for (const entry of entries) if (entry.leaf.type !== 'task-ended') await projectAct(this.collections, entry);
      this.did(part.length);
    }
  }

  /** What has come in at each window, and which are shut. */
  async counts(all: Brief[]): Promise<void> {
    const { counts, windows } = this.collections;
    for (const [windowId, inputs] of groupBy(all, (entry) => entry.windowId)) {
      if (windowId !== undefined) await counts.updateOne({ _id: windowId }, { $set: { total: inputs.length, pending: [] } }, { upsert: true });
    }
    for (const { _id } of await windows.find({ status: 'closed' }, { projection: { _id: 1 } }).toArray()) {
      await counts.updateOne({ _id }, { $set: { closed: true } });
    }
  }

  private async read(part: Brief[]): Promise<StoredEntry[]> {
    const found = new Map((await this.collections.entries.find({ _id: { $in: part.map(({ _id }) => _id) } }).toArray()).map((entry) => [entry._id, entry]));
    return part.flatMap(({ _id }) => found.get(_id) ?? []);
  }

  private did(entries: number): void {
    this.done += entries;
    this.progress(this.done);
  }
}

/** The process before its steps, which it started; each stream by its numbers. */
const byStream = (a: Brief, b: Brief): number => rank(a) - rank(b) || (a.leaf.stream < b.leaf.stream ? -1 : a.leaf.stream > b.leaf.stream ? 1 : a.leaf.seq - b.leaf.seq);
const rank = ({ _id }: Brief): number => (_id.startsWith('process:') ? 0 : 1);

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function* chunks<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += CHUNK) yield items.slice(at, at + CHUNK);
}
