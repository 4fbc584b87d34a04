/**
 * One process: interprets one published version with `advance` for as many years as it takes, and is the only writer of
 * the stream `process:<id>`.
 *
 * Signals wait in a queue; the loop takes all of them at once, settles the turn with the store, records it as one entry and
 * then carries out its effects. What lives long or repeats is a workflow of its own (`host-step.ts`).
 */
import {
  allHandlersFinished, condition, continueAsNew, log, ParentClosePolicy, setCurrentDetails, setHandler, startChild, WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { advance, checkOwnerAct, initialState, nextTime } from '../process/advance';
import { changeSpeed, startClock } from '../process/clock';
import { runIdOf } from '../process/ids';
import { initialRun } from '../process/run';
import type { Command, OwnerAct, ProcessDefinition, ProcessEvent, ProcessState, RunEnd, RunId, StepKind } from '../process/types';
import { viewOf } from '../process/view';
import { Problem } from '../errors/problem';
import type { ActNotice } from '../store/contract';
import { failureOf, problemOf } from './failures';
import { Driver, type Answer } from './driver';
import { fedAct, type Fed, type Machine } from './feed';
import {
  actsSignal, calendarSignal, clockSignal, ownerActUpdate, processWorkflowId, speedUpdate, stateQuery, stepControlSignal,
  stepReportSignal, stepWorkflowId, subprocessReportSignal, withdrawSignal, type OwnerActResult, type ProcessInput, type SpeedChange, type StepInput,
} from './messages';
import { stepWorkflowOf } from './step-workflows';
import { tell } from './tell';
import { store } from './store-calls';
import { describeProcess, timerSummary } from './status-text';
import { attributesAtStart, attributesOfStep } from './start-attributes';
import { StatusAttributes } from './status-attributes';
import type { Turn } from './turn';

export interface ProcessResult {
  result: 'completed' | 'withdrawn';
  entries: number;
}

/** What waits for a turn, as it came. Plain JSON, because it may be carried into the next run. */
type Waiting =
  | { from: 'acts'; notice: ActNotice }
  | { from: 'step'; runId: RunId; at: number; end: RunEnd }
  | { from: 'owner'; act: OwnerAct; key: string; at?: number }
  | { from: 'calendar'; calendar: Extract<ProcessEvent, { type: 'calendar' }>['calendar']; reason: string }
  | { from: 'subprocess'; runId: RunId; result: 'completed' | 'withdrawn' };

/** What the signal handlers write and the loop reads. */
interface Inbox {
  waiting: Waiting[];
  /** Someone suspects that the ledger is ahead of us: an empty list of acts says so. */
  doubts: boolean;
}

type ProcessTurn = Turn<ProcessState, ProcessEvent>;

export async function processInstance(input: ProcessInput): Promise<ProcessResult> {
  if (input.format !== 1) throw failureOf(new Problem('FORMAT_UNKNOWN', { expected: '1', received: String(input.format) }));
  const inbox: Inbox = { waiting: [], doubts: false };
  let instance: ProcessRun | undefined;
  registerHandlers(inbox, () => instance);

  const { definition, state } = await load(input);
  instance = new ProcessRun(input, definition, state, inbox);
  inbox.waiting.unshift(...((input.carried?.waiting ?? []) as unknown as Waiting[]));
  return instance.live(input.carried ? undefined : startOf(input));
}

/** Handlers exist before the first await; until the definition is here they only queue. */
function registerHandlers(inbox: Inbox, instance: () => ProcessRun | undefined): void {
  const { waiting } = inbox;
  const ready = async (): Promise<ProcessRun> => {
    await condition(() => instance() !== undefined);
    return instance() as ProcessRun;
  };
  setHandler(actsSignal, (notices) => {
    if (notices.length === 0) inbox.doubts = true;
    for (const notice of notices) if (notice.kind !== 'start') waiting.push({ from: 'acts', notice });
  });
  setHandler(stepReportSignal, (report) => void waiting.push({ from: 'step', ...report }));
  setHandler(calendarSignal, (change) => void waiting.push({ from: 'calendar', ...change }));
  setHandler(subprocessReportSignal, (report) => void waiting.push({ from: 'subprocess', ...report }));
  setHandler(withdrawSignal, ({ at, by, reason }) =>
    void waiting.push({ from: 'owner', act: { type: 'withdraw', by, reason }, key: `parent:${at}`, at }),
  );
  setHandler(ownerActUpdate, async (act) => (await ready()).ownerAct(act), {
    validator: (act) => instance()?.checkOwnerAct(act),
  });
  setHandler(speedUpdate, async (change) => (await ready()).changeSpeed(change), {
    validator: (change) => checkSpeed(change, instance()),
  });
  setHandler(stateQuery, () => {
    const state = instance()?.state;
    if (!state) throw failureOf(new Problem('UNAVAILABLE'));
    return state;
  });
}

function checkSpeed({ scale, until }: SpeedChange, instance: ProcessRun | undefined): void {
  for (const speed of until ? [scale, until.slow] : [scale]) {
    if (Number.isFinite(speed) && speed >= 1) continue;
    throw failureOf(new Problem('BODY_INVALID', { expected: 'a speed of 1 or more', received: String(speed) }));
  }
  if (instance && !instance.isRehearsal) throw failureOf(new Problem('NOT_A_REHEARSAL'));
}

async function load(input: ProcessInput): Promise<{ definition: ProcessDefinition; state: ProcessState }> {
  const { processId, definition: ref, roles, data, start, carried } = input;
  if (carried) return { definition: await store.loadDefinition(ref), state: carried.state };
  const { definition, calendar } = await store.loadStart(ref);
  return { definition, state: initialState(definition, { processId, ref, calendar, roles, data, hosting: 'workflows', at: start.at }) };
}

const startOf = ({ start }: ProcessInput): Fed<ProcessEvent> => ({
  event: { type: 'start', at: start.at },
  id: start.entryId,
  entry: { entryId: start.entryId, hash: start.hash },
});

function machineOf(definition: ProcessDefinition): Machine<ProcessState, ProcessEvent> {
  return {
    advance: (state, event) => advance(definition, state, event),
    nextTime: (state) => nextTime(definition, state),
    refuse: (state, event) => (event.type === 'owner' ? checkOwnerAct(definition, state, event.act) : undefined),
    isOpen: (state, taskId) => state.runs[runIdOf(taskId)]?.tasks[taskId] !== undefined,
    openWindows: (state) => Object.values(state.runs).flatMap(({ hosted, windows }) => (hosted ? [] : Object.keys(windows ?? {}))),
  };
}

function toFed(waiting: Waiting, now: number): Fed<ProcessEvent> | undefined {
  switch (waiting.from) {
    case 'acts':
      return waiting.notice.kind === 'task' ? fedAct(waiting.notice.at, waiting.notice.act) : undefined;
    case 'step': {
      const { runId, at, end } = waiting;
      return { event: { type: 'run-ended', at, runId, end }, id: `report:${runId}` };
    }
    case 'owner':
      return { event: { type: 'owner', at: waiting.at ?? now, act: waiting.act }, id: `owner:${waiting.key}` };
    case 'calendar':
      return { event: { type: 'calendar', at: now, calendar: waiting.calendar, reason: waiting.reason } };
    case 'subprocess': {
      const { runId, result } = waiting;
      return { event: { type: 'subprocess-ended', at: now, runId, result }, id: `report:${runId}` };
    }
  }
}

/** One run (in Temporal's sense) of the workflow of a process. */
class ProcessRun {
  private readonly driver: Driver<ProcessState, ProcessEvent, Waiting>;
  private readonly attributes = new StatusAttributes();

  constructor(
    private readonly input: ProcessInput,
    private readonly definition: ProcessDefinition,
    state: ProcessState,
    private readonly inbox: Inbox,
  ) {
    const { processId, start, rehearsal, carried } = input;
    this.driver = new Driver<ProcessState, ProcessEvent, Waiting>(
      {
        machine: machineOf(definition),
        state,
        place: {
          stream: `process:${processId}`, processId, definition: input.definition,
          rehearsal: rehearsal !== undefined, workflowId: processWorkflowId(processId),
        },
        clock: carried ? carried.clock : (input.clock ?? (rehearsal && startClock(start.at, rehearsal.scale))),
        carried,
        historyEvents: input.historyEvents,
        toFed,
        more: (turn, seq) => ({
          view: { kind: 'process', view: viewOf(definition, turn.state) },
          ...(seq === 0 ? { started: this.started() } : {}),
        }),
      },
      inbox.waiting,
    );
  }

  get state(): ProcessState {
    return this.driver.state;
  }
  get isRehearsal(): boolean {
    return this.input.rehearsal !== undefined;
  }

  /** Turn after turn until the process has ended. */
  async live(start: Fed<ProcessEvent> | undefined): Promise<ProcessResult> {
    const { driver } = this;
    if (start) await this.carryOut(await driver.turn(start));
    else this.show();
    while (this.state.status === 'running') {
      await driver.wait(() => this.inbox.doubts || this.mayContinue(), timerSummary);
      if (this.inbox.doubts) {
        this.inbox.doubts = false;
        await this.carryOut(await driver.catchUp());
      }
      await this.carryOut(await driver.turn());
      if (this.state.status === 'running' && this.mayContinue()) await this.continue();
    }
    return this.finish(this.state.status);
  }

  /** The synchronous validator: refuses without an event, lets known keys pass to their answer. */
  checkOwnerAct(act: OwnerAct & { key: string }): void {
    if (this.driver.keys.includes(act.key)) return;
    const problem = checkOwnerAct(this.definition, this.state, act);
    if (problem) throw failureOf(problem);
  }

  /** Carried out with the next turn; answers when that is on record. */
  async ownerAct({ key, ...act }: OwnerAct & { key: string }): Promise<OwnerActResult> {
    if (!this.driver.keys.includes(key)) this.driver.waiting.push({ from: 'owner', act: act as OwnerAct, key });
    const answer = await this.answerTo(key);
    if ('problem' in answer) throw failureOf(answer.problem);
    return { seq: answer.seq, view: viewOf(this.definition, this.state) };
  }

  async changeSpeed({ scale, until, key }: SpeedChange): Promise<{ clock: NonNullable<ProcessInput['clock']> }> {
    const { clock, keys } = this.driver;
    if (!clock || !this.isRehearsal) throw failureOf(new Problem('NOT_A_REHEARSAL'));
    if (keys.includes(key)) return { clock };
    const changed = changeSpeed(clock, Date.now(), scale, until);
    this.driver.changeClock(changed);
    this.driver.answer(key, { seq: this.driver.seq });
    const hosted = Object.values(this.state.runs).filter((run) => run.hosted);
    await Promise.all(hosted.map((run) => tell(stepWorkflowId(run.id), clockSignal, [{ clock: changed }])));
    return { clock: changed };
  }

  private async answerTo(key: string): Promise<Answer> {
    const known = this.driver.keys.includes(key);
    await condition(() => known || this.driver.answers.has(key));
    return this.driver.answers.get(key) ?? { seq: this.driver.seq - 1 };
  }

  private mayContinue(): boolean {
    return this.driver.isLong() && this.driver.canContinue() && allHandlersFinished();
  }

  private continue(): Promise<never> {
    const { state, clock } = this.driver;
    const carried = { ...this.driver.carried(), state, ...(clock ? { clock } : {}) };
    return continueAsNew<typeof processInstance>({ ...this.input, carried });
  }

  private started() {
    const { title, roles, rehearsal, startedBy } = this.input;
    return { title, roles, startedBy, ...(rehearsal ? { rehearsal } : {}) };
  }

  private async carryOut(turns: ProcessTurn[]): Promise<void> {
    if (turns.length === 0) return;
    this.show();
    const commands = turns.flatMap((turn) => turn.commands);
    await Promise.all(commands.map((command) => this.begin(command)));
    await Promise.all(commands.map((command, position) => this.control(command, `${this.driver.seq}.${position}`)));
  }

  private begin(command: Command): Promise<void> | undefined {
    if (command.type === 'start-run') return this.startStep(command.run.id, command.run.kind, command);
    if (command.type === 'start-subprocess') return this.startSubprocess(command);
    return undefined;
  }

  private control(command: Command, id: string): Promise<void> | undefined {
    if (command.type === 'control-run') {
      const message = { id, at: this.state.at, control: command.control };
      return tell(stepWorkflowId(command.runId), stepControlSignal, [message]);
    }
    if (command.type === 'cancel-subprocess') {
      const message = { at: this.state.at, by: this.input.startedBy, reason: 'parent' };
      return tell(processWorkflowId(subprocessId(command.runId)), withdrawSignal, [message]);
    }
    return undefined;
  }

  private async startStep(runId: RunId, kind: StepKind, { run }: Extract<Command, { type: 'start-run' }>): Promise<void> {
    const { clock } = this.driver;
    const { title, rehearsal, historyEvents } = this.input;
    const step = this.definition.steps.find(({ id }) => id === run.stepId);
    const args: [StepInput] = [
      {
        format: 1,
        state: initialRun(this.definition, this.state, run),
        parentWorkflowId: processWorkflowId(this.input.processId),
        title,
        ...(rehearsal ? { rehearsal } : {}),
        ...(clock ? { clock } : {}),
        ...(historyEvents ? { historyEvents } : {}),
      },
    ];
    await startedOnce(() =>
      startChild(stepWorkflowOf(kind), {
        workflowId: stepWorkflowId(runId),
        args,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        staticSummary: `${title}: ${step?.title.id ?? run.stepId}${run.round > 1 ? ` (${run.round})` : ''}`,
        typedSearchAttributes: attributesOfStep(this.state, run, this.isRehearsal),
      }),
    );
  }

  private async startSubprocess(command: Extract<Command, { type: 'start-subprocess' }>): Promise<void> {
    const { clock } = this.driver;
    const { processId, rehearsal, startedBy } = this.input;
    const { runId, definitionId, version, roles } = command;
    const childId = subprocessId(runId);
    const accepted = await this.acceptSubprocess({
      processId: childId, parentProcessId: processId, runId, definitionId, roles, startedBy, at: this.state.at,
      ...(version === undefined ? {} : { version }),
      ...(rehearsal ? { rehearsal } : {}),
    });
    if (!accepted) return;
    const args: [ProcessInput] = [
      {
        format: 1, processId: childId, title: accepted.title, definition: accepted.definition, roles, data: {}, startedBy,
        start: accepted.start, parent: { workflowId: processWorkflowId(processId), runId },
        ...(rehearsal ? { rehearsal } : {}),
        ...(clock ? { clock } : {}),
      },
    ];
    await startedOnce(() =>
      startChild(processInstance, {
        workflowId: accepted.workflowId,
        args,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        staticSummary: accepted.title,
        typedSearchAttributes: attributesAtStart(accepted.definition.id, this.isRehearsal),
      }),
    );
  }

  /** A definition that isn't published ends nothing: the step waits, and its owner can close it. */
  private async acceptSubprocess(input: Parameters<typeof store.startSubprocess>[0]) {
    try {
      return await store.startSubprocess(input);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      log.warn('a subprocess can not be started', { runId: input.runId, code: problem.code });
      return undefined;
    }
  }

  /** What Temporal's own Web UI shows; search attributes cost an event, so only what matters. */
  private show(): void {
    setCurrentDetails(describeProcess(this.definition, this.state));
    this.attributes.update(this.state);
  }

  private async finish(result: 'completed' | 'withdrawn'): Promise<ProcessResult> {
    for (const waiting of this.driver.waiting) {
      if (waiting.from === 'owner') this.driver.answer(waiting.key, { problem: new Problem('PROCESS_ENDED') });
    }
    const { parent } = this.input;
    if (parent) await tell(parent.workflowId, subprocessReportSignal, [{ runId: parent.runId, result }]);
    await condition(allHandlersFinished);
    return { result, entries: this.driver.seq };
  }
}

/** A deterministic process id, so that a subprocess is started once: the run's id with dashes. */
const subprocessId = (runId: RunId): string => runId.replaceAll('.', '-').toLowerCase();

/** Already started is success: ids are deterministic. */
async function startedOnce(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
