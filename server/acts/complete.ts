/**
 * Accepts the end of a task: may this person, does it fit, then one insert whose unique id decides every race. The
 * workflow is told afterwards and nobody waits for it. This is the path that everyone in the house uses all day, so it
 * reads one task and inserts one entry; anything more is only for the kinds that need it.
 */
import { Problem } from '../../errors/problem';
import type { Json, ProcessDefinition, Step } from '../../process/types';
import type { Accepted, ActInput, EntryDocument, TaskDocument } from '../../store/contract';
import type { Receipt } from '../contract/common';
import type { CompleteRequest } from '../contract/tasks';
import type { Caller } from '../http/context';
import { nowOf, stepOf } from '../present/common';
import { undisposedInputs } from './consultation';
import { checkHandedIn, type HandedIn } from './handed-in';
import type { Services } from './services';

/** `_id` and stream of the entry that ends a task. */
export const taskEndId = (taskId: string): string => `task:${taskId}:end`;

/** What the entry of a completed task holds. */
export interface TaskEndPayload {
  taskId: string;
  kind: string;
  outcome: string;
  by: string;
  data: Json;
  variables: Record<string, Json>;
  [key: string]: Json;
}

export async function completeTask(services: Services, caller: Caller, taskId: string, request: CompleteRequest): Promise<Receipt> {
  const task = await services.stores.tasks.get(taskId);
  if (!task) throw new Problem('NOT_FOUND', { params: { what: caller.language === 'id' ? 'Tugas' : 'The task' } });
  if (!task.candidates.includes(caller.id)) throw task.endedBy === caller.id ? new Problem('TASK_CLOSED') : new Problem('TASK_NOT_YOURS');
  const definition = await services.published.definition(task.definition);
  const step = stepOf(definition, task.stepId);
  if (!step) throw new Problem('NOT_FOUND', { params: { what: task.stepId } });
  const handedIn = checkHandedIn(task, step, request, caller.language);
  const payload = payloadOf(task, caller, handedIn);
  if (task.status !== 'open') return answerAgain(services, task, payload);
  const at = await refuseWhatTheStateForbids(services, { task, step, definition, caller });
  const accepted = await accept(services, task, caller, payload, at);
  return receiptOf(accepted);
}

function payloadOf(task: TaskDocument, caller: Caller, handedIn: HandedIn): TaskEndPayload {
  return { taskId: task._id, kind: task.kind, outcome: handedIn.outcome, by: caller.id, data: handedIn.data, variables: handedIn.variables };
}

interface Situation {
  task: TaskDocument;
  step: Step;
  definition: ProcessDefinition;
  caller: Caller;
}

/** Separation of duties and missing dispositions; gives the time of the act in the process's own time. */
async function refuseWhatTheStateForbids(services: Services, { task, step, definition, caller }: Situation): Promise<number> {
  const authors = step.kind === 'approval' ? (step.settings.notAuthorsOf ?? []) : [];
  const needsProcess = task.rehearsal || authors.length > 0 || task.kind === 'draft';
  if (!needsProcess) {
    if (task.kind === 'dispose') await refuseUndisposed(services, [task.runId]);
    return services.now();
  }
  const process = await services.stores.processes.get(task.processId);
  if (!process) throw new Problem('NOT_FOUND', { params: { what: task.processId } });
  if (process.view.ended.some((end) => authors.includes(end.stepId) && end.by.includes(caller.id))) throw new Problem('SEPARATION_OF_DUTIES');
  if (task.kind === 'dispose') await refuseUndisposed(services, [task.runId]);
  if (step.kind === 'drafting') {
    const windows = (step.settings.dispositionsOf ?? []).flatMap((stepId) => latestRun(process._id, stepId, process.view.rounds, definition));
    await refuseUndisposed(services, windows);
  }
  return nowOf(process, services.now());
}

function latestRun(processId: string, stepId: string, rounds: Record<string, number>, definition: ProcessDefinition): string[] {
  const round = rounds[stepId];
  return round && stepOf(definition, stepId)?.kind === 'consultation' ? [`${processId}.${stepId}.${round}`] : [];
}

