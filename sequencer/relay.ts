/**
 * Makes sure that every accepted act reaches its workflow, at least once, batched, in order of acceptance. Whoever
 * accepted it has told the workflow already; here only what no workflow entry has named is told again.
 */
import type { ActNotice } from '../store/contract';
import { inOrder, type StoredEntry } from '../store/entries';
import { asKey, type Collections } from '../store/models';

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

/** Told so often without being named: perhaps nobody is there any more to take it. */
const TOLD_OFTEN = 6;
const WAIT_MS_MAX = 300_000;
const RETRY_MS = 1_000;
/** Workflows told at once, and acts in one telling: a signal has a limit of size. */
const AT_ONCE = 8;
const NOTICES_MAX = 200;

interface Pending {
  told: number;
  nextAt: number;
}

export class Relay {
  private readonly pending = new Map<string, Pending>();
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: RelayOptions) {}

  /** Entries that were just accepted. */
  readonly watch = (entries: readonly StoredEntry[]): void => {
    const { patienceMs = 2_000 } = this.options;
    for (const entry of entries) if (entry.deliver && !this.pending.has(entry._id)) this.pending.set(entry._id, { told: 0, nextAt: this.now() + patienceMs });
  };

  start(): this {
    this.running = this.loop();
    return this;
  }
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }

  private async loop(): Promise<void> {
    const { everyMs = 500, onError } = this.options;
    while (!this.stopped) {
      await this.step().catch((error: unknown) => onError?.(error, ''));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  /** One look: tells again what waits too long. */
  async step(): Promise<void> {
    if (this.now() - this.sweptAt >= (this.options.sweepMs ?? 60_000)) await this.sweep();
    const due = [...this.pending].filter(([, { nextAt }]) => nextAt <= this.now()).map(([id]) => id);
    if (due.length === 0) return;
    const found = new Map((await this.options.collections.entries.find({ _id: { $in: due } }).toArray()).map((entry) => [entry._id, entry]));
    const waiting: StoredEntry[] = [];
    for (const id of due) {
      const entry = found.get(id);
      if (!entry?.deliver || entry.taken || !entry.untold) this.pending.delete(id);
      else waiting.push(entry);
    }
    await this.tell(waiting);
  }

  /** Everything that no workflow has named: at the start at once, however old; later what another process has accepted. */
  private async sweep(): Promise<void> {
    const first = this.sweptAt === Number.NEGATIVE_INFINITY;
    const found = await this.options.collections.entries.find({ untold: true }, { projection: { _id: 1 } }).toArray();
    const nextAt = first ? 0 : this.now() + (this.options.patienceMs ?? 2_000);
    for (const { _id } of found) if (!this.pending.has(_id)) this.pending.set(_id, { told: 0, nextAt });
    this.sweptAt = this.now();
  }

  private async tell(waiting: StoredEntry[]): Promise<void> {
    const queue = batches(inOrder(waiting));
    const teller = async (): Promise<void> => {
      for (let batch = queue.shift(); batch; batch = queue.shift()) for (const entries of batch.parts) await this.tellOne(batch.workflowId, entries);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, teller));
  }

  private async tellOne(workflowId: string, entries: StoredEntry[]): Promise<void> {
    const { deliver, onError = () => undefined } = this.options;
    try {
      await deliver(workflowId, entries.map(noticeOf));
    } catch (error) {
      onError(error, workflowId);
      for (const { _id } of entries) this.pending.set(_id, { told: this.pending.get(_id)?.told ?? 0, nextAt: this.now() + RETRY_MS });
      return;
    }
    for (const entry of entries) await this.wasTold(entry);
  }

  /** The next telling comes after a growing wait; none, when its process or step has ended: nobody takes it any more. */
  private async wasTold(entry: StoredEntry): Promise<void> {
    const told = (this.pending.get(entry._id)?.told ?? 0) + 1;
    if (told >= TOLD_OFTEN && (await this.hasEnded(entry))) {
      this.pending.delete(entry._id);
      await this.options.collections.entries.updateOne({ _id: entry._id }, { $unset: { untold: '' } });
      return;
    }
    this.pending.set(entry._id, { told, nextAt: this.now() + Math.min(WAIT_MS_MAX, 2_000 * 2 ** told) });
  }

  private async hasEnded({ processId, deliver }: StoredEntry): Promise<boolean> {
    const process = processId === undefined ? null : await this.options.collections.processes.findOne({ _id: processId });
    if (!process) return false;
    if (process.view.status !== 'running') return true;
    const [kind, runId = ''] = deliver!.workflowId.split('/');
    return kind === 'step' && process.runs[asKey(runId)]?.view === null;
  }
}

/** By workflow, in order; each part small enough for one telling. */
function batches(entries: StoredEntry[]): { workflowId: string; parts: StoredEntry[][] }[] {
  const byWorkflow = new Map<string, StoredEntry[][]>();
  for (const entry of entries) {
    const { workflowId } = entry.deliver!;
    const parts = byWorkflow.get(workflowId) ?? [];
    const last = parts.at(-1);
    if (last && last.length < NOTICES_MAX) last.push(entry);
    else parts.push([entry]);
    byWorkflow.set(workflowId, parts);
  }
  return [...byWorkflow].map(([workflowId, parts]) => ({ workflowId, parts }));
}

/** The notice of an act, with the hash that was not known before its insert. */
export function noticeOf(entry: StoredEntry): ActNotice {
  const { notice } = entry.deliver!;
  if (notice.kind === 'task') return { ...notice, act: { ...notice.act, hash: entry.leafHash } };
  if (notice.kind === 'counts') return notice;
  return { ...notice, hash: entry.leafHash };
}
