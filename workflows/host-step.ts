/**
 * One round of one long step as a workflow of its own: the shared driver behind `consultation-round.ts` and its siblings.
 *
 * It drives the same step machine as inline drivers do (`advanceRun`), writes the stream `step:<runId>`, and reports its
 * end to the process by signal, because the process may have continued as new meanwhile.
 */
import { allHandlersFinished, condition, continueAsNew, setCurrentDetails, setHandler } from '@temporalio/workflow';
import { advanceRun, nextRunTime } from '../process/run';
import type { Fact, ProcessDefinition, RunControl, RunEvent, RunState } from '../process/types';
import { viewOfRun } from '../process/view';
import { Problem } from '../errors/problem';
import type { ActNotice } from '../store/contract';
import { Driver } from './driver';
import { failureOf } from './failures';
import { fedAct, type Fed, type Machine } from './feed';
import { actsSignal, clockSignal, runStateQuery, stepControlSignal, stepReportSignal, stepWorkflowId, type StepInput } from './messages';
import { describeRun, timerSummary } from './status-text';
import { store } from './store-calls';
import { tell } from './tell';

export interface StepResult {
  outcome: string;
  entries: number;
}

export interface HostOptions {
  /** Facts after which the round goes on in a new run, beside a long history. */
  continueAfter?: Fact['type'];
}

type Waiting = { from: 'acts'; notice: ActNotice } | { from: 'process'; id?: string; at: number; control: RunControl };

/** Runs one round of one step to its end. */
export async function hostStep(input: StepInput, options: HostOptions = {}): Promise<StepResult> {
  if (input.format !== 1) throw failureOf(new Problem('FORMAT_UNKNOWN', { expected: '1', received: String(input.format) }));
  const waiting: Waiting[] = [];
  let driver: Driver<RunState, RunEvent, Waiting> | undefined;
  let doubts = false;
  let clock = input.clock;
  setHandler(actsSignal, (notices) => {
    if (notices.length === 0) doubts = true;
    for (const notice of notices) waiting.push({ from: 'acts', notice });
  });
  setHandler(stepControlSignal, (message) => void waiting.push({ from: 'process', ...message }));
  setHandler(clockSignal, (change) => {
    clock = change.clock;
    driver?.followClock(clock);
  });
  setHandler(runStateQuery, () => driver?.state ?? input.state);

  const definition = await store.loadDefinition(input.state.definition);
  const live = driverOf(definition, { ...input, ...(clock ? { clock } : {}) }, waiting);
  driver = live;
  waiting.unshift(...((input.carried?.waiting ?? []) as unknown as Waiting[]));
  const show = (): void => setCurrentDetails(describeRun(definition, live.state.run));

  let continueNow = false;
  if (!input.carried) await live.turn({ event: { type: 'enter', at: input.state.at }, id: 'enter' });
  show();
  while (!live.state.end) {
    await live.wait(() => doubts, timerSummary);
    const turns = doubts ? await live.catchUp() : [];
    doubts = false;
    turns.push(...(await live.turn()));
    show();
    continueNow ||= turns.some(({ facts }) => facts.some(({ type }) => type === options.continueAfter));
    if (!live.state.end && (continueNow || live.isLong()) && live.canContinue() && allHandlersFinished()) {
      const clockNow = live.clock ? { clock: live.clock } : {};
      await continueAsNew<typeof hostStep>({ ...input, ...clockNow, state: live.state, carried: live.carried() });
    }
  }
  const { end, at, run } = live.state;
  await tell(input.parentWorkflowId, stepReportSignal, [{ runId: run.id, at, end }]);
  await condition(allHandlersFinished);
  return { outcome: end.outcome, entries: live.seq };
}

function driverOf(definition: ProcessDefinition, input: StepInput, waiting: Waiting[]): Driver<RunState, RunEvent, Waiting> {
  const { state, rehearsal, clock, carried, historyEvents } = input;
  return new Driver<RunState, RunEvent, Waiting>(
    {
      machine: machineOf(definition),
      state,
      place: {
        stream: `step:${state.run.id}`, processId: state.processId, definition: state.definition,
        rehearsal: rehearsal !== undefined, workflowId: stepWorkflowId(state.run.id),
      },
      clock,
      carried,
      historyEvents,
      toFed,
      more: (turn) => ({
        view: { kind: 'run', runId: state.run.id, view: turn.state.end ? null : viewOfRun(definition, turn.state) },
      }),
    },
    waiting,
  );
}

function machineOf(definition: ProcessDefinition): Machine<RunState, RunEvent> {
  return {
    advance: (state, event) => advanceRun(definition, state, event),
    nextTime: (state) => nextRunTime(definition, state),
    refuse: () => undefined,
    isOpen: (state, taskId) => state.run.tasks[taskId] !== undefined,
    openWindows: (state) => Object.keys(state.run.windows ?? {}),
  };
}

function toFed(waiting: Waiting, now: number): Fed<RunEvent> | undefined {
  if (waiting.from === 'process') {
    const { id, at, control } = waiting;
    return { event: { type: 'control', at, control }, ...(id === undefined ? {} : { id }) };
  }
  const { notice } = waiting;
  switch (notice.kind) {
    case 'task':
      return fedAct(notice.at, notice.act);
    case 'complaint': {
      const { at, runId, complaintId, entryId, hash } = notice;
      return { event: { type: 'complaint', at, runId, complaintId }, id: entryId, entry: { entryId, hash } };
    }
    case 'counts':
      return { event: { type: 'counts', at: Math.min(notice.at, now), runId: notice.windowId, counts: notice.counts } };
    case 'start':
      return undefined;
  }
}
