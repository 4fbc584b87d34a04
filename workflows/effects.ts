/**
 * What follows from a turn that is on record: workflows of hosted steps and of subprocesses are started, and told what
 * concerns them. Everything has a deterministic id, so that carrying it out twice does no harm.
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { log, ParentClosePolicy, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import type { RehearsalClock } from '../process/clock';
import { initialRun } from '../process/run';
import type { Command, ProcessDefinition, ProcessState, RunId } from '../process/types';
import { problemOf } from './failures';
import {
  processWorkflowId, stepControlSignal, stepWorkflowId, withdrawSignal, type ProcessInput, type StepInput,
} from './messages';
import { attributesAtStart, attributesOfStep } from './start-attributes';
import { stepWorkflowOf } from './step-workflows';
import { store } from './store-calls';
import { tell } from './tell';

/** Where the process stands after the turn. */
export interface Standing {
  state: ProcessState;
  clock: RehearsalClock | undefined;
  /** Of the next entry. */
  seq: number;
}

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/**
 * Children outlive a run of their parent that continues as new, so they are abandoned, and cancelled explicitly. They are
 * started once, because their ids never come again.
 */
const CHILD = { parentClosePolicy: ParentClosePolicy.ABANDON, workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE } as const;

export class Effects {
  private starting = 0;

  constructor(
    private readonly input: ProcessInput,
    private readonly definition: ProcessDefinition,
  ) {}

  /** Is a child on its way that can't be told anything yet? */
  get isStarting(): boolean {
    return this.starting > 0;
  }

  /** Starts first, then tells: a step may be told something in the turn that starts it. */
  async carryOut(commands: Command[], standing: Standing): Promise<void> {
    this.starting += 1;
    await Promise.all(commands.map((command) => this.begin(command, standing))).finally(() => {
      this.starting -= 1;
    });
    await Promise.all(commands.map((command, position) => this.control(command, standing, `${standing.seq}.${position}`)));
  }

  private begin(command: Command, standing: Standing): Promise<void> | undefined {
    if (command.type === 'start-run') return this.startStep(command, standing);
    if (command.type === 'start-subprocess') return this.startSubprocess(command, standing);
    return undefined;
  }

  private control(command: Command, { state }: Standing, id: string): Promise<void> | undefined {
    if (command.type === 'control-run') {
      return tell(stepWorkflowId(command.runId), stepControlSignal, [{ id, at: state.at, control: command.control }]);
    }
    if (command.type === 'cancel-subprocess') {
      const message = { at: state.at, by: this.input.startedBy, reason: 'parent' };
      return tell(processWorkflowId(subprocessId(command.runId)), withdrawSignal, [message]);
    }
    return undefined;
  }

  private async startStep({ run }: CommandOf<'start-run'>, { state, clock }: Standing): Promise<void> {
    const { processId, title, rehearsal, historyEvents } = this.input;
    const step = this.definition.steps.find(({ id }) => id === run.stepId);
    const args: [StepInput] = [
      {
        format: 1,
        state: initialRun(this.definition, state, run),
        parentWorkflowId: processWorkflowId(processId),
        title,
        ...(rehearsal ? { rehearsal } : {}),
        ...(clock ? { clock } : {}),
        ...(historyEvents ? { historyEvents } : {}),
      },
    ];
    await startedOnce(() =>
      startChild(stepWorkflowOf(run.kind), {
        ...CHILD,
        workflowId: stepWorkflowId(run.id),
        args,
        staticSummary: `${title}: ${step?.title.id ?? run.stepId}${run.round > 1 ? ` (${run.round})` : ''}`,
        typedSearchAttributes: attributesOfStep(state, run, rehearsal !== undefined),
      }),
    );
  }

  private async startSubprocess(command: CommandOf<'start-subprocess'>, { state, clock }: Standing): Promise<void> {
    const { processId: parentProcessId, rehearsal, startedBy } = this.input;
    const { runId, definitionId, version, roles } = command;
    const processId = subprocessId(runId);
    const rehearsed = rehearsal ? { rehearsal } : {};
    const accepted = await acceptSubprocess({
      processId, parentProcessId, runId, definitionId, roles, startedBy, at: state.at, ...(version === undefined ? {} : { version }), ...rehearsed,
    });
    if (!accepted) return;
    const { definition, title, start, workflowId } = accepted;
    const parent = { workflowId: processWorkflowId(parentProcessId), runId };
    const args: [ProcessInput] = [
      { format: 1, processId, title, definition, roles, data: {}, startedBy, start, parent, ...rehearsed, ...(clock ? { clock } : {}) },
    ];
    await startedOnce(() =>
      startChild('processInstance', {
        ...CHILD,
        workflowId,
        args,
        staticSummary: title,
        typedSearchAttributes: attributesAtStart(definition.id, rehearsal !== undefined),
      }),
    );
  }
}

/** A definition that isn't published ends nothing: the step waits, and its owner can close it. */
async function acceptSubprocess(input: Parameters<typeof store.startSubprocess>[0]) {
  try {
    return await store.startSubprocess(input);
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    log.warn('a subprocess can not be started', { runId: input.runId, code: problem.code });
    return undefined;
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
