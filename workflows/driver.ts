/**
 * Drives one machine in a workflow, turn after turn: the common half of a process and of a hosted step.
 *
 * Signals only push to `waiting`; the workflow's loop calls `turn()` while something waits or is due. A turn takes all of
 * it at once, so a hundred acts that arrived together cost one entry and one workflow task.
 */
import { condition, workflowInfo } from '@temporalio/workflow';
import { toInstanceTime, toRealTime, type RehearsalClock } from '../process/clock';
import type { Json } from '../process/types';
import type { Problem } from '../errors/problem';
import type { WorkflowPayload } from '../store/contract';
import type { Fed, Machine, MachineEvent } from './feed';
import { InstanceTimer } from './instance-timer';
import { HISTORY_EVENTS, type Carried } from './messages';
import { store } from './store-calls';
import { adopt, record, settle, type Place, type Turn } from './turn';

/** How many ids of taken signals and of answered updates a run hands on. */
const RECENT_MAX = 400;
const KEYS_MAX = 200;

export interface DriverOptions<S extends { at: number }, E extends MachineEvent, W> {
  machine: Machine<S, E>;
  state: S;
  place: Omit<Place, 'seq' | 'prev'>;
  clock: RehearsalClock | undefined;
  carried: Carried | undefined;
  historyEvents: number | undefined;
  /** A waiting signal as an event, at the moment of its turn. */
  toFed: (waiting: W, now: number) => Fed<E> | undefined;
  /** The part of the payload that shows the state. */
  more: (turn: Turn<S, E>, seq: number) => Pick<WorkflowPayload, 'view' | 'started'>;
}

/** How an owner's act or another update ended; absent while it waits. */
export type Answer = { seq: number } | { problem: Problem };

export class Driver<S extends { at: number }, E extends MachineEvent, W> {
  state: S;
  clock: RehearsalClock | undefined;
  seq: number;
  readonly answers = new Map<string, Answer>();
  readonly keys: string[];
  private prev: string | null;
  private readonly recent: Set<string>;
  private readonly timer = new InstanceTimer();
  private clockChanged = false;
  /** The timer was set by a clock that has changed since. */
  private timerStale = false;
  /** Taken once, but not part of the turn that stands in the ledger. */
  private readonly again: Fed<E>[] = [];

  constructor(
    private readonly options: DriverOptions<S, E, W>,
    /** Shared with the signal handlers, which exist before the driver does. */
    readonly waiting: W[],
  ) {
    const { carried } = options;
    this.state = options.state;
    this.clock = options.clock;
    this.seq = carried?.seq ?? 0;
    this.prev = carried?.prev ?? null;
    this.keys = carried?.keys ?? [];
    this.recent = new Set(carried?.recent);
  }

  /** The instance's own time. */
  now(): number {
    return Math.max(this.state.at, toInstanceTime(this.clock, Date.now()));
  }

  /** Waits until a signal, an instant or `also` gives reason to act. */
  async wait(also: () => boolean, summary: (target: number) => string): Promise<void> {
    const target = this.options.machine.nextTime(this.state);
    const realAt = target === undefined ? undefined : toRealTime(this.clock, target);
    this.timer.set(target, realAt, target === undefined ? '' : summary(target));
    this.timerStale = false;
    await condition(() => this.hasWork() || this.timerStale || also());
  }

  hasWork(): boolean {
    return this.waiting.length > 0 || this.again.length > 0 || this.clockChanged || this.timer.due;
  }

  /**
   * One turn over all that waits and is due. Gives every turn that now stands and whose effects are to be carried out:
   * usually one; none when there was nothing to do; several when the ledger was ahead of us.
   */
  async turn(start?: Fed<E>): Promise<Turn<S, E>[]> {
    const { machine } = this.options;
    const now = this.now();
    let fed = this.take(now);
    const turns = this.knowsLess(fed) ? await this.catchUp() : [];
    if (turns.length > 0) fed = fed.filter(({ id }) => id === undefined || !this.recent.has(id));
    if (!start && fed.length === 0 && !this.clockChanged && !this.isDue(now)) return turns;
    const place: Place = { ...this.options.place, seq: this.seq, prev: this.prev };
    const settled = await settle(machine, this.state, { ...(start ? { start } : {}), fed, now, place });
    this.answerRefused(settled);
    if (settled.events.length === 0 && !this.clockChanged) return turns;
    turns.push(await this.record(settled, fed, place));
    return turns;
  }

