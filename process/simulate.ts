/**
 * Plays a process in virtual time with scripted participants: an inline driver without store, workflow or waiting. Tests
 * use it, and forecasts. Deterministic: the same participants give the same course, event for event.
 */
import { advance, initialState, nextTime, type InitialInput } from './advance';
import type {
  Command, Fact, Json, OpenTask, Outcome, ProcessDefinition, ProcessEvent, ProcessState, RunId, UserId, Window, WindowCounts,
} from './types';

/** What a participant sees when asked. */
export interface Sight {
  now: number;
  state: ProcessState;
}

/** How and when somebody ends a task. */
export interface PlannedAct {
  at: number;
  outcome: Outcome;
  /** Absent: the first candidate; where there is none, nobody acts. */
  by?: UserId;
  variables?: Record<string, Json>;
}

/** Everybody who takes part. What is absent, or gives nothing, is silence. */
export interface Participants {
  /** Asked when a task opens, and again when its candidates change while nobody has planned to do it. */
  task?(task: OpenTask, sight: Sight): PlannedAct | undefined;
  /** Figures of a window as they will be read, in order of time. */
  window?(window: Window, sight: Sight): ({ at: number } & WindowCounts)[];
  /** Complaints that will come in at a desk. */
  complaints?(window: Window, sight: Sight): { at: number; complaintId: string }[];
  subprocess?(runId: RunId, sight: Sight): { at: number; result: 'completed' | 'withdrawn' } | undefined;
}

export interface SimulationInput extends Omit<InitialInput, 'hosting'> {
  participants: Participants;
  /** Events from outside at fixed times: the owner's acts, a new calendar. */
  events?: ProcessEvent[];
  /** Stops here at the latest. */
  until?: number;
}

export interface Simulation {
  state: ProcessState;
  /** Every event that was played, in order: a trace that can be played again. */
  events: ProcessEvent[];
  facts: Fact[];
  commands: Command[];
  /** `ended`; `stuck`: nobody and no time will move it any more; `stopped`: at `until` or after too many events. */
  result: 'ended' | 'stuck' | 'stopped';
}

/** Most events of one simulation; two and a half years of the reference process take about a hundred. */
export const SIMULATION_EVENTS_MAX = 100_000;

/** Plays a process from its start. */
export function simulate(definition: ProcessDefinition, input: SimulationInput): Simulation {
  const player = new Player(definition, input);
  player.play({ type: 'start', at: input.at });
  for (let n = 0; n < SIMULATION_EVENTS_MAX; n++) {
    if (player.state.status !== 'running') return player.result('ended');
    const next = player.next();
    if (next === undefined) return player.result('stuck');
    if (input.until !== undefined && next.at > input.until) return player.result('stopped');
    player.play(next);
  }
  return player.result('stopped');
}

class Player {
  state: ProcessState;
  readonly #definition: ProcessDefinition;
  readonly #participants: Participants;
  readonly #events: ProcessEvent[] = [];
  readonly #facts: Fact[] = [];
  readonly #commands: Command[] = [];
  readonly #planned: ProcessEvent[];
  /** Tasks that somebody has planned to do. */
  readonly #taken = new Set<string>();

  constructor(definition: ProcessDefinition, input: SimulationInput) {
    this.#definition = definition;
    this.#participants = input.participants;
    this.#planned = [...(input.events ?? [])];
    this.state = initialState(definition, { ...input, hosting: 'inline' });
  }

  /** The next thing that happens. What people planned comes before the time, as the store's order of acceptance has it. */
  next(): ProcessEvent | undefined {
    const time = nextTime(this.#definition, this.state);
    let first: ProcessEvent | undefined;
    for (const event of this.#planned) if (first === undefined || event.at < first.at) first = event;
    if (first === undefined || (time !== undefined && time < first.at)) {
      return time === undefined ? undefined : { type: 'time', at: Math.max(time, this.state.at) };
    }
    this.#planned.splice(this.#planned.indexOf(first), 1);
    return first;
  }

  play(event: ProcessEvent): void {
    const { state, commands, facts } = advance(this.#definition, this.state, event);
    this.state = state;
    this.#events.push(event);
    this.#facts.push(...facts);
    this.#commands.push(...commands);
    for (const command of commands) this.#carryOut(command, { now: state.at, state });
  }

  result(result: Simulation['result']): Simulation {
    return { state: this.state, events: this.#events, facts: this.#facts, commands: this.#commands, result };
  }

  #carryOut(command: Command, sight: Sight): void {
    switch (command.type) {
      case 'open-task':
      case 'update-task':
        return this.#ask(command.task, sight);
      case 'open-window':
        return this.#open(command.window, sight);
      case 'start-subprocess': {
        const end = this.#participants.subprocess?.(command.runId, sight);
        if (end) this.#planned.push({ type: 'subprocess-ended', runId: command.runId, ...end });
        return;
      }
      default:
        return;
    }
  }

  #ask(task: OpenTask, sight: Sight): void {
    if (this.#taken.has(task.id)) return;
    const planned = this.#participants.task?.(task, sight);
    const by = planned?.by ?? task.candidates[0];
    if (!planned || by === undefined) return;
    this.#taken.add(task.id);
    const { at, outcome, variables } = planned;
    const act = { taskId: task.id, outcome, by, entryId: `task:${task.id}:end`, hash: '', ...(variables ? { variables } : {}) };
    this.#planned.push({ type: 'act', at, act });
  }

  #open(window: Window, sight: Sight): void {
    for (const { at, ...counts } of this.#participants.window?.(window, sight) ?? []) {
      this.#planned.push({ type: 'counts', at, runId: window.id, counts });
    }
    for (const { at, complaintId } of (window.kind === 'complaints' && this.#participants.complaints?.(window, sight)) || []) {
      this.#planned.push({ type: 'complaint', at, runId: window.runId, complaintId });
    }
  }
}
