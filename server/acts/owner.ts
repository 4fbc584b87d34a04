/** The owner's acts on a running process: each asks the workflow, waits for its own answer, and is an entry. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import { checkActOnRun } from '../../process/owner-acts';
import { machineOf } from '../../process/steps';
import type { OwnerAct, ProcessDefinition, StepKind } from '../../process/types';
import type { ProcessDocument } from '../../store/contract';
import { processId, stepName } from '../contract/common';
import {
  closeRequest, extendRequest, ownerActAnswer, processDetail, reassignRequest, reopenRequest, speedRequest, withdrawRequest, type OwnerActAnswer,
} from '../contract/processes';
import type { Caller } from '../http/context';
import { route, type Route } from '../http/route';
import { stepOf } from '../present/common';
import { newKey } from './keys';
import { detailOf } from './process-detail';
import type { Services } from './services';
import { visibleProcess } from './visibility';

const common = { allow: ['owner'], tag: 'Processes', key: 'optional', method: 'POST', response: ownerActAnswer } as const;
const stepParams = z.strictObject({ id: processId, stepId: stepName });
const refusals = ['NOT_FOUND', 'PROCESS_ENDED', 'STEP_NOT_ACTIVE', 'UNAVAILABLE'] as const;

export function ownerActs(services: Services): Route[] {
  return [
    route({
      ...common,
      path: '/processes/:id/steps/:stepId/close',
      summary: 'Close a running step early, with what is there',
      params: stepParams,
      body: closeRequest,
      problems: [...refusals, 'CLOSE_UNDECIDED', 'UNDISPOSED_INPUT'],
      handler: ({ params, body, caller, key }) => act(services, caller as Caller, params, key, { type: 'close', stepId: params.stepId, ...body }),
    }),
    route({
      ...common,
      path: '/processes/:id/steps/:stepId/extend',
      summary: 'Give a running step more time',
      params: stepParams,
      body: extendRequest,
      problems: [...refusals, 'STEP_WITHOUT_DEADLINE'],
      handler: ({ params, body, caller, key }) => act(services, caller as Caller, params, key, { type: 'extend', stepId: params.stepId, ...body }),
    }),
    route({
      ...common,
      path: '/processes/:id/steps/:stepId/reopen',
      summary: 'Open a step again as a new round',
      params: stepParams,
      body: reopenRequest,
      problems: [...refusals, 'STEP_NOT_ENDED', 'REOPEN_TOO_LATE'],
      handler: ({ params, body, caller, key }) => act(services, caller as Caller, params, key, { type: 'reopen', stepId: params.stepId, ...body }),
    }),
    route({
      ...common,
      path: '/processes/:id/steps/:stepId/reassign',
      summary: "Put one person in another's place",
      params: stepParams,
      body: reassignRequest,
      problems: refusals,
      handler: async ({ params, body, caller, key, language }) => {
        if (!(await services.accounts.active(body.to))) {
          throw new Problem('BODY_INVALID', { issues: [{ path: '/to', message: language === 'id' ? 'Akun tidak ada.' : 'There is no such account.', expected: 'an open account', received: body.to }] });
        }
        return act(services, caller as Caller, params, key, { type: 'reassign', stepId: params.stepId, ...body });
      },
    }),
    route({
      ...common,
      path: '/processes/:id/withdraw',
      summary: 'Withdraw the whole process',
      params: z.strictObject({ id: processId }),
      body: withdrawRequest,
      problems: refusals,
      handler: ({ params, body, caller, key }) => act(services, caller as Caller, params, key, { type: 'withdraw', ...body }),
    }),
    route({
      ...common,
      path: '/processes/:id/speed',
      summary: "Change a rehearsal's speed",
      params: z.strictObject({ id: processId }),
      body: speedRequest,
      response: processDetail,
      problems: [...refusals, 'NOT_A_REHEARSAL'],
      handler: async ({ params, body, caller, key }) => {
        const { process } = await visibleProcess(services, params.id, caller as Caller);
        if (!process.rehearsal) throw new Problem('NOT_A_REHEARSAL');
        if (process.view.status !== 'running') throw new Problem('PROCESS_ENDED');
        await services.engine.speed(params.id, { scale: body.scale, key: key ?? newKey(), ...(body.until ? { until: { at: Date.parse(body.until.at), slow: body.until.slow } } : {}) });
        return detailOf(services, caller as Caller, params.id);
      },
    }),
  ];
}

const isLong = (kind: StepKind): boolean => machineOf(kind).long === true;

type Asked = OwnerAct extends infer A ? (A extends OwnerAct ? Omit<A, 'by' | 'entryId'> : never) : never;

async function act(services: Services, caller: Caller, params: { id: string; stepId?: string }, key: string | undefined, asked: Asked): Promise<OwnerActAnswer> {
  const { process, definition } = await visibleProcess(services, params.id, caller);
  if (params.stepId !== undefined && !stepOf(definition, params.stepId)) throw new Problem('NOT_FOUND', { params: { what: params.stepId } });
  if (process.view.status !== 'running' && key === undefined) throw new Problem('PROCESS_ENDED');
  await refusedByHostedStep(services, { process, definition }, { ...asked, by: caller.id } as OwnerAct);
  const done = await services.engine.ownerAct(params.id, { ...asked, by: caller.id, key: key ?? newKey() } as OwnerAct & { key: string });
  await shown(services, process, done.seq, params.stepId);
  return { entryId: `process:${params.id}:${done.seq}`, seq: done.seq, process: await detailOf(services, caller, params.id) };
}

/** The process's workflow knows little of a step that has a workflow of its own, and would record an act that the step then refuses. */
async function refusedByHostedStep(services: Services, { process, definition }: { process: ProcessDocument; definition: ProcessDefinition }, act: OwnerAct): Promise<void> {
  if (act.type !== 'close' && act.type !== 'reassign') return;
  const running = process.view.active.find((step) => step.stepId === act.stepId);
  if (!running || !isLong(running.kind)) return;
  const state = await services.engine.runState(running.runId);
  const problem = state && !state.end && checkActOnRun(definition, state, act);
  if (problem) throw problem;
}

/** A step with a workflow of its own carries it out a moment after the process; the answer should show it already. */
const SHOWN_MS = 2_000;
const LOOK_EVERY_MS = 20;

async function shown(services: Services, before: ProcessDocument, seq: number, stepId: string | undefined): Promise<void> {
  const standing = (process: ProcessDocument): string => JSON.stringify(process.view.active.filter((step) => step.stepId === stepId));
  const end = services.now() + SHOWN_MS;
  while (services.now() < end) {
    const now = await services.stores.processes.get(before._id);
    if (now && now.seq >= seq && (stepId === undefined || standing(now) !== standing(before))) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
