/** The inbox, one task, and what a person does with it. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import type { TaskDocument } from '../../store/contract';
import { completeTask } from '../acts/complete';
import type { Services } from '../acts/services';
import { maySeeTask, taskDetail, taskSummary, type TaskFrame } from '../acts/task-detail';
import { receipt, taskName } from '../contract/common';
import { completeRequest, delegateRequest, draftRequest, taskDetail as taskDetailSchema, taskDraft, taskPage, taskQuery, type TaskDetail, type TaskSummary } from '../contract/tasks';
import type { Caller, Context } from '../http/context';
import { pageOf } from '../http/paging';
import { route, type Route } from '../http/route';
import { rfc3339, stepOf } from '../present/common';
import { newKey } from '../acts/keys';

const WORKERS = ['stakeholder', 'owner', 'admin'] as const;
const READERS = ['stakeholder', 'owner', 'auditor', 'admin'] as const;
const params = z.strictObject({ id: taskName });
/** A draft of a regulation, or a needs analysis of a whole regency. */
const HANDED_IN_BYTES = 1_000_000;

export function taskRoutes(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/tasks',
      allow: WORKERS,
      tag: 'Tasks',
      summary: "One's inbox",
      query: taskQuery,
      response: taskPage,
      handler: async ({ query, caller }) => inbox(services, caller as Caller, query),
    }),
    route({
      method: 'GET',
      path: '/tasks/:id',
      allow: READERS,
      tag: 'Tasks',
      summary: 'One task with all that its screen shows',
      params,
      response: taskDetailSchema,
      handler: async ({ params: { id }, caller }) => detail(services, caller as Caller, id),
    }),
    route({
      method: 'PUT',
      path: '/tasks/:id/draft',
      allow: WORKERS,
      tag: 'Tasks',
      summary: 'Keep what has been filled in so far',
      params,
      body: draftRequest,
      limit: HANDED_IN_BYTES,
      response: taskDraft,
      problems: ['TASK_NOT_YOURS', 'TASK_CLOSED'],
      handler: async ({ params: { id }, body, caller }) => {
        await ownOpenTask(services, caller as Caller, id);
        const savedAt = services.now();
        const user = (caller as Caller).id;
        const draft = { outcome: body.outcome ?? null, data: body.data, savedAt };
        await services.records.answerDrafts.put({ _id: `${id}/${user}`, taskId: id, user, ...draft });
        return { ...draft, savedAt: rfc3339(savedAt) };
      },
    }),
    route({
      method: 'POST',
      path: '/tasks/:id/claim',
      allow: WORKERS,
      tag: 'Tasks',
      summary: 'Tell the others that one is on it',
      key: 'optional',
      params,
      response: taskDetailSchema,
      problems: ['TASK_NOT_YOURS', 'TASK_CLOSED'],
      handler: async ({ params: { id }, caller }) => {
        await ownOpenTask(services, caller as Caller, id);
        await services.records.claims.put({ _id: id, user: (caller as Caller).id, at: services.now() });
        return detail(services, caller as Caller, id);
      },
    }),
    route({
      method: 'POST',
      path: '/tasks/:id/release',
      allow: WORKERS,
      tag: 'Tasks',
      summary: 'Leave it to the others again',
      key: 'optional',
      params,
      response: taskDetailSchema,
      problems: ['TASK_NOT_YOURS', 'TASK_CLOSED'],
      handler: async ({ params: { id }, caller }) => {
        await ownOpenTask(services, caller as Caller, id);
        const claim = await services.records.claims.get(id);
        if (claim?.user === (caller as Caller).id) await services.records.claims.remove(id);
        return detail(services, caller as Caller, id);
      },
    }),
    route({
      method: 'POST',
      path: '/tasks/:id/delegate',
      allow: WORKERS,
      tag: 'Tasks',
      summary: "Put somebody else in one's place, on record",
      key: 'optional',
      params,
      body: delegateRequest,
      response: taskDetailSchema,
      problems: ['TASK_NOT_YOURS', 'TASK_CLOSED', 'UNAVAILABLE'],
      handler: async (context) => delegate(services, context),
    }),
    route({
      method: 'POST',
      path: '/tasks/:id/complete',
      allow: WORKERS,
      tag: 'Tasks',
      summary: 'Hand in a task; the answer is its receipt',
      key: 'optional',
      params,
      body: completeRequest,
      limit: HANDED_IN_BYTES,
      response: receipt,
      problems: ['TASK_NOT_YOURS', 'SEPARATION_OF_DUTIES', 'TASK_CLOSED', 'ACT_CONFLICT', 'UNDISPOSED_INPUT', 'OUTCOME_UNKNOWN', 'REASON_REQUIRED'],
      handler: async ({ params: { id }, body, caller }) => completeTask(services, caller as Caller, id, body),
    }),
  ];
}

