/**
 * What every kind of step has in common: the shape of its machine, and the turn in which it works. A machine decides
 * what its own step does; the turn collects what follows from it. The process (`advance`) and a step's own workflow
 * (`advanceRun`) give the same turn to the same machine, so their results agree (S70).
 */
import type { Problem } from '../../errors/problem';
import { dueAt } from '../calendar';
import { runId, runIdOf, taskId } from '../ids';
import type {
  Calendar, Command, Duration, Fact, Json, NoticeTemplate, OpenTask, Outcome, ProcessDefinition, RoleId, Step, StepEnd, StepId, StepKind, StepOf, StepRun, TaskAct,
  TaskKind, UserId, Window, WindowCounts,
} from '../types';

/** What a step can see of its process. */
export interface Scope {
  definition: ProcessDefinition;
  processId: string;
  calendar: Calendar;
  roles: Record<RoleId, UserId[]>;
  data: Record<string, Json>;
  rounds: Record<StepId, number>;
  ended: Record<StepId, StepEnd>;
}

/** What a turn collects. */
export interface Output {
  commands: Command[];
  facts: Fact[];
}

export type EndCause = 'act' | 'owner' | 'deadline' | 'deemed-consent' | 'engine';

export interface Ending {
  outcome: Outcome;
  cause: EndCause;
  reason?: string;
}

/** Behaviour of one kind of step. Everything but `enter` is optional; what is absent does nothing. */
export interface StepMachine<K extends StepKind> {
  kind: K;
  /** Carried out by a workflow of its own where the hosting says so. */
  long?: boolean;
  /** Ends at once, so that reopening looks through it (S54). */
  instant?: boolean;
  enter(turn: TurnOf<K>): void;
  /** A person ended a task; it is no longer among the open ones. */
  act?(turn: TurnOf<K>, task: OpenTask, act: TaskAct): void;
  counts?(turn: TurnOf<K>, windowId: string, counts: WindowCounts): void;
  complaint?(turn: TurnOf<K>, complaintId: string): void;
  /** Earliest instant, besides the deadline, at which `time` would do something. */
  nextTime?(turn: TurnOf<K>): number | undefined;
  /** Does the one thing that is due at `nextTime`. */
  time?(turn: TurnOf<K>): void;
  /** Takes over what happens at the deadline. */
  deadline?(turn: TurnOf<K>): void;
  /** Ends with what is there (S43). False: there is nothing that it could end with. */
  close?(turn: TurnOf<K>, cause: EndCause, reason?: string): boolean;
  /** Why its owner can't close it early now. */
  refusesClose?(turn: TurnOf<K>): Problem | undefined;
  /** Silence approves (S44). */
  consent?(turn: TurnOf<K>): void;
  /** The calendar has changed: times of its own are computed anew. */
  recalendar?(turn: TurnOf<K>): void;
  subprocessEnded?(turn: TurnOf<K>): void;
  /** How far its open window is: what it has and what it needs. */
  progress?(turn: TurnOf<K>): { have: number; need: number };
  /** Called at its end, whatever the cause, and when it is cancelled: lets go of what runs elsewhere. */
  release?(turn: TurnOf<K>): void;
  /** Which of its tasks an escalation may give to others; personal ones are nobody else's (S42). */
  escalates?(turn: TurnOf<K>, task: OpenTask): boolean;
  /** Who may be given its tasks at all; absent: anyone. */
  eligible?(turn: TurnOf<K>, user: UserId): boolean;
}

export interface TaskSpec {
  key: string;
  kind: TaskKind;
  role: RoleId;
  candidates: UserId[];
  outcomes: Outcome[];
  /** Absent: the step's due time. */
  dueAt?: number | null;
  context?: Record<string, Json>;
}

/** Kinds of task and window whose time is their own, not the step's deadline. */
const OWN_TIME: readonly string[] = ['dispose', 'evaluate', 'measure', 'complaint', 'survey'];

/** One step at work on one event. It changes `run`, which is a copy made for this event, and collects commands and facts. */
export class StepTurn {
  /** Set by `finish`: the step is over once its machine returns. */
  ending?: Ending;

  constructor(
    readonly machine: StepMachine<StepKind>,
    readonly scope: Scope,
    readonly step: Step,
    readonly run: StepRun,
    readonly at: number,
    readonly out: Output,
  ) {}

  fact(fact: FactOf<Fact>): void {
    this.out.facts.push({ at: this.at, stepId: this.step.id, round: this.run.round, ...fact } as Fact);
  }

  /** Ends the step. The first end counts. */
  finish(outcome: Outcome, cause: EndCause, reason?: string): void {
    this.ending ??= { outcome, cause, ...(reason === undefined ? {} : { reason }) };
  }

  /** Members of a role, in the order in which they were named. */
  members(role: RoleId | undefined): UserId[] {
    return role === undefined ? [] : [...(this.scope.roles[role] ?? [])];
  }

  dueAfter(duration: Duration, from = this.at): number {
    return dueAt(this.scope.calendar, from, duration);
  }

  openTask(spec: TaskSpec): OpenTask {
    const due = spec.dueAt === undefined ? this.stepDue() : spec.dueAt;
    const task: OpenTask = {
      id: taskId(this.run.id, spec.key),
      kind: spec.kind,
      stepId: this.step.id,
      round: this.run.round,
      role: spec.role,
      candidates: [...new Set(spec.candidates)],
      openedAt: this.at,
      ...(due === undefined || due === null ? {} : { dueAt: due }),
      outcomes: spec.outcomes,
      ...(spec.context ? { context: spec.context } : {}),
    };
    this.run.tasks[task.id] = task;
    this.out.commands.push({ type: 'open-task', task });
    return task;
  }