async function refuseUndisposed(services: Services, windowIds: readonly string[]): Promise<void> {
  const counts = await Promise.all(windowIds.map(async (id) => (await undisposedInputs(services.stores, id)).length));
  const open = counts.reduce((sum, count) => sum + count, 0);
  if (open > 0) throw new Problem('UNDISPOSED_INPUT', { received: String(open) });
}

async function accept(services: Services, task: TaskDocument, caller: Caller, payload: TaskEndPayload, at: number): Promise<Accepted> {
  const id = taskEndId(task._id);
  const act: ActInput = {
    id,
    stream: id,
    seq: 0,
    prev: null,
    type: 'task-ended',
    actor: `user:${caller.id}`,
    at,
    definition: task.definition,
    payload,
    processId: task.processId,
    rehearsal: task.rehearsal,
    deliver: {
      workflowId: task.workflowId,
      notice: { kind: 'task', at, act: { taskId: task._id, outcome: payload.outcome, by: caller.id, entryId: id, hash: '', variables: payload.variables } },
    },
  };
  try {
    const accepted = await services.stores.acts.accept(act);
    if (accepted.repeated) tellAgain(services, await services.stores.entries.get(id));
    else tell(services, act, accepted);
    return accepted;
  } catch (error) {
    throw await whyRefused(services, error, id, caller);
  }
}

/** Tells the workflow at once, to save the moment until the relay would. */
function tell(services: Services, act: ActInput, accepted: Accepted): void {
  const { deliver } = act;
  if (deliver?.notice.kind !== 'task') return;
  services.teller.tell(deliver.workflowId, { ...deliver.notice, act: { ...deliver.notice.act, hash: accepted.leafHash } });
}

/**
 * Who asks again has perhaps lost the answer in a crash, and the workflow its notice. An act that a workflow has named already
 * is not told: repeating a request must not cost a process anything.
 */
export function tellAgain(services: Services, entry: EntryDocument | null): void {
  const { deliver, taken, leafHash } = entry ?? {};
  if (!deliver || taken || leafHash === undefined) return;
  const { workflowId, notice } = deliver;
  if (notice.kind === 'task') services.teller.tell(workflowId, { ...notice, act: { ...notice.act, hash: leafHash } });
  if (notice.kind === 'complaint') services.teller.tell(workflowId, { ...notice, hash: leafHash });
}

/** The id was taken: by the engine or another person the task is closed; by the same person with other words it conflicts. */
async function whyRefused(services: Services, error: unknown, id: string, caller: Caller): Promise<unknown> {
  if (!(error instanceof Problem) || error.code !== 'ACT_CONFLICT') return error;
  const standing = await services.stores.entries.get(id);
  return standing?.leaf.actor === `user:${caller.id}` ? error : new Problem('TASK_CLOSED');
}

/** A task that has ended: the same act again gets the same answer, anything else is refused. */
async function answerAgain(services: Services, task: TaskDocument, payload: TaskEndPayload): Promise<Receipt> {
  const standing = await services.stores.entries.get(taskEndId(task._id));
  if (!standing || standing.leaf.actor !== `user:${payload.by}`) throw new Problem('TASK_CLOSED');
  if (!sameJson(standing.payload ?? null, payload)) throw new Problem('ACT_CONFLICT', { params: { entry: standing._id } });
  tellAgain(services, standing);
  return { ...receiptOfEntry(standing), repeated: true };
}

export const receiptOf = ({ entryId, leafHash, acceptedAt, repeated }: Accepted): Receipt => ({ entryId, leafHash, acceptedAt: new Date(acceptedAt).toISOString(), repeated });

export const receiptOfEntry = (entry: EntryDocument): Receipt => ({ entryId: entry._id, leafHash: entry.leafHash, acceptedAt: new Date(entry.acceptedAt).toISOString(), repeated: false });

/** Equal as JSON, whatever the order of keys. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, Json>, b as Record<string, Json>];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key] as Json, right[key] as Json));
}