async function inbox(services: Services, caller: Caller, query: z.infer<typeof taskQuery>): Promise<{ items: TaskSummary[]; next: string | null }> {
  const { limit = 50, cursor } = query;
  const page = query.status === 'ended' ? await services.stores.tasks.endedBy(caller.id, { limit, cursor }) : pageOf(await openTasks(services, caller, query), query, (task) => task._id);
  return { items: await summaries(services, caller, page.items), next: page.next };
}

async function openTasks(services: Services, caller: Caller, { sort, process, q }: z.infer<typeof taskQuery>): Promise<TaskDocument[]> {
  const words = q?.toLowerCase();
  const found = (await services.stores.tasks.openOf(caller.id)).filter(
    (task) => (process === undefined || task.processId === process) && (words === undefined || task.processTitle.toLowerCase().includes(words)),
  );
  const due = (task: TaskDocument) => task.dueAt ?? Number.POSITIVE_INFINITY;
  const order = sort === 'opened' ? (a: TaskDocument, b: TaskDocument) => b.openedAt - a.openedAt : (a: TaskDocument, b: TaskDocument) => Math.sign(due(a) - due(b) || 0) || a.openedAt - b.openedAt;
  return found.sort((a, b) => order(a, b) || (a._id < b._id ? -1 : 1));
}

async function summaries(services: Services, caller: Caller, tasks: readonly TaskDocument[]): Promise<TaskSummary[]> {
  const { stores, records } = services;
  const ids = tasks.map((task) => task._id);
  // Only a rehearsal's clock has to be read; official time is ours.
  const rehearsed = [...new Set(tasks.filter((task) => task.rehearsal).map((task) => task.processId))];
  const [names, claims, drafts, processes] = await Promise.all([
    services.accounts.names(),
    records.claims.many(ids),
    records.answerDrafts.many(ids.map((id) => `${id}/${caller.id}`), { _id: 1 }),
    stores.processes.many(rehearsed),
  ]);
  const claimedBy = new Map(claims.map((claim) => [claim._id, claim.user]));
  const begun = new Set(drafts.map((draft) => draft._id));
  const processOf = new Map(processes.map((process) => [process._id, process]));
  const found = await Promise.all(
    tasks.map(async (task): Promise<TaskSummary[]> => {
      const definition = await services.published.definition(task.definition);
      const step = stepOf(definition, task.stepId);
      if (!step) return [];
      const process = processOf.get(task.processId) ?? (officialProcess(task) as TaskFrame['process']);
      const personal = { claimedBy: claimedBy.get(task._id), hasDraft: begun.has(`${task._id}/${caller.id}`) };
      return [taskSummary({ task, process, definition, step, names, now: services.now() }, personal)];
    }),
  );
  return found.flat();
}

/** As much of an official process as a summary needs. */
const officialProcess = (task: TaskDocument) => ({ _id: task.processId, title: task.processTitle, startedAt: 0 });

async function frameOf(services: Services, caller: Caller, id: string): Promise<TaskFrame> {
  const task = await services.stores.tasks.get(id);
  const process = task && (await services.stores.processes.get(task.processId));
  if (!task || !process) throw taskNotFound(caller);
  if (!maySeeTask(task, process, caller)) throw new Problem('TASK_NOT_YOURS');
  const definition = await services.published.definition(task.definition);
  const step = stepOf(definition, task.stepId);
  if (!step) throw taskNotFound(caller);
  return { task, process, definition, step, names: await services.accounts.names(), now: services.now() };
}

async function detail(services: Services, caller: Caller, id: string): Promise<TaskDetail> {
  return taskDetail(services, await frameOf(services, caller, id), caller);
}

const taskNotFound = (caller: Caller): Problem => new Problem('NOT_FOUND', { params: { what: caller.language === 'id' ? 'Tugas' : 'The task' } });

async function ownOpenTask(services: Services, caller: Caller, id: string): Promise<TaskDocument> {
  const task = await services.stores.tasks.get(id);
  if (!task) throw taskNotFound(caller);
  if (!task.candidates.includes(caller.id)) throw new Problem('TASK_NOT_YOURS');
  if (task.status !== 'open') throw new Problem('TASK_CLOSED');
  return task;
}

async function delegate(services: Services, { params: { id }, body, caller, key }: Context<{ id: string }, undefined, z.infer<typeof delegateRequest>>): Promise<TaskDetail> {
  const person = caller as Caller;
  const task = await ownOpenTask(services, person, id);
  const other = await services.accounts.active(body.to);
  if (!other || body.to === person.id) {
    throw new Problem('BODY_INVALID', { issues: [{ path: '/to', message: person.language === 'id' ? 'Akun ini tidak dapat dipilih.' : 'This account can not be chosen.', expected: 'another open account', received: body.to }] });
  }
  await services.engine.ownerAct(task.processId, { type: 'reassign', stepId: task.stepId, from: person.id, to: body.to, by: person.id, reason: body.reason, key: key ?? newKey() });
  const frame = await frameOf(services, { ...person, roles: [...person.roles, 'owner'] }, id);
  return taskDetail(services, frame, person);
}