  updateTask(task: OpenTask): void {
    this.run.tasks[task.id] = task;
    this.out.commands.push({ type: 'update-task', task });
  }

  closeTask(id: string, reason: CloseReason): void {
    delete this.run.tasks[id];
    this.out.commands.push({ type: 'close-task', taskId: id, reason });
  }

  closeTasks(reason: CloseReason, which: (task: OpenTask) => boolean = () => true): void {
    for (const task of Object.values(this.run.tasks)) if (which(task)) this.closeTask(task.id, reason);
  }

  openWindow(window: Omit<Window, 'runId' | 'stepId' | 'round' | 'openedAt'>): void {
    const opened: Window = { ...window, runId: this.run.id, stepId: this.step.id, round: this.run.round, openedAt: this.at };
    this.run.windows = { ...this.run.windows, [opened.id]: opened };
    this.out.commands.push({ type: 'open-window', window: opened });
  }

  closeWindows(): void {
    for (const windowId of Object.keys(this.run.windows ?? {})) this.out.commands.push({ type: 'close-window', windowId });
    delete this.run.windows;
  }

  /** Due time as far as it is known: while the clock rests it isn't. */
  stepDue(): number | undefined {
    return this.run.clock.pausedAt === undefined ? this.run.clock.dueAt : undefined;
  }

  /** Tells open tasks and windows that follow the step's deadline where it is now. */
  dueMoved(): void {
    const due = this.stepDue();
    for (const task of Object.values(this.run.tasks)) {
      if (OWN_TIME.includes(task.kind) || task.dueAt === due) continue;
      const { dueAt: _old, ...rest } = task;
      this.updateTask(due === undefined ? rest : { ...rest, dueAt: due });
    }
    for (const window of Object.values(this.run.windows ?? {})) {
      if (OWN_TIME.includes(window.kind) || window.closesAt === due) continue;
      const { closesAt: _old, ...rest } = window;
      const moved = due === undefined ? rest : { ...rest, closesAt: due };
      this.run.windows = { ...this.run.windows, [window.id]: moved };
      this.out.commands.push({ type: 'update-window', window: moved });
    }
  }

  /** Sends a notice to people of a role; to the role as a whole where nobody is named (all civil servants). */
  notify(template: NoticeTemplate, to: { role: RoleId; users?: UserId[] }, params: Record<string, Json> = {}): void {
    const users = to.users ?? this.members(to.role);
    const base = `${this.run.id}.${template}.${this.at}`;
    const same = this.out.commands.filter((command) => command.type === 'notify' && command.id.startsWith(base)).length;
    this.out.commands.push({
      type: 'notify',
      id: same === 0 ? base : `${base}.${same}`,
      to: { role: to.role, users },
      template,
      stepId: this.step.id,
      round: this.run.round,
      params,
    });
  }

  /** Gives an open task or window that keeps its own time another due time. */
  ownTimeMoved(id: string, due: number): void {
    const task = this.run.tasks[id];
    if (task && task.dueAt !== due) this.updateTask({ ...task, dueAt: due });
    const window = this.run.windows?.[id];
    if (!window || window.closesAt === due) return;
    this.run.windows = { ...this.run.windows, [id]: { ...window, closesAt: due } };
    this.out.commands.push({ type: 'update-window', window: { ...window, closesAt: due } });
  }

  /** A notice to those who have open tasks here; where nobody has, to the step's role. */
  notifyWorkers(template: NoticeTemplate, params: Record<string, Json> = {}): void {
    const byRole = new Map<RoleId, Set<UserId>>();
    for (const task of Object.values(this.run.tasks)) {
      const users = byRole.get(task.role) ?? new Set();
      for (const user of task.candidates) users.add(user);
      byRole.set(task.role, users);
    }
    for (const [role, users] of byRole) if (users.size > 0) this.notify(template, { role, users: [...users] }, params);
    const told = [...byRole.values()].some((users) => users.size > 0);
    if (!told && this.step.role !== undefined) this.notify(template, { role: this.step.role }, params);
  }

  /** Remembers who ended tasks, and what was answered for variables. */
  took(act: TaskAct): void {
    if (!this.run.by.includes(act.by)) this.run.by.push(act.by);
    if (act.variables) this.run.variables = { ...this.run.variables, ...act.variables };
  }
}

/** The turn as a machine sees it: its step is of its own kind. */
export interface TurnOf<K extends StepKind> extends StepTurn {
  readonly step: StepOf<K>;
}

type CloseReason = Extract<Command, { type: 'close-task' }>['reason'];
type FactOf<F> = F extends unknown ? Omit<F, 'at' | 'stepId' | 'round'> : never;

/** A fresh run of a step, before its machine has entered. */
export function newRun(processId: string, step: { id: StepId; kind: StepKind }, round: number, at: number, hosted: boolean): StepRun {
  return {
    id: runId(processId, step.id, round),
    stepId: step.id,
    kind: step.kind,
    round,
    enteredAt: at,
    hosted,
    clock: { from: at, extensions: [], rested: 0, remindersSent: [], warned: false },
    tasks: {},
    by: [],
    detail: null,
  };
}

/** The open task that an act belongs to, if it belongs to this run. */
export function openTaskOf(run: StepRun, act: TaskAct): OpenTask | undefined {
  return runIdOf(act.taskId) === run.id && Object.hasOwn(run.tasks, act.taskId) ? run.tasks[act.taskId] : undefined;
}
