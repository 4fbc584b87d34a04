/**
 * Plays a rehearsal to its end: scripted participants at an *office* (the public API, or a test's own store).
 *
 * The clock runs in real time while anybody has something to do or anything is on its way, and leaps exactly to the next
 * instant at which something is due once nothing is. So an outage of a minute costs the process a minute of its years, and a
 * rehearsal in a storm is the same as in a calm.
 *
 *   look ─> somebody can act ──> act ──────────────┐
 *     │  ─> something is on its way ──> wait ──────┤
 *     └───> nothing: leap to the next instant ─────┴──> look again
 */
import type { OpenTask, Window } from '../../process/types';
import { answersFor, answerTo, type ScriptedAnswer } from './reference-script';
import type { Seen } from './seen';

/** What the participants can see and do. Acting twice is acting once. */
export interface Office {
  look(): Promise<Seen>;
  /** False: it isn't shown everywhere yet; look again. */
  complete(task: OpenTask, answer: ScriptedAnswer): Promise<boolean>;
  /** Public answers to a window of its kind (input, survey, acknowledgement, complaint): numbers `from` to `to` - 1. */
  answer(window: Window, from: number, to: number): Promise<boolean>;
  /** Runs the clock at `LEAP` up to that instant, and in real time from there on. */
  leap(until: number): Promise<void>;
}

/** Instance seconds per real second: at which a rehearsal must be started, and while it leaps. */
export const REAL_TIME = 1;
export const LEAP = 10_000_000;

/** What happened, for whoever watches; times in the instance's own time. */
export type Progress =
  | { type: 'did'; at: number; stepId: string; round: number; by: string; outcome: string }
  | { type: 'answered'; at: number; stepId: string; round: number; kind: Window['kind']; count: number }
  | { type: 'leapt'; at: number; until: number };

export interface PlayOptions {
  /** Which share of a task's time people take for it. */
  share: number;
  /** Between two looks, real ms. */
  everyMs: number;
  /** Give up after this long, real ms. */
  limitMs: number;
  progress?: (progress: Progress) => void;
}

export const DAY = 86_400;

export async function playToTheEnd(office: Office, options: PlayOptions): Promise<void> {
  const player = new Player(office, options);
  const end = Date.now() + options.limitMs;
  for (let seen = await office.look(); !seen.ended; seen = await office.look()) {
    if (Date.now() > end) throw new Error(`The rehearsal did not end within ${options.limitMs} ms. Last seen: ${JSON.stringify(seen)}`);
    await player.play(seen);
    await new Promise((resolve) => setTimeout(resolve, options.everyMs));
  }
}

class Player {
  private readonly firstClose = new Map<string, number | undefined>();
  private readonly given = new Map<string, number>();
  private readonly done = new Set<string>();
  private leapt = 0;

  constructor(
    private readonly office: Office,
    private readonly options: PlayOptions,
  ) {}

  /** Does what there is to do; leaps when there is nothing and nothing is on its way. */
  async play(seen: Seen): Promise<void> {
    const busy = [await this.doTasks(seen), await this.fillWindows(seen)].includes(true);
    if (busy || !seen.settled) return;
    const own = seen.tasks.flatMap((task) => this.timeOf(task) ?? []);
    const next = Math.min(...own.filter((at) => at > seen.now), ...seen.instants);
    // What was asked for already is only not shown yet.
    if (!Number.isFinite(next) || next === this.leapt) return;
    await this.office.leap(next);
    this.leapt = next;
    this.options.progress?.({ type: 'leapt', at: seen.now, until: next });
  }

  private async doTasks({ tasks, now }: Seen): Promise<boolean> {
    let busy = false;
    for (const task of tasks) {
      const at = this.timeOf(task);
      if (at !== undefined && at <= now) busy = (await this.take(task, now)) || busy;
    }
    return busy;
  }

  /** When somebody does this task; undefined: its role stays silent. */
  private timeOf(task: OpenTask): number | undefined {
    if (!answerTo(task)) return undefined;
    if (task.dueAt === undefined) return task.openedAt;
    return task.openedAt + Math.floor(this.options.share * (task.dueAt - task.openedAt));
  }

  /** True while the task is somebody's, or done and still shown. */
  private async take(task: OpenTask, at: number): Promise<boolean> {
    const answer = answerTo(task);
    if (!answer || this.done.has(task.id)) return answer !== undefined;
    if (!(await this.office.complete(task, answer))) return true;
    this.done.add(task.id);
    const { stepId, round } = task;
    this.options.progress?.({ type: 'did', at, stepId, round, by: answer.by, outcome: answer.outcome });
    return true;
  }

  private async fillWindows({ tasks, windows, now }: Seen): Promise<boolean> {
    let busy = false;
    for (const window of windows) {
      // People are told first, then they acknowledge.
      if (window.kind === 'acknowledgement' && tasks.some((task) => task.kind === 'organize')) continue;
      busy = (await this.fill(window, now)) || this.endsSoon(window) || busy;
    }
    return busy;
  }

  private async fill(window: Window, at: number): Promise<boolean> {
    if (!this.firstClose.has(window.id)) this.firstClose.set(window.id, window.closesAt);
    const wanted = answersFor(window, this.isExtended(window));
    const given = this.given.get(window.id) ?? 0;
    if (wanted <= given) return false;
    if (!(await this.office.answer(window, given, wanted))) return true;
    this.given.set(window.id, wanted);
    const { kind, stepId, round } = window;
    this.options.progress?.({ type: 'answered', at, stepId, round, kind, count: wanted - given });
    return true;
  }

  /** Its target is reached: the engine is about to end it. */
  private endsSoon(window: Window): boolean {
    return window.kind === 'acknowledgement' && (this.given.get(window.id) ?? 0) >= (window.tellAt[0] ?? Number.POSITIVE_INFINITY);
  }

  private isExtended(window: Window): boolean {
    return this.firstClose.get(window.id) !== window.closesAt;
  }
}
