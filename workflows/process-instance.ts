/**
 * One process: interprets one published version with `advance` for as many years as it takes, and is the only writer of
 * the stream `process:<id>`.
 *
 * Signals wait in a queue; the loop takes all of them at once, settles the turn with the store, records it as one entry and
 * then carries out its effects (`effects.ts`). What lives long or repeats is a workflow of its own (`host-step.ts`).
 */
import { allHandlersFinished, condition, continueAsNew, setCurrentDetails, setHandler } from '@temporalio/workflow';
import { advance, checkOwnerAct, initialState, nextTime } from '../process/advance';
import { changeSpeed, startClock } from '../process/clock';
import { runIdOf } from '../process/ids';
import type { OwnerAct, ProcessDefinition, ProcessEvent, ProcessState, RunEnd, RunId } from '../process/types';
import { viewOf } from '../process/view';
import { Problem } from '../errors/problem';
import type { ActNotice } from '../store/contract';
import { Driver, type Answer } from './driver';
import { Effects } from './effects';
import { failureOf } from './failures';
import { fedAct, type Fed, type Machine } from './feed';
import {
  actsSignal, calendarSignal, clockSignal, ownerActUpdate, processWorkflowId, speedUpdate, stateQuery, stepReportSignal, stepWorkflowId,
  subprocessReportSignal, withdrawSignal, type OwnerActResult, type ProcessInput, type SpeedChange,
} from './messages';
import { StatusAttributes } from './status-attributes';
import { describeProcess, timerSummary } from './status-text';
import { store } from './store-calls';
import { tell } from './tell';
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
  private readonly attributes: StatusAttributes;
  private readonly effects: Effects;

  constructor(
    private readonly input: ProcessInput,
    private readonly definition: ProcessDefinition,
    state: ProcessState,
    private readonly inbox: Inbox,
  ) {
    const { processId, start, rehearsal, carried } = input;
    this.attributes = new StatusAttributes(input.attributesEveryMs);
    this.effects = new Effects(input, definition);
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
    // A step that is just being started was given the old clock, and can be told only once it is there.
    await condition(() => !this.effects.isStarting);
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
    const { state, clock, seq } = this.driver;
    await this.effects.carryOut(turns.flatMap((turn) => turn.commands), { state, clock, seq });
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
