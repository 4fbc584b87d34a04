/**
 * Makes sure that every accepted act reaches its workflow, at least once, batched, in order of acceptance. Whoever
 * accepted it has told the workflow already; here only what no workflow entry has named is told again.
 */
import type { ActNotice } from '../store/contract';
import type { StoredEntry } from '../store/entries';
import type { Collections } from '../store/models';

export type Deliver = (workflowId: string, notices: ActNotice[]) => Promise<void>;

export interface RelayOptions {
  collections: Collections;
  deliver: Deliver;
  everyMs?: number;
  sweepMs?: number;
  /** How long the first telling has, before it is told again. */
  patienceMs?: number;
  now?: () => number;
  onError?: (error: unknown, workflowId: string) => void;
}

/** Told so often without being named, a workflow doesn't want it: it has ended, or the act came too late. */
const TOLD_MAX = 6;

export class Relay {
  private readonly pending = new Map<string, { since: number; told: number; nextAt: number }>();
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: RelayOptions) {}

  /** Entries that were just accepted. */
  readonly watch = (entries: readonly StoredEntry[]): void => {
    const { now = Date.now, patienceMs = 2_000 } = this.options;
    for (const entry of entries) if (entry.deliver) this.pending.set(entry._id, { since: now(), told: 0, nextAt: now() + patienceMs });
  };

  start(): this {
    this.running = this.loop();
    return this;
  }
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async loop(): Promise<void> {
    const { everyMs = 500 } = this.options;
    while (!this.stopped) {
      await this.step().catch((error: unknown) => this.options.onError?.(error, ''));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  /** One look: tells again what waits too long. */
  async step(): Promise<void> {
    const { collections, now = Date.now, sweepMs = 60_000 } = this.options;
    const waiting: StoredEntry[] = [];
    if (now() - this.sweptAt >= sweepMs) {
      // At the start everything that no workflow has named, however old.
      const first = this.sweptAt === Number.NEGATIVE_INFINITY;
      const found = await collections.entries.find({ untold: true }).toArray();
      for (const entry of found) if (!this.pending.has(entry._id)) this.pending.set(entry._id, { since: now(), told: 0, nextAt: first ? 0 : now() + 2_000 });
      this.sweptAt = now();
    }
    const due = [...this.pending].filter(([, state]) => state.nextAt <= now()).map(([id]) => id);
    if (due.length === 0) return;
    const found = new Map((await collections.entries.find({ _id: { $in: due } }).toArray()).map((entry) => [entry._id, entry]));
    for (const id of due) {
      const entry = found.get(id);
      if (!entry?.deliver || entry.taken || !entry.untold) this.pending.delete(id);
      else waiting.push(entry);
    }
    await this.tell(waiting);
  }

  private async tell(waiting: StoredEntry[]): Promise<void> {
    const { collections, deliver, now = Date.now, onError = () => undefined } = this.options;
    const byWorkflow = new Map<string, StoredEntry[]>();
    for (const entry of waiting.sort((a, b) => a.acceptedAt - b.acceptedAt)) {
      const { workflowId } = entry.deliver!;
      byWorkflow.set(workflowId, [...(byWorkflow.get(workflowId) ?? []), entry]);
    }
    for (const [workflowId, entries] of byWorkflow) {
      try {
        await deliver(workflowId, entries.map(noticeOf));
      } catch (error) {
        onError(error, workflowId);
        for (const { _id } of entries) this.postpone(_id, now() + 1_000);
        continue;
      }
      for (const { _id } of entries) {
        const told = this.postpone(_id, undefined);
        if (told < TOLD_MAX) continue;
        this.pending.delete(_id);
        await collections.entries.updateOne({ _id }, { $unset: { untold: '' } });
      }
    }
  }

  /** Puts the next telling off: to a time, or by a growing wait after a telling that arrived. Gives how often it was told. */
  private postpone(id: string, until: number | undefined): number {
    const { now = Date.now } = this.options;
    const state = this.pending.get(id) ?? { since: now(), told: 0, nextAt: 0 };
    const told = until === undefined ? state.told + 1 : state.told;
    this.pending.set(id, { ...state, told, nextAt: until ?? now() + 2_000 * 2 ** told });
    return told;
  }
}

/** The notice of an act, with the hash that was not known before its insert. */
export function noticeOf(entry: StoredEntry): ActNotice {
  const { notice } = entry.deliver!;
  if (notice.kind === 'task') return { ...notice, act: { ...notice.act, hash: entry.leafHash } };
  if (notice.kind === 'counts') return notice;
  return { ...notice, hash: entry.leafHash };
}
