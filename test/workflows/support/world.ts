/** A real Temporal dev server, a worker on it, and a store in memory: for the rules of workflows, race by race. */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker, DefaultLogger } from '@temporalio/worker';
import type { Calendar, Json, OwnerAct, ProcessDefinition, ProcessState, UserId } from '../../../process/types';
import type { ActNotice } from '../../../store/contract';
import { createDeliver, type Deliver } from '../../../worker/deliver';
import { registerSearchAttributes } from '../../../worker/search-attributes';
import { workerOptions } from '../../../worker/workers';
import {
  ownerActUpdate, processWorkflowId, stateQuery, TASK_QUEUE, type OwnerActResult, type ProcessInput,
} from '../../../workflows/messages';
import { testBundle } from '../../support/workflow-bundle';
import { MemoryRecords } from './memory-records';

export class World {
  readonly records: MemoryRecords;
  private readonly inputs = new Map<string, Omit<ProcessInput, 'start'>>();
  private readonly starts = new Map<string, { hash: string; at: number }>();
  private worker?: { worker: Worker; running: Promise<void> };
  readonly deliver: Deliver;

  private constructor(
    readonly client: Client,
    private readonly connection: Connection,
    private readonly native: NativeConnection,
    readonly definition: ProcessDefinition,
    calendar: Calendar,
    others: ProcessDefinition[],
  ) {
    this.records = new MemoryRecords(definition, calendar, others);
    this.deliver = createDeliver({ client, readStart: async (entryId) => this.inputs.get(entryId) as Omit<ProcessInput, 'start'> });
  }

  static async open(address: string, definition: ProcessDefinition, calendar: Calendar, others: ProcessDefinition[] = []): Promise<World> {
    quietRuntime();
    const connection = await Connection.connect({ address });
    await registerSearchAttributes(connection, 'default');
    const native = await NativeConnection.connect({ address });
    const world = new World(new Client({ connection }), connection, native, definition, calendar, others);
    await world.startWorker();
    return world;
  }

  async startWorker(): Promise<void> {
    const [options] = workerOptions({ workflowBundle: await testBundle(), records: this.records.activities, heavy: {} as never });
    const worker = await Worker.create({ ...options, taskQueue: options?.taskQueue ?? '', connection: this.native });
    this.worker = { worker, running: worker.run() };
  }

  async stopWorker(): Promise<void> {
    if (!this.worker) return;
    this.worker.worker.shutdown();
    await this.worker.running;
    this.worker = undefined;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.native.close();
    await this.connection.close();
  }

  /** Starts a process as server and relay do. */
  async start(processId: string, more: Partial<ProcessInput> = {}): Promise<void> {
    const { id, version, hash } = { id: this.definition.id, version: 1, hash: 'a'.repeat(64) };
    const roles = Object.fromEntries(
      Object.entries(this.definition.roles).flatMap(([role, { kind }]) => (kind === 'people' ? [[role, [role]]] : [])),
    );
    const entryId = `process:${processId}:start`;
    this.inputs.set(entryId, {
      format: 1, processId, title: `Process ${processId}`, definition: { id, version, hash }, roles, data: {}, startedBy: 'owner', ...withoutStart(more),
    });
    const at = more.start?.at ?? Date.now();
    this.starts.set(processId, { hash: 'b'.repeat(64), at });
    await this.deliver(processWorkflowId(processId), [{ kind: 'start', at, entryId, hash: 'b'.repeat(64) }]);
  }

  /** Temporal loses everything about a process. */
  async forget(processId: string): Promise<void> {
    await this.client.workflow.getHandle(processWorkflowId(processId)).terminate('lost');
  }

