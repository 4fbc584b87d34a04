/**
 * Plays a rehearsal to its end: scripted participants at an *office* (the public API, or a test's own store). The clock
 * runs slowly while people have something to do, and fast while only time must pass.
 */
import type { OpenTask, Window } from '../../process/types';
import { answersFor, answerTo, type ScriptedAnswer } from './reference-script';

/** What the participants can see and do. */
export interface Office {
  openTasks(): Promise<OpenTask[]>;
  openWindows(): Promise<Window[]>;
  complete(task: OpenTask, answer: ScriptedAnswer): Promise<void>;
  /** The n-th public answer to a window (of its kind: input, survey, acknowledgement, complaint). */
  answer(window: Window, n: number): Promise<void>;
  /** Instance seconds per real second. */
  setSpeed(scale: number): Promise<void>;
  hasEnded(): Promise<boolean>;
}

export interface PlayOptions {
  /** While people have something to do. */
  slow: number;
  /** While something is about to happen that they must not miss. */
  watchful: number;
  /** While only time must pass. */
  fast: number;
  /** Between two looks, real ms. */
  everyMs: number;
  /** Give up after this long, real ms. */
  limitMs: number;
  progress?: (line: string) => void;
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
  private speed?: number;

  constructor(
    private readonly office: Office,
    private readonly options: PlayOptions,
  ) {}

  /** Does what there is to do, and says how fast time may pass then. */
  async look(): Promise<'slow' | 'watchful' | 'fast'> {
    const [tasks, windows] = await Promise.all([this.office.openTasks(), this.office.openWindows()]);
    let busy = false;
    for (const task of tasks) busy = (await this.take(task)) || busy;
    for (const window of windows) busy = (await this.fill(window)) || busy;
    if (busy) return 'slow';
    return windows.some((window) => this.awaitsExtension(window)) ? 'watchful' : 'fast';
  }

  async pace(pace: 'slow' | 'watchful' | 'fast'): Promise<void> {
    const wanted = this.options[pace];
    if (wanted === this.speed) return;
    await this.office.setSpeed(wanted);
    this.speed = wanted;
  }

  private awaitsExtension(window: Window): boolean {
    return !this.isExtended(window) && answersFor(window, true) > answersFor(window, false);
  }

  private isExtended(window: Window): boolean {
    return this.firstClose.get(window.id) !== window.closesAt;
  }

  private async take(task: OpenTask): Promise<boolean> {
    const answer = answerTo(task);
    if (!answer) return false;
    if (this.done.has(task.id)) return true;
    await this.office.complete(task, answer);
    this.done.add(task.id);
    this.options.progress?.(`${task.stepId}${task.round > 1 ? ` (${task.round})` : ''}: ${answer.by} ${answer.outcome}`);
    return true;
  }

  private async fill(window: Window): Promise<boolean> {
    if (!this.firstClose.has(window.id)) this.firstClose.set(window.id, window.closesAt);
    const wanted = answersFor(window, this.isExtended(window));
    const given = this.given.get(window.id) ?? 0;
    for (let n = given; n < wanted; n++) {
      await this.office.answer(window, n);
      this.given.set(window.id, n + 1);
    }
    if (wanted > given) this.options.progress?.(`${window.stepId}: ${wanted - given} answers (${window.kind})`);
    return wanted > given;
  }
}
