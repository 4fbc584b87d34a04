/**
 * Plays a rehearsal to its end: scripted participants at an *office* (the public API, or a test's own store). The clock
 * runs slowly while people have something to do, and fast while only time must pass, though never past the next thing
 * that happens: so nobody misses anything, however long a service is away.
 */
import type { OpenTask, Window } from '../../process/types';
import { answersFor, answerTo, type ScriptedAnswer } from './reference-script';

/** What the participants can see and do. */
export interface Office {
  openTasks(): Promise<OpenTask[]>;
  openWindows(): Promise<Window[]>;
  complete(task: OpenTask, answer: ScriptedAnswer): Promise<void>;
  /** Public answers to a window of its kind (input, survey, acknowledgement, complaint): numbers `from` to `to` - 1. */
  answer(window: Window, from: number, to: number): Promise<void>;
  /** Instance seconds per real second; with `until`, only up to that instant. */
  setSpeed(scale: number, until?: { at: number; slow: number }): Promise<void>;
  /** The instance's own time. */
  now(): Promise<number>;
  /** Has everything that was accepted been carried out? Until then more may be about to open. */
  isSettled(): Promise<boolean>;
  hasEnded(): Promise<boolean>;
}

export interface PlayOptions {
  /** While people have something to do. */
  slow: number;
  /** While only time must pass. */
  fast: number;
  /** Which share of a task's time people take for it. */
  share: number;
  /** Between two looks, real ms. */
  everyMs: number;
  /** Give up after this long, real ms. */
  limitMs: number;
  /** What somebody did, and when in the instance's own time. */
  progress?: (line: string, at: number) => void;
}

export const DAY = 86_400;

export async function playToTheEnd(office: Office, options: PlayOptions): Promise<void> {
  const player = new Player(office, options);
  const end = Date.now() + options.limitMs;
  while (!(await office.hasEnded())) {
    if (Date.now() > end) throw new Error(`The rehearsal did not end within ${options.limitMs} ms.`);
    await player.pace(await player.look());
    await new Promise((resolve) => setTimeout(resolve, options.everyMs));
  }
}

class Player {
  private readonly firstClose = new Map<string, number | undefined>();
  private readonly given = new Map<string, number>();
  private readonly done = new Set<string>();
  private speed?: string;

  constructor(
    private readonly office: Office,
    private readonly options: PlayOptions,
  ) {}

  /** Does what there is to do. Gives until when only time must pass; undefined while people are busy. */
  async look(): Promise<{ until?: number } | undefined> {
    const [tasks, windows, now] = await Promise.all([this.office.openTasks(), this.office.openWindows(), this.office.now()]);
    const next: number[] = [];
    let busy = false;
    for (const task of tasks) {
      const at = this.dueToAct(task);
      if (at !== undefined && at <= now) busy = (await this.take(task, now)) || busy;
      else if (at !== undefined) next.push(at);
    }
    for (const window of windows) {
      // People are told first, then they acknowledge.
      if (window.kind === 'acknowledgement' && tasks.some((task) => task.kind === 'organize')) continue;
      busy = (await this.fill(window, now)) || this.endsSoon(window) || busy;
      if (window.closesAt !== undefined) next.push(window.closesAt);
    }
    if (busy || !(await this.office.isSettled())) return undefined;
    return next.length > 0 ? { until: Math.min(...next) } : {};
  }

  /** When somebody does this task; for a silent one, when its time is over. */
  private dueToAct(task: OpenTask): number | undefined {
    if (!answerTo(task)) return task.dueAt;
    if (task.dueAt === undefined) return task.openedAt;
    return task.openedAt + Math.floor(this.options.share * (task.dueAt - task.openedAt));
  }

  async pace(idle: { until?: number } | undefined): Promise<void> {
    const { slow, fast } = this.options;
    // Without anything to wait for, something is just on its way.
    const wanted = idle?.until === undefined ? 'slow' : `until ${idle.until}`;
    if (wanted === this.speed) return;
    if (idle?.until === undefined) await this.office.setSpeed(slow);
    else await this.office.setSpeed(fast, { at: idle.until, slow });
    this.speed = wanted;
  }

  /** Its target is reached: the engine is about to end it, and time must not run past that. */
  private endsSoon(window: Window): boolean {
    return window.kind === 'acknowledgement' && (this.given.get(window.id) ?? 0) >= (window.tellAt[0] ?? Number.POSITIVE_INFINITY);
  }

  private isExtended(window: Window): boolean {
    return this.firstClose.get(window.id) !== window.closesAt;
  }

  private async take(task: OpenTask, now: number): Promise<boolean> {
    const answer = answerTo(task);
    if (!answer) return false;
    if (this.done.has(task.id)) return true;
    await this.office.complete(task, answer);
    this.done.add(task.id);
    this.options.progress?.(`${task.stepId}${task.round > 1 ? ` (${task.round})` : ''}: ${answer.by} ${answer.outcome}`, now);
    return true;
  }

  private async fill(window: Window, now: number): Promise<boolean> {
    if (!this.firstClose.has(window.id)) this.firstClose.set(window.id, window.closesAt);
    const wanted = answersFor(window, this.isExtended(window));
    const given = this.given.get(window.id) ?? 0;
    if (wanted > given) {
      await this.office.answer(window, given, wanted);
      this.given.set(window.id, wanted);
    }
    if (wanted > given) this.options.progress?.(`${window.stepId}: ${wanted - given} answers (${window.kind})`, now);
    return wanted > given;
  }
}