  /** Starts the process anew, as a Temporal that never knew it would. */
  async startAgain(processId: string): Promise<void> {
    const entryId = `process:${processId}:start`;
    const stored = this.inputs.get(entryId) as Omit<ProcessInput, 'start'>;
    const start = { entryId, ...(this.starts.get(processId) as { hash: string; at: number }) };
    await this.client.workflow.start('processInstance', {
      workflowId: processWorkflowId(processId), taskQueue: TASK_QUEUE.process, args: [{ ...stored, start }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
  }

  /** Sends an owner's act again under its key, as a client that had no answer would; Temporal has forgotten the update's id. */
  ownerActAgain(processId: string, act: OwnerAct, key: string): Promise<OwnerActResult> {
    const updateId = `${key}-again`;
    return this.client.workflow.getHandle(processWorkflowId(processId)).executeUpdate(ownerActUpdate, { updateId, args: [{ ...act, key }] });
  }

  /** Every run of a process, oldest first, with the length of its history. */
  async runsOf(processId: string): Promise<{ runId: string; events: number }[]> {
    return this.runsOfWorkflow(processWorkflowId(processId));
  }

  async runsOfWorkflow(workflowId: string): Promise<{ runId: string; events: number }[]> {
    const runs: { runId: string; events: number; at: number }[] = [];
    for await (const run of this.client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) {
      const history = await this.client.workflow.getHandle(workflowId, run.runId).fetchHistory();
      runs.push({ runId: run.runId, events: history.events?.length ?? 0, at: run.startTime.getTime() });
    }
    return runs.sort((a, b) => a.at - b.at);
  }

  /** A person ends a task, and the relay tells its workflow. */
  async complete(taskId: string, outcome: string, by: UserId, more: { at?: number; variables?: Record<string, Json> } = {}): Promise<void> {
    const notice = this.records.complete(taskId, outcome, by, more.at ?? Date.now(), more.variables);
    await this.deliver(this.workflowOf(taskId), [notice]);
  }

  async tell(workflowId: string, notices: ActNotice[]): Promise<void> {
    await this.deliver(workflowId, notices);
  }

  ownerAct(processId: string, act: OwnerAct, key: string): Promise<OwnerActResult> {
    return this.client.workflow.getHandle(processWorkflowId(processId)).executeUpdate(ownerActUpdate, { updateId: key, args: [{ ...act, key }] });
  }

  state(processId: string): Promise<ProcessState> {
    return this.client.workflow.getHandle(processWorkflowId(processId)).query(stateQuery);
  }

  result(processId: string): Promise<unknown> {
    return this.client.workflow.getHandle(processWorkflowId(processId)).result();
  }

  /** Every run of a process's workflows, its steps' included. */
  async runsOfProcess(processId: string): Promise<{ workflowId: string; runId: string; events: number; status: string }[]> {
    const runs: { workflowId: string; runId: string; events: number; status: string }[] = [];
    const query = `WorkflowId = "${processWorkflowId(processId)}" OR WorkflowId STARTS_WITH "step/${processId}."`;
    for await (const { workflowId, runId, status } of this.client.workflow.list({ query })) {
      const history = await this.client.workflow.getHandle(workflowId, runId).fetchHistory();
      runs.push({ workflowId, runId, events: history.events?.length ?? 0, status: status.name });
    }
    return runs;
  }

  /** Waits until a task of this step is open, and gives it. */
  async taskOf(stepId: string, processId?: string): Promise<string> {
    const task = await until(`a task of ${stepId}`, () =>
      this.records.openTasks().find((open) => open.stepId === stepId && (!processId || open.id.startsWith(`${processId}.`))),
    );
    return task.id;
  }

  private workflowOf(taskId: string): string {
    const task = this.records.tasks.get(taskId);
    if (!task) throw new Error(`no task ${taskId}`);
    return task.workflowId;
  }
}

/** Polls until there is something; fails with what was waited for. */
export async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>, ms = 20_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The moment of acceptance comes with the notice, not with the stored input. */
function withoutStart({ start: _, ...rest }: Partial<ProcessInput>): Partial<ProcessInput> {
  return rest;
}

/** Without the chatter of Temporal's core; the runtime goes with its last worker, so this comes before each. */
function quietRuntime(): void {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'off' } } });
  } catch {
    // Installed already.
  }
}
