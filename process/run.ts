/**
 * A hosted step in its own workflow: the same machine and the same clock as inline, so the results agree (S70). What
 * concerns other steps (clock-stop, withdrawal, the calendar, closing a desk) is told by the process as a `control`.
 * That the step was entered and has ended is a fact of the process, not recorded here a second time.
 */
import { copy, refuseUnknown, releaseRun, STEPS_PER_EVENT_MAX } from './advance';
import { leftAtEnd, nextDue, pauseDeadline, resumeDeadline } from './deadline';
import { Problem } from '../errors/problem';
import { graphOf } from './route';
import { takeAct, takeCalendar, takeComplaint, takeCounts, takeOwnerAct, takeTime } from './step-events';
import { machineOf } from './steps';
import { StepTurn, type Scope } from './steps/machine';
import type { Calendar, ProcessDefinition, ProcessState, RunAdvance, RunControl, RunEvent, RunState, StepRun } from './types';

/** The state of a hosted step before its event `enter`: `run` as in the command `start-run`. */
export function initialRun(definition: ProcessDefinition, parent: ProcessState, run: StepRun): RunState {
  refuseUnknown(definition, parent);
  return {
    format: 1,
    processId: parent.processId,
    definition: parent.definition,
    calendar: parent.calendar,
    roles: parent.roles,
    data: { ...parent.data },
    rounds: { ...parent.rounds },
    ended: { ...parent.ended },
    at: run.enteredAt,
    run: { ...copy(run), hosted: false },
  };
}

/** Takes one event. Once `state.end` is set nothing changes any more. Throws what `advance` throws. */
export function advanceRun(definition: ProcessDefinition, state: RunState, event: RunEvent): RunAdvance {
  refuseUnknown(definition, state);
  if (state.end) return unchanged(state);
  const next: RunState = { ...state, at: Math.max(state.at, event.at), run: copy(state.run) };
  const turn = turnFor(definition, next);
  dispatch(turn, next, event);
  if (turn.ending && !next.end) {
    const { outcome, cause, reason } = turn.ending;
    const left = leftAtEnd(turn);
    releaseRun(turn, cause === 'deadline' || cause === 'deemed-consent' ? 'overdue' : 'step-ended');
    const { by, variables = {} } = next.run;
    next.end = { outcome, by: [...by], variables, cause, ...(reason === undefined ? {} : { reason }), ...(left === undefined ? {} : { left }) };
  }
  const { commands, facts } = turn.out;
  const changed = commands.length > 0 || facts.length > 0 || next.end !== undefined || JSON.stringify(next.run) !== JSON.stringify(state.run);
  return changed || next.calendar !== state.calendar ? { state: next, commands, facts } : unchanged(state);
}

/** The earliest instant at which a `time` event would do something to this step. */
export function nextRunTime(definition: ProcessDefinition, state: RunState): number | undefined {
  return state.end ? undefined : nextDue(turnFor(definition, state))?.at;
}

function unchanged(state: RunState): RunAdvance {
  return { state, commands: [], facts: [] };
}

function dispatch(turn: StepTurn, state: RunState, event: RunEvent): void {
  switch (event.type) {
    case 'enter':
      // Entered already: a start that is carried out twice changes nothing.
      return state.run.detail === null && Object.keys(state.run.tasks).length === 0 ? turn.machine.enter(turn) : undefined;
    case 'act':
      return takeAct(turn, event.act);
    case 'counts':
      return takeCounts(turn, event.runId, event.counts);
    case 'complaint':
      return takeComplaint(turn, event.complaintId);
    case 'time':
      return takeAllTime(turn);
    case 'calendar':
      return changeCalendar(turn, state, event.calendar, event.reason);
    case 'control':
      return takeControl(turn, state, event.control);
    default:
      throw new Problem('STATE_INVALID', { received: `event ${String((event as { type: unknown }).type)}` });
  }
}

function takeAllTime(turn: StepTurn): void {
  for (let n = 0; n < STEPS_PER_EVENT_MAX; n++) if (turn.ending || !takeTime(turn)) return;
  throw new Problem('LOOP_WITHOUT_WAIT', { received: turn.step.id });
}

function takeControl(turn: StepTurn, state: RunState, control: RunControl): void {
  switch (control.type) {
    case 'pause':
      return pauseDeadline(turn);
    case 'resume':
      return resumeDeadline(turn);
    case 'cancel':
      releaseRun(turn, 'withdrawn');
      state.end = { outcome: 'cancelled', by: [...state.run.by], variables: {}, reason: control.reason };
      return;
    case 'close':
      return void turn.machine.close?.(turn, 'engine', control.reason);
    case 'owner':
      return takeOwnerAct(turn, control.act);
    case 'calendar':
      return changeCalendar(turn, state, control.calendar, control.reason);
  }
}

function changeCalendar(turn: StepTurn, state: RunState, calendar: Calendar, reason: string): void {
  const old = state.calendar;
  if (JSON.stringify(old) === JSON.stringify(calendar)) return;
  state.calendar = calendar;
  turn.scope.calendar = calendar;
  takeCalendar(turn, old, reason);
}

function turnFor(definition: ProcessDefinition, state: RunState): StepTurn {
  const step = graphOf(definition).steps.get(state.run.stepId);
  if (!step) throw new Problem('STATE_INVALID', { received: `step ${state.run.stepId}` });
  const { processId, calendar, roles, data, rounds, ended } = state;
  const scope: Scope = { definition, processId, calendar, roles, data, rounds, ended };
  return new StepTurn(machineOf(step.kind), scope, step, state.run, state.at, { commands: [], facts: [] });
}
