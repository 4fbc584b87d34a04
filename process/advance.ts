/**
 * What happens next in a process: `advance(definition, state, event)` gives the next state, what the driver must do and
 * what to put on record. Pure, deterministic, total on valid states; it never changes its input. `SPEC.md` has the rules.
 */
import { Problem } from '../errors/problem';
import { pauseDeadline, leftAtEnd, nextDue, resumeDeadline, startDeadline } from './deadline';
import { runIdOf } from './ids';
import { checkOwnerAct, comesFrom, reopenable } from './owner-acts';
import { canStillReach } from './reach';
import { consume, graphOf, leave, startMarking, type Graph, type Move } from './route';
import { takeAct, takeCalendar, takeComplaint, takeCounts, takeOwnerAct, takeTime } from './step-events';
import { isKnownKind, machineOf } from './steps';
import { newRun, StepTurn, type EndCause, type Scope } from './steps/machine';
import type {
  Advance, Calendar, Command, DefinitionRef, Fact, Hosting, Json, OwnerAct, Outcome, ProcessDefinition, ProcessEvent, ProcessState, RoleId, RunControl, RunEnd,
  RunId, Step, StepId, StepRun, Token, UserId,
} from './types';
import { declaredOnly, defaultData } from './variables';

export { checkOwnerAct } from './owner-acts';

/** Most steps that one event may enter, and most things that one `time` event may bring: a loop without a wait ends here (S9). */
export const STEPS_PER_EVENT_MAX = 5_000;

export interface InitialInput {
  processId: string;
  ref: DefinitionRef;
  calendar: Calendar;
  roles: Record<RoleId, UserId[]>;
  data: Record<string, Json>;
  hosting: Hosting;
  at: number;
}

/** The state of a process before its event `start`. Variables that are not given have their default. */
export function initialState(definition: ProcessDefinition, input: InitialInput): ProcessState {
  refuseUnknown(definition);
  const { processId, ref, calendar, roles, data, hosting, at } = input;
  return {
    format: 1,
    processId,
    definition: ref,
    status: 'running',
    hosting,
    calendar,
    startedAt: at,
    at,
    roles,
    data: { ...defaultData(definition), ...declaredOnly(definition, data) },
    rounds: {},
    ended: {},
    tokens: [],
    runs: {},
    forks: 0,
  };
}

/**
 * Takes one event. An event that no longer applies gives the same state, no commands and no facts (S11). Throws a
 * `Problem` for an unknown format or kind (`FORMAT_UNKNOWN`, `KIND_UNKNOWN`), a state that doesn't belong to the
 * definition (`STATE_INVALID`) and steps that go round without a wait (`LOOP_WITHOUT_WAIT`).
 */
export function advance(definition: ProcessDefinition, state: ProcessState, event: ProcessEvent): Advance {
  refuseUnknown(definition, state);
  if (state.status !== 'running') return { state, commands: [], facts: [] };
  const turn = new ProcessTurn(definition, state, Math.max(state.at, event.at));
  const applied = turn.take(event);
  return applied ? turn.result() : { state, commands: [], facts: [] };
}

/** The earliest instant at which a `time` event would do something; undefined: only people, or hosted steps, can move it. */
export function nextTime(definition: ProcessDefinition, state: ProcessState): number | undefined {
  if (state.status !== 'running') return undefined;
  const turn = new ProcessTurn(definition, state, state.at);
  return turn.nextRunDue()?.at;
}

// ------------------------------------------------------------------------------------------------ the turn

class ProcessTurn {
  readonly #definition: ProcessDefinition;
  readonly #graph: Graph;
  readonly #at: number;
  readonly #state: ProcessState;
  readonly #commands: Command[] = [];
  readonly #facts: Fact[] = [];
  /** Runs that are copies made for this event, and may be changed. */
  readonly #owned = new Set<RunId>();
  /** Steps with work of their own that ended in this event, and how many steps and ends were reached directly from each. */
  readonly #reachedFrom = new Map<StepId, number>();
  #queue: Token[] = [];
  #entered: StepId[] = [];