  private async record(settled: Turn<S, E>, fed: Fed<E>[], place: Place): Promise<Turn<S, E>> {
    const withClock = this.clock && (this.clockChanged || this.seq === 0) ? { clock: this.clock } : {};
    this.clockChanged = false;
    const { turn, leafHash, adopted } = await record(this.options.machine, this.state, {
      turn: settled,
      place,
      more: (result) => ({ ...this.options.more(result, this.seq), ...withClock }),
    });
    this.stand(turn, leafHash);
    // What the standing turn did not contain comes again in the next one.
    if (adopted) this.again.push(...fed.filter(({ id }) => id === undefined || !this.recent.has(id)));
    return turn;
  }

  /** Puts a change of the clock on record with the next turn, even if nothing else happens. */
  changeClock(clock: RehearsalClock): void {
    this.clock = clock;
    this.clockChanged = true;
  }

  /** Follows a change of the clock that someone else puts on record. */
  followClock(clock: RehearsalClock): void {
    this.clock = clock;
    this.timerStale = true;
  }

  /** Time to continue as new: the history is long, or the caller says so. */
  isLong(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || historyLength > (this.options.historyEvents ?? HISTORY_EVENTS);
  }

  /** Nothing is between two turns, so the rest can be carried. */
  canContinue(): boolean {
    return this.again.length === 0;
  }

  carried(): Carried {
    return {
      seq: this.seq,
      prev: this.prev,
      keys: this.keys.slice(-KEYS_MAX),
      recent: [...this.recent].slice(-RECENT_MAX),
      waiting: this.waiting as unknown as Json[],
    };
  }

  /** Adopts every turn that the ledger has beyond our own: Temporal may have lost its last moments. */
  async catchUp(): Promise<Turn<S, E>[]> {
    const turns: Turn<S, E>[] = [];
    for (;;) {
      const entry = await store.readTurn({ stream: this.options.place.stream, seq: this.seq });
      if (!entry) return turns;
      const turn = adopt(this.options.machine, this.state, entry.events);
      this.stand(turn, entry.leafHash);
      turns.push(turn);
    }
  }

  private isDue(now: number): boolean {
    const next = this.options.machine.nextTime(this.state);
    return next !== undefined && next <= now;
  }

  private take(now: number): Fed<E>[] {
    const fed: Fed<E>[] = this.again.splice(0);
    const seen = new Set<string>();
    for (const waiting of this.waiting.splice(0)) {
      const item = this.options.toFed(waiting, now);
      if (!item || (item.id !== undefined && (this.recent.has(item.id) || seen.has(item.id)))) continue;
      if (item.id !== undefined) seen.add(item.id);
      fed.push(item);
    }
    return fed;
  }

  /** An act on a task that we don't know: the ledger is ahead of us, or the act is a very late repeat. */
  private knowsLess(fed: Fed<E>[]): boolean {
    return fed.some(({ event }) => {
      const act = (event as { act?: { taskId?: string } }).act;
      return event.type === 'act' && act?.taskId !== undefined && !this.options.machine.isOpen(this.state, act.taskId);
    });
  }

  private stand(turn: Turn<S, E>, leafHash: string): void {
    for (const { id } of turn.events) {
      if (id === undefined) continue;
      this.recent.add(id);
      if (id.startsWith('owner:')) this.answer(id.slice('owner:'.length), { seq: this.seq });
    }
    if (this.recent.size > 2 * RECENT_MAX) {
      for (const id of [...this.recent].slice(0, -RECENT_MAX)) this.recent.delete(id);
    }
    this.state = turn.state;
    this.prev = leafHash;
    this.seq += 1;
  }

  answer(key: string, answer: Answer): void {
    this.answers.set(key, answer);
    if ('seq' in answer && !this.keys.includes(key)) this.keys.push(key);
  }

  private answerRefused(turn: Turn<S, E>): void {
    for (const { id, problem } of turn.refused) {
      if (id.startsWith('owner:')) this.answer(id.slice('owner:'.length), { problem });
    }
  }
}
