/**
 * Makes sure that every accepted act reaches its workflow, at least once, batched, in order of acceptance. Whoever
 * accepted it has told the workflow already; here only what no workflow entry has named is told again.
 *
 *   watch, sweep ─> pending ─ due, and its workflow does not rest ─> queue ─ a free lane ─> deliver
 *                      ^                                                                     │ told: a longer wait for the entry
 *                      └─────────────────────────────────────────────────────────────────────┴ failed: a longer rest for the workflow
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
/** Temporal is away: it is asked again soon, because all wait for it. A workflow that refuses waits longer and longer. */
const AWAY_MS_MAX = 5_000;
/** Workflows told at once, and acts in one telling: a signal has a limit of size. */
const AT_ONCE = 8;
const NOTICES_MAX = 200;
/** gRPC's codes for a service that cannot be reached in time. */
const AWAY_CODES = new Set([4, 14]);
const CAUSES_MAX = 5;

interface Pending {
  workflowId: string;
  told: number;
  nextAt: number;
}

interface Batch {
  workflowId: string;
  parts: StoredEntry[][];
}

export class Relay {
  private readonly pending = new Map<string, Pending>();
  /** Workflows whose last telling failed. */
  private readonly resting = new Map<string, { failures: number; until: number }>();
  private queue: Batch[] = [];
  /** Workflows in the queue or in a lane: told by one lane at a time, so that acts stay in order. */
  private readonly busy = new Set<string>();
  private readonly lanes = new Set<Promise<void>>();
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: RelayOptions) {}

  /** Entries that were just accepted. */
  readonly watch = (entries: readonly StoredEntry[]): void => {
    for (const { _id, deliver } of entries) if (deliver) this.expect(_id, deliver.workflowId, this.now() + this.patienceMs);
  };

  start(): this {
    this.running = this.loop();
    return this;
  }

  /** Ends after the tellings under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    this.queue = [];
    await this.settled();
  }

  /** One look: what waits too long goes to its workflow. It does not wait for that: one that hangs holds up no other. */
  async step(): Promise<void> {
    if (this.now() - this.sweptAt >= (this.options.sweepMs ?? 60_000)) await this.sweep();
    // What is queued goes first; looking again would only read the same entries.
    if (this.queue.length > 0) return;
    const due = [...this.pending].filter(([, entry]) => this.isDue(entry)).map(([id]) => id);
    if (due.length === 0) return;
    this.queue = batches(inOrder(await this.stillUntold(due)));
    for (const { workflowId } of this.queue) this.busy.add(workflowId);
    while (this.lanes.size < AT_ONCE && this.queue.length > 0) this.openLane();
  }

  /** Resolves once nothing is being told. */
  async settled(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all(this.lanes);
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
  private get patienceMs(): number {
    return this.options.patienceMs ?? 2_000;
  }

  private async loop(): Promise<void> {
    const { everyMs = 500, onError } = this.options;
    while (!this.stopped) {
      await this.step().catch((error: unknown) => onError?.(error, ''));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  private expect(id: string, workflowId: string, nextAt: number): void {
    if (!this.pending.has(id)) this.pending.set(id, { workflowId, told: 0, nextAt });
  }

  private isDue({ workflowId, nextAt }: Pending): boolean {
    return !this.busy.has(workflowId) && nextAt <= this.now() && (this.resting.get(workflowId)?.until ?? 0) <= this.now();
  }

  /** Everything that no workflow has named: at the start at once, however old; later what another process has accepted. */
  private async sweep(): Promise<void> {
    const first = this.sweptAt === Number.NEGATIVE_INFINITY;
    const found = await this.options.collections.entries.find({ untold: true }, { projection: { _id: 1, 'deliver.workflowId': 1 } }).toArray();
    const nextAt = first ? 0 : this.now() + this.patienceMs;
    for (const { _id, deliver } of found) if (deliver) this.expect(_id, deliver.workflowId, nextAt);
    this.sweptAt = this.now();
    // A rest that is long over belonged to acts that were taken meanwhile.
    for (const [workflowId, { until }] of this.resting) if (until + WAIT_MS_MAX < this.now()) this.resting.delete(workflowId);
  }

  private async stillUntold(ids: string[]): Promise<StoredEntry[]> {
    const found = new Map((await this.options.collections.entries.find({ _id: { $in: ids } }).toArray()).map((entry) => [entry._id, entry]));
    return ids.flatMap((id) => {
      const entry = found.get(id);
      if (entry?.deliver && !entry.taken && entry.untold) return [entry];
      this.pending.delete(id);
      return [];
    });
  }

  /** One lane takes batch after batch. */
  private openLane(): void {
    const lane = this.work().finally(() => this.lanes.delete(lane));
    this.lanes.add(lane);
  }

  private async work(): Promise<void> {
    for (let batch = this.queue.shift(); batch; batch = this.queue.shift()) {
      await this.tell(batch);
      this.busy.delete(batch.workflowId);
    }
  }

  /** The parts in order. After a failure the rest waits too, or later acts would arrive before earlier ones. */
  private async tell({ workflowId, parts }: Batch): Promise<void> {
    const { deliver, onError = () => undefined } = this.options;
    try {
      for (const part of parts) {
        await deliver(workflowId, part.map(noticeOf));
        for (const entry of part) await this.wasTold(entry);
      }
      this.resting.delete(workflowId);
    } catch (error) {
      onError(error, workflowId);
      this.rest(workflowId, isAway(error));
    }
  }

  private rest(workflowId: string, away: boolean): void {
    const failures = (this.resting.get(workflowId)?.failures ?? 0) + 1;
    const pause = Math.min(away ? AWAY_MS_MAX : WAIT_MS_MAX, RETRY_MS * 2 ** (failures - 1));
    this.resting.set(workflowId, { failures, until: this.now() + pause });
  }

  /** The next telling comes after a growing wait; none, when its process or step has ended: nobody takes it any more. */
  private async wasTold(entry: StoredEntry): Promise<void> {
    const told = (this.pending.get(entry._id)?.told ?? 0) + 1;
    if (told >= TOLD_OFTEN && (await this.hasEnded(entry))) {
      this.pending.delete(entry._id);
      await this.options.collections.entries.updateOne({ _id: entry._id }, { $unset: { untold: '' } });
      return;
    }
    this.pending.set(entry._id, { workflowId: entry.deliver!.workflowId, told, nextAt: this.now() + Math.min(WAIT_MS_MAX, 2_000 * 2 ** told) });
  }

  private async hasEnded({ processId, deliver }: StoredEntry): Promise<boolean> {
    const process = processId === undefined ? null : await this.options.collections.processes.findOne({ _id: processId });
    if (!process) return false;
    if (process.view.status !== 'running') return true;
    const [kind, runId = ''] = deliver!.workflowId.split('/');
    return kind === 'step' && process.runs[asKey(runId)]?.view === null;
  }
}

/** True when nothing answered: the fault of no single workflow. */
function isAway(error: unknown): boolean {
  let cause = error as { code?: unknown; cause?: unknown } | undefined;
  for (let depth = 0; cause && depth < CAUSES_MAX; depth++) {
    if (AWAY_CODES.has(cause.code as number)) return true;
    cause = cause.cause as typeof cause;
  }
  return false;
}

/** By workflow, in order; each part small enough for one telling. */
function batches(entries: StoredEntry[]): Batch[] {
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