  constructor(definition: ProcessDefinition, state: ProcessState, at: number) {
    this.#definition = definition;
    this.#graph = graphOf(definition);
    this.#at = at;
    this.#state = {
      ...state,
      at,
      data: { ...state.data },
      rounds: { ...state.rounds },
      ended: { ...state.ended },
      tokens: [...state.tokens],
      runs: { ...state.runs },
    };
  }

  result(): Advance {
    return { state: this.#state, commands: this.#commands, facts: this.#facts };
  }

  /** True where the event applied. */
  take(event: ProcessEvent): boolean {
    if (!this.#dispatch(event)) return false;
    this.#settle();
    this.#reconcile();
    this.#countProduced();
    this.#completeWhenEmpty();
    return true;
  }

  #dispatch(event: ProcessEvent): boolean {
    switch (event.type) {
      case 'start':
        return this.#start();
      case 'act':
        return this.#toRun(runIdOf(event.act.taskId), (turn) => takeAct(turn, event.act));
      case 'counts':
        return this.#toRun(runIdOf(event.runId), (turn) => takeCounts(turn, event.runId, event.counts));
      case 'complaint':
        return this.#toRun(event.runId, (turn) => takeComplaint(turn, event.complaintId));
      case 'time':
        return this.#time();
      case 'owner':
        return this.#owner(event.act);
      case 'run-ended':
        return this.#runEnded(event.runId, event.end);
      case 'subprocess-ended':
        return this.#toRun(event.runId, (turn) => turn.machine.subprocessEnded?.(turn));
      case 'calendar':
        return this.#calendar(event.calendar, event.reason);
      default:
        throw new Problem('STATE_INVALID', { received: `event ${String((event as { type: unknown }).type)}` });
    }
  }

  // ---------------------------------------------------------------------------------------------- events

  #start(): boolean {
    if (this.#state.tokens.length > 0 || Object.keys(this.#state.rounds).length > 0) return false;
    this.#facts.push({ at: this.#at, type: 'process-started' });
    const move = startMarking(this.#graph);
    this.#state.tokens = move.marking.tokens;
    this.#queue.push(...move.entered);
    return true;
  }

  /** Carries something out in a run that is not hosted. What changed nothing leaves the state as it was. */
  #toRun(id: RunId, work: (turn: StepTurn) => void): boolean {
    const known = Object.hasOwn(this.#state.runs, id) ? this.#state.runs[id] : undefined;
    if (!known || known.hosted) return false;
    const { run, ended } = this.#work(id, work);
    return ended || this.#commands.length > 0 || this.#facts.length > 0 || JSON.stringify(run) !== JSON.stringify(known);
  }

  #time(): boolean {
    let happened = false;
    for (let n = 0; n <= STEPS_PER_EVENT_MAX; n++) {
      const next = this.nextRunDue();
      if (!next || next.at > this.#at) return happened;
      if (n === STEPS_PER_EVENT_MAX) throw new Problem('LOOP_WITHOUT_WAIT', { received: next.run.stepId });
      happened = true;
      this.#work(next.run.id, takeTime);
      this.#settle();
      // A clock that must rest is stopped before the next thing that is due is looked for.
      this.#reconcile();
    }
    return happened;
  }

  /** The run whose clock comes first; of several at one instant, the one that was entered first. */
  nextRunDue(): { at: number; run: StepRun } | undefined {
    let first: { at: number; run: StepRun } | undefined;
    for (const run of Object.values(this.#state.runs)) {
      if (run.hosted) continue;
      const due = nextDue(this.#turnFor(run));
      if (due && (first === undefined || due.at < first.at)) first = { at: due.at, run };
    }
    return first;
  }

  #owner(act: OwnerAct): boolean {
    if (checkOwnerAct(this.#definition, this.#state, act)) return false;
    if (act.type === 'withdraw') {
      this.#withdraw(act.reason, act.by);
      return true;
    }
    if (act.type === 'reopen') return this.#reopen(act);
    for (const run of this.#runsOf(act.stepId)) {
      if (run.hosted) this.#control(run.id, { type: 'owner', act });
      else this.#work(run.id, (turn) => takeOwnerAct(turn, act));
    }
    return true;
  }

  #runEnded(id: RunId, end: RunEnd): boolean {
    const run = Object.hasOwn(this.#state.runs, id) ? this.#state.runs[id] : undefined;
    if (!run?.hosted) return false;
    const own = this.#own(id);
    own.by = [...end.by];
    own.variables = { ...end.variables };
    const { outcome, cause = 'engine', reason, left } = end;
    this.#leaveRun(own, { outcome, cause, reason, left });
    return true;
  }

  #calendar(calendar: Calendar, reason: string): boolean {
    const old = this.#state.calendar;
    if (JSON.stringify(old) === JSON.stringify(calendar)) return false;
    this.#state.calendar = calendar;
    for (const run of Object.values(this.#state.runs)) {
      if (run.hosted) this.#control(run.id, { type: 'calendar', calendar, reason });
      else this.#work(run.id, (turn) => takeCalendar(turn, old, reason));
    }
    return true;
  }

  // ---------------------------------------------------------------------------------------------- entering

  /** Enters steps until every token stands in a run, waits at a join, or is gone. */
  #settle(): void {
    for (let token = this.#queue.shift(); token !== undefined; token = this.#queue.shift()) {
      if (this.#state.status !== 'running' || !this.#state.tokens.some((other) => other.id === token?.id)) continue;
      const step = this.#step(token.stepId);
      this.#entered.push(step.id);
      if (this.#entered.length > STEPS_PER_EVENT_MAX) {
        const round = [...new Set(this.#entered.slice(-200))].join(', ');
        throw new Problem('LOOP_WITHOUT_WAIT', { received: round, expected: `${STEPS_PER_EVENT_MAX} steps` });
      }
      if (step.kind === 'end' || machineOf(step.kind).instant !== true) this.#reached(token);
      if (step.kind === 'end') this.#reachEnd(token, step.settings.result, step.id);
      else this.#enter(token, step);
    }
  }

  #enter(token: Token, step: Step): void {
    const round = this.#nextRound(step.id);
    const hosted = this.#state.hosting === 'workflows' && machineOf(step.kind).long === true;
    const run = newRun(this.#state.processId, step, round, this.#at, hosted);
    this.#state.runs[run.id] = run;
    this.#owned.add(run.id);
    this.#state.tokens = this.#state.tokens.map((other) => (other.id === token.id ? { ...other, runId: run.id } : other));
    this.#work(run.id, (turn) => {
      // A wait's own length is its clock; it has no deadline besides.
      if (step.kind !== 'wait') startDeadline(turn);
      const due = turn.run.clock.dueAt;
      turn.fact({ type: 'step-entered', ...(due === undefined ? {} : { dueAt: due }) });
      if (hosted) this.#commands.push({ type: 'start-run', run: copy(turn.run) });
      else turn.machine.enter(turn);
    });
  }

  #reachEnd(token: Token, result: 'completed' | 'withdrawn', stepId: StepId): void {
    const round = this.#nextRound(stepId);
    this.#state.ended[stepId] = { round, outcome: result, at: this.#at, by: [] };
    this.#facts.push({ at: this.#at, stepId, round, type: 'step-entered' });
    this.#facts.push({ at: this.#at, stepId, round, type: 'step-ended', outcome: result, by: [], cause: 'engine' });
    if (result === 'withdrawn') return this.#withdraw();
    this.#move(consume(this.#graph, this.#state, token));
  }

  #nextRound(stepId: StepId): number {
    const round = (this.#state.rounds[stepId] ?? 0) + 1;
    this.#state.rounds[stepId] = round;
    return round;
  }

  // ---------------------------------------------------------------------------------------------- leaving

  /** Lets a step work, and moves on if that ended it. */
  #work(id: RunId, work: (turn: StepTurn) => void): { run: StepRun; ended: boolean } {
    const run = this.#own(id);
    const turn = this.#turnFor(run);
    work(turn);
    const { ending } = turn;
    if (!ending) return { run, ended: false };
    const left = leftAtEnd(turn);
    releaseRun(turn, ending.cause === 'deadline' || ending.cause === 'deemed-consent' ? 'overdue' : 'step-ended');
    this.#leaveRun(run, { ...ending, left });
    return { run, ended: true };
  }

  #leaveRun(run: StepRun, end: { outcome: Outcome; cause: EndCause; reason?: string; left?: number }): void {
    const { stepId, round } = run;
    const { outcome, cause, reason, left } = end;
    const by = [...run.by];
    this.#facts.push({
      at: this.#at, stepId, round, type: 'step-ended', outcome, by, cause, ...(reason === undefined ? {} : { reason }),
    });
    this.#state.ended[stepId] = { round, outcome, at: this.#at, by, ...(left === undefined ? {} : { left }) };
    Object.assign(this.#state.data, declaredOnly(this.#definition, run.variables ?? {}));
    delete this.#state.runs[run.id];
    const token = this.#state.tokens.find((other) => other.runId === run.id);
    if (token) this.#moveOn(token, stepId, round, outcome);
    this.#closeDesksOf(stepId);
  }

  #moveOn(token: Token, stepId: StepId, round: number, outcome: Outcome): void {
    const instant = machineOf(this.#step(stepId).kind).instant === true;
    if (!instant) this.#reachedFrom.set(stepId, 0);
    const from = instant ? token.from : { stepId, round, depth: token.forks.length };
    const moving: Token = { id: token.id, stepId, forks: token.forks, ...(from ? { from } : {}) };
    this.#move(leave(this.#graph, this.#state, moving, outcome));
  }

  #move(move: Move): void {
    this.#state.tokens = move.marking.tokens;
    this.#state.forks = move.marking.forks;
    for (const stepId of move.joined) {
      const round = this.#nextRound(stepId);
      this.#state.ended[stepId] = { round, outcome: 'all', at: this.#at, by: [] };
      this.#facts.push({ at: this.#at, stepId, round, type: 'joined' });
    }
    this.#queue.push(...move.entered);
  }

  // ---------------------------------------------------------------------------------------------- cancelling

  /** Ends the process with everything that still runs (S8). */
  #withdraw(reason?: string, by?: UserId): void {
    for (const run of Object.values(this.#state.runs)) {
      const role = this.#step(run.stepId).role;
      if (!run.hosted && role !== undefined) this.#turnFor(run).notifyWorkers('withdrawn', reason === undefined ? {} : { reason });
      this.#cancel(run.id, 'withdrawn', reason);
    }
    this.#queue = [];
    this.#state.tokens = [];
    this.#finish('withdrawn', reason, by);
  }

  #cancel(id: RunId, why: 'withdrawn' | 'step-ended', reason?: string): void {
    const run = this.#own(id);
    if (run.hosted) this.#control(id, { type: 'cancel', reason: reason ?? why });
    else releaseRun(this.#turnFor(run), why);
    const { stepId, round } = run;
    // Nobody ended it: who had worked on it stands in the ends of the tasks.
    this.#facts.push({
      at: this.#at, stepId, round, type: 'step-ended', outcome: 'cancelled', by: [], cause: 'cancelled', ...(reason === undefined ? {} : { reason }),
    });
    delete this.#state.runs[id];
  }

  #reopen(act: Extract<OwnerAct, { type: 'reopen' }>): boolean {
    const tokens = reopenable(this.#state, act.stepId);
    const first = tokens[0];
    if (!first?.from) return false;
    for (const token of tokens) if (token.runId !== undefined) this.#cancel(token.runId, 'step-ended', act.reason);
    const back: Token = { id: first.id, stepId: act.stepId, forks: first.forks.slice(0, first.from.depth) };
    this.#state.tokens = [...this.#state.tokens.filter((token) => !tokens.includes(token)), back];
    this.#facts.push({
      at: this.#at, stepId: act.stepId, round: (this.#state.rounds[act.stepId] ?? 0) + 1, type: 'reopened', user: act.by, reason: act.reason,
    });
    this.#queue.push(back);
    this.#settle();
    const run = this.#runsOf(act.stepId).at(-1);
    if (run) this.#turnFor(run).notifyWorkers('reopened', { reason: act.reason });
    return true;
  }

  #finish(result: 'completed' | 'withdrawn', reason?: string, by?: UserId): void {
    this.#state.status = result;
    this.#state.endedAt = this.#at;
    this.#facts.push({
      at: this.#at, type: 'process-ended', result, ...(reason === undefined ? {} : { reason }), ...(by === undefined ? {} : { by }),
    });
  }

  #completeWhenEmpty(): void {
    if (this.#state.status === 'running' && this.#state.tokens.length === 0) this.#finish('completed');
  }

  // ---------------------------------------------------------------------------------------------- across steps

  /** Brings clocks and complaint desks in line with which steps are active, until nothing changes any more. */
  #reconcile(): void {
    for (let n = 0; n < STEPS_PER_EVENT_MAX && this.#state.status === 'running'; n++) {
      this.#restClocks();
      if (!this.#closeLostDesks()) return;
      this.#settle();
    }
  }

  /** Clock-stop: a clock rests while one of the steps that its deadline names is active (S46). */
  #restClocks(): void {
    const active = new Set(Object.values(this.#state.runs).map((run) => run.stepId));
    for (const run of Object.values(this.#state.runs)) {
      const pause = this.#step(run.stepId).deadline?.pause;
      if (!pause?.length || run.clock.dueAt === undefined) continue;
      const rests = pause.some((stepId) => stepId !== run.stepId && active.has(stepId));
      if (rests === (run.clock.pausedAt !== undefined)) continue;
      if (run.hosted) this.#restHosted(run.id, rests);
      else if (rests) this.#work(run.id, pauseDeadline);
      else this.#work(run.id, resumeDeadline);
    }
  }

  /** The shadow only remembers that the clock rests; the hosted step's own state has its deadline. */
  #restHosted(id: RunId, rests: boolean): void {
    const run = this.#own(id);
    const { pausedAt: _was, ...clock } = run.clock;
    run.clock = rests ? { ...clock, pausedAt: this.#at } : clock;
    this.#control(id, { type: rests ? 'pause' : 'resume' });
  }

  /** A complaints desk closes with its step (S19). */
  #closeDesksOf(stepId: StepId): void {
    for (const run of Object.values(this.#state.runs)) {
      const step = this.#step(run.stepId);
      if (step.kind === 'complaints' && step.settings.closesWith === stepId) this.#closeDesk(run, `step ${stepId} has ended`);
    }
  }

  /** A desk whose step can't come any more closes too, or it would be open for ever. True: one was closed now. */
  #closeLostDesks(): boolean {
    let closed = false;
    for (const run of Object.values(this.#state.runs)) {
      const step = this.#step(run.stepId);
      if (step.kind !== 'complaints' || isClosing(run)) continue;
      const { closesWith } = step.settings;
      if (this.#runsOf(closesWith).length > 0 || canStillReach(this.#graph, this.#state.tokens, run.id, closesWith)) continue;
      this.#closeDesk(run, `step ${closesWith} can not come any more`);
      closed = true;
    }
    return closed;
  }

  #closeDesk(run: StepRun, reason: string): void {
    if (isClosing(run)) return;
    if (!run.hosted) {
      this.#work(run.id, (turn) => void turn.machine.close?.(turn, 'engine', reason));
      return;
    }
    this.#own(run.id).detail = { closing: true };
    this.#control(run.id, { type: 'close', reason });
  }

  /**
   * For the rule of reopening: how much a step's end led to. What was reached and left again in this very event counts,
   * because it can't be taken back any more.
   */
  #countProduced(): void {
    for (const [stepId, reached] of this.#reachedFrom) {
      const end = this.#state.ended[stepId];
      if (!end) continue;
      const waiting = this.#state.tokens.filter((token) => token.runId === undefined && comesFrom(token, stepId, end.round)).length;
      this.#state.ended[stepId] = { ...end, produced: reached + waiting };
    }
  }

  #reached(token: Token): void {
    const { stepId } = token.from ?? {};
    const count = stepId === undefined ? undefined : this.#reachedFrom.get(stepId);
    if (stepId !== undefined && count !== undefined) this.#reachedFrom.set(stepId, count + 1);
  }

  // ---------------------------------------------------------------------------------------------- look-ups

  #step(stepId: StepId): Step {
    const step = this.#graph.steps.get(stepId);
    if (!step) throw new Problem('STATE_INVALID', { received: `step ${stepId}` });
    return step;
  }

  #runsOf(stepId: StepId): StepRun[] {
    return Object.values(this.#state.runs).filter((run) => run.stepId === stepId);
  }

  #own(id: RunId): StepRun {
    const run = this.#state.runs[id];
    if (!run) throw new Problem('STATE_INVALID', { received: `run ${id}` });
    if (this.#owned.has(id)) return run;
    const owned = copy(run);
    this.#state.runs[id] = owned;
    this.#owned.add(id);
    return owned;
  }

  #turnFor(run: StepRun): StepTurn {
    const step = this.#step(run.stepId);
    const scope: Scope = { ...this.#state, definition: this.#definition };
    return new StepTurn(machineOf(step.kind), scope, step, run, this.#at, { commands: this.#commands, facts: this.#facts });
  }

  #control(id: RunId, control: RunControl): void {
    this.#commands.push({ type: 'control-run', runId: id, control });
  }
}

/** Lets go of everything that a run holds open. */
export function releaseRun(turn: StepTurn, reason: 'step-ended' | 'overdue' | 'withdrawn'): void {
  turn.closeTasks(reason);
  turn.closeWindows();
  turn.machine.release?.(turn);
}

function isClosing(run: StepRun): boolean {
  return Boolean((run.detail as { closing?: unknown } | null)?.closing);
}

/** A whole copy of plain JSON (`structuredClone` is missing in workflows). */
export function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)])) as T;
}

/** Refuses what this engine can't read, by a typed error. */
export function refuseUnknown(definition: ProcessDefinition, state?: { format: number }): void {
  for (const versioned of [definition, state]) {
    if (versioned && versioned.format !== 1) throw new Problem('FORMAT_UNKNOWN', { expected: '1', received: String(versioned.format) });
  }
  for (const step of definition.steps) {
    if (!isKnownKind(step.kind)) {
      throw new Problem('KIND_UNKNOWN', { received: String((step as Step).kind), params: { step: (step as Step).id } });
    }
  }
}
