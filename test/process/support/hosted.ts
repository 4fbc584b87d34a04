/** Plays a process whose long steps are hosted: the process and each hosted step by themselves, as workflows would. */
import { advance, initialState, nextTime } from '../../../process/advance';
import { runIdOf } from '../../../process/ids';
import { advanceRun, initialRun, nextRunTime } from '../../../process/run';
import type { SimulationInput, Sight } from '../../../process/simulate';
import type { Command, Fact, ProcessDefinition, ProcessEvent, ProcessState, RunControl, RunEvent, RunId, RunState } from '../../../process/types';

const EVENTS_MAX = 50_000;

export interface HostedResult {
  state: ProcessState;
  facts: Fact[];
  events: number;
}

/** The same input as `simulate`; the same course, if inline and hosted agree. */
export function simulateHosted(definition: ProcessDefinition, input: SimulationInput): HostedResult {
  const play = new HostedPlay(definition, input);
  play.process({ type: 'start', at: input.at });
  for (let n = 0; n < EVENTS_MAX && play.state.status === 'running'; n++) if (!play.step()) break;
  return { state: play.state, facts: play.facts, events: play.played };
}

class HostedPlay {
  state: ProcessState;
  readonly facts: Fact[] = [];
  played = 0;
  readonly #definition: ProcessDefinition;
  readonly #input: SimulationInput;
  readonly #children = new Map<RunId, RunState>();
  readonly #planned: ProcessEvent[];
  readonly #taken = new Set<string>();

  constructor(definition: ProcessDefinition, input: SimulationInput) {
    this.#definition = definition;
    this.#input = input;
    this.#planned = [...(input.events ?? [])];
    this.state = initialState(definition, { ...input, hosting: 'workflows' });
  }

  /** The next thing that happens, in the order of `simulate`. False: nothing will. */
  step(): boolean {
    const planned = this.#planned.reduce<ProcessEvent | undefined>((first, event) => (first && first.at <= event.at ? first : event), undefined);
    const time = this.#nextTime();
    if (planned && (time === undefined || planned.at <= time)) {
      this.#planned.splice(this.#planned.indexOf(planned), 1);
      this.#deliver(planned);
      return true;
    }
    if (time === undefined) return false;
    this.process({ type: 'time', at: time });
    for (const runId of [...this.#children.keys()]) this.#child(runId, { type: 'time', at: time });
    return true;
  }

  #nextTime(): number | undefined {
    const times = [nextTime(this.#definition, this.state), ...[...this.#children.values()].map((child) => nextRunTime(this.#definition, child))];
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  #deliver(event: ProcessEvent): void {
    const runId = event.type === 'act' ? runIdOf(event.act.taskId) : event.type === 'counts' || event.type === 'complaint' ? runIdOf(event.runId) : undefined;
    if (runId !== undefined && this.#children.has(runId)) this.#child(runId, event as RunEvent);
    else this.process(event);
  }

  process(event: ProcessEvent): void {
    this.played++;
    const { state, commands, facts } = advance(this.#definition, this.state, event);
    this.state = state;
    this.facts.push(...facts);
    for (const command of commands) this.#carryOut(command, state.at);
  }

  #child(runId: RunId, event: RunEvent): void {
    const before = this.#children.get(runId);
    if (!before) return;
    this.played++;
    const { state, commands, facts } = advanceRun(this.#definition, before, event);
    this.#children.set(runId, state);
    this.facts.push(...facts);
    for (const command of commands) this.#carryOut(command, state.at);
    if (!state.end) return;
    this.#children.delete(runId);
    this.process({ type: 'run-ended', at: state.at, runId, end: state.end });
  }

  #carryOut(command: Command, now: number): void {
    const sight: Sight = { now, state: this.state };
    const { participants } = this.#input;
    switch (command.type) {
      case 'start-run':
        this.#children.set(command.run.id, initialRun(this.#definition, this.state, command.run));
        return this.#child(command.run.id, { type: 'enter', at: now });
      case 'control-run':
        return this.#child(command.runId, { type: 'control', at: now, control: command.control as RunControl });
      case 'open-task':
      case 'update-task': {
        const { task } = command;
        const act = this.#taken.has(task.id) ? undefined : participants.task?.(task, sight);
        const by = act?.by ?? task.candidates[0];
        if (!act || by === undefined) return;
        this.#taken.add(task.id);
        const { at, outcome, variables } = act;
        this.#planned.push({ type: 'act', at, act: { taskId: task.id, outcome, by, entryId: `task:${task.id}:end`, hash: '', ...(variables ? { variables } : {}) } });
        return;
      }
      case 'open-window':
        for (const { at, ...counts } of participants.window?.(command.window, sight) ?? []) {
          this.#planned.push({ type: 'counts', at, runId: command.window.id, counts });
        }
        for (const { at, complaintId } of (command.window.kind === 'complaints' && participants.complaints?.(command.window, sight)) || []) {
          this.#planned.push({ type: 'complaint', at, runId: command.window.runId, complaintId });
        }
        return;
      case 'start-subprocess': {
        const end = participants.subprocess?.(command.runId, sight);
        if (end) this.#planned.push({ type: 'subprocess-ended', runId: command.runId, ...end });
        return;
      }
      default:
        return;
    }
  }
}
