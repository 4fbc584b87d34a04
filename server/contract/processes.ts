/**
 * Running processes.
 *
 *   POST /processes                                   201 `ProcessDetail`; same `Idempotency-Key` and body: the same process again
 *   GET  /processes?status=&definition=&rehearsal=&q= page of `ProcessSummary`, newest first
 *   GET  /processes/:id                               `ProcessDetail`: everything that the instance page shows
 *   GET  /processes/:id/history                       page of `HistoryItem` (history.ts)
 *   GET  /processes/:id/documents                     documents.ts
 *   POST /processes/:id/steps/:stepId/close           `CloseRequest`     -> `OwnerActAnswer`
 *   POST /processes/:id/steps/:stepId/extend          `ExtendRequest`    -> `OwnerActAnswer`
 *   POST /processes/:id/steps/:stepId/reopen          `ReopenRequest`    -> `OwnerActAnswer`
 *   POST /processes/:id/steps/:stepId/reassign        `ReassignRequest`  -> `OwnerActAnswer`
 *   POST /processes/:id/withdraw                      `WithdrawRequest`  -> `OwnerActAnswer`
 *   POST /processes/:id/speed                         `SpeedRequest`     -> `ProcessDetail` (rehearsals only)
 *   GET  /processes/:id/evidence                      application/zip (evidence.ts)
 *
 * Owners and auditors see every process; everyone else, administrators too, those in whose roles they are.
 */
import { z } from 'zod';
import type { ProcessDefinition } from '../../process/types';
import { definitionSchema } from '../../process/schema';
import { definitionId, definitionRef, duration, json, localized, page, paging, person, processId, rehearsalMark, roleName, time, userId } from './common';

export const processStatus = z.enum(['running', 'completed', 'withdrawn']).meta({ id: 'ProcessStatus' });
export const clockStatus = z.enum(['on-time', 'at-risk', 'overdue', 'paused']).meta({ id: 'ClockStatus' });

export const waitsFor = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('task'),
      taskId: z.string(),
      kind: z.string(),
      role: z.object({ id: z.string(), title: localized }),
      /** Empty: nobody is in the role. */
      people: z.array(person),
      since: time,
    }),
    z.object({ type: z.literal('responses'), windowId: z.string(), have: z.int(), need: z.int(), until: time.nullable(), public: z.boolean() }),
    z.object({ type: z.literal('time'), until: time }),
    z.object({ type: z.literal('branches'), arrived: z.int(), of: z.int() }),
    z.object({ type: z.literal('subprocess'), processId: z.string().nullable() }),
    z.object({ type: z.literal('step') }),
  ])
  .meta({ id: 'WaitsFor' });

export const activeStep = z
  .object({
    runId: z.string(),
    stepId: z.string(),
    kind: z.string(),
    title: localized,
    round: z.int(),
    since: time,
    /** Absent deadline or resting clock: null. */
    dueAt: time.nullable(),
    status: clockStatus,
    extensions: z.int(),
    waitsFor: z.array(waitsFor),
    /** What the owner may do with it now; empty for who isn't an owner. */
    ownerActs: z.array(z.enum(['close', 'extend', 'reassign'])),
  })
  .meta({ id: 'ActiveStep' });

export const endedStep = z
  .object({ stepId: z.string(), title: localized, round: z.int(), outcome: z.string(), at: time, by: z.array(person), ownerActs: z.array(z.enum(['reopen'])) })
  .meta({ id: 'EndedStep' });

export const processSummary = z
  .object({
    id: processId,
    title: z.string(),
    status: processStatus,
    definition: definitionRef.extend({ title: localized }),
    startedAt: time,
    startedBy: person,
    endedAt: time.nullable(),
    rehearsal: rehearsalMark.nullable(),
    /** The steps that run now, as short as a list needs. */
    active: z.array(z.object({ stepId: z.string(), title: localized, round: z.int(), dueAt: time.nullable(), status: clockStatus })),
    /** Earliest due time of what runs. */
    dueAt: time.nullable(),
    /** The worst of its running steps. */
    clock: clockStatus,
  })
  .meta({ id: 'ProcessSummary' });
export const processPage = page(processSummary);
export const processQuery = z.strictObject({
  ...paging,
  status: processStatus.optional(),
  definition: definitionId.optional(),
  /** Absent: official ones only. */
  rehearsal: z.enum(['only', 'none', 'all']).optional(),
  q: z.string().max(100).optional(),
});

export const processRole = z
  .object({ id: z.string(), title: localized, kind: z.enum(['people', 'public', 'everyone']), people: z.array(person) })
  .meta({ id: 'ProcessRole' });

export const processDetail = z
  .object({
    id: processId,
    title: z.string(),
    status: processStatus,
    definition: definitionRef.extend({ title: localized }),
    /** The published version that it runs, for the canvas. */
    design: definitionSchema,
    startedAt: time,
    startedBy: person,
    endedAt: time.nullable(),
    rehearsal: rehearsalMark.nullable(),
    roles: z.array(processRole),
    /** Variables by name. */
    data: z.record(z.string(), json),
    /** How often each step has been entered. */
    rounds: z.record(z.string(), z.int()),
    active: z.array(activeStep),
    ended: z.array(endedStep),
    /** The reader's own open tasks in it. */
    myTasks: z.array(z.object({ id: z.string(), kind: z.string(), stepId: z.string(), title: localized, dueAt: time.nullable() })),
    /** Path of its public page, where it has one. */
    publicPath: z.string().nullable(),
    /** The process's own workflow, for who looks at Temporal's Web UI. */
    workflowId: z.string(),
    /** Sequence number of the newest entry of its stream: grows with every change. -1: accepted, not yet under way. */
    seq: z.int(),
    mayWithdraw: z.boolean(),
  })
  .meta({ id: 'ProcessDetail' });

export const newProcessRequest = z
  .strictObject({
    definitionId,
    /** Absent: the newest published. */
    version: z.int().min(1).optional(),
    title: z.string().trim().min(1).max(300),
    /** Account names for every role of kind `people`. A role may be empty: its tasks then wait for the owner. */
    roles: z.record(roleName, z.array(userId).max(500)),
    data: z.record(z.string().max(64), json).optional(),
    rehearsal: z.strictObject({ scale: z.number().min(1).max(10_000_000) }).optional(),
  })
  .meta({
    id: 'NewProcess',
    example: {
      definitionId: 'kebijakan-singkat',
      title: 'Kebijakan kerja jarak jauh',
      roles: { owner: ['owner'], draftingTeam: ['drafter'], experts: ['expert1', 'expert2'], approver: ['regent'] },
      rehearsal: { scale: 86400 },
    },
  });

const reason = z.string().trim().min(1).max(2000).meta({ description: 'Goes on record.' });
export const closeRequest = z.strictObject({ reason }).meta({ id: 'CloseStep' });
export const extendRequest = z
  .strictObject({ reason, duration })
  .meta({ id: 'ExtendStep', example: { reason: 'Libur panjang.', duration: { amount: 5, unit: 'working-days' } } });
export const reopenRequest = z.strictObject({ reason }).meta({ id: 'ReopenStep' });
export const reassignRequest = z.strictObject({ reason, from: userId, to: userId }).meta({ id: 'ReassignStep' });
export const withdrawRequest = z.strictObject({ reason }).meta({ id: 'WithdrawProcess' });
const scale = z.number().min(1).max(10_000_000);
/** With `until` the clock runs at `scale` only up to that instance time, and at `slow` from there on. */
export const speedRequest = z.strictObject({ scale, until: z.strictObject({ at: time, slow: scale }).optional() }).meta({ id: 'SpeedRequest' });

/** The workflow's own answer: the act is carried out. Codes: `STEP_NOT_ACTIVE`, `PROCESS_ENDED`, `UNAVAILABLE` (503) … */
export const ownerActAnswer = z
  .object({ entryId: z.string(), seq: z.int(), process: processDetail })
  .meta({ id: 'OwnerActAnswer' });

export type ProcessStatusJson = z.infer<typeof processStatus>;
export type ClockStatus = z.infer<typeof clockStatus>;
export type WaitsForJson = z.infer<typeof waitsFor>;
export type ActiveStepJson = z.infer<typeof activeStep>;
export type EndedStepJson = z.infer<typeof endedStep>;
export type ProcessSummary = z.infer<typeof processSummary>;
export type ProcessRoleJson = z.infer<typeof processRole>;
export type ProcessDetail = Omit<z.infer<typeof processDetail>, 'design'> & { design: ProcessDefinition };
export type NewProcessRequest = z.infer<typeof newProcessRequest>;
export type CloseRequest = z.infer<typeof closeRequest>;
export type ExtendRequest = z.infer<typeof extendRequest>;
export type ReopenRequest = z.infer<typeof reopenRequest>;
export type ReassignRequest = z.infer<typeof reassignRequest>;
export type WithdrawRequest = z.infer<typeof withdrawRequest>;
export type SpeedRequest = z.infer<typeof speedRequest>;
export interface OwnerActAnswer {
  entryId: string;
  seq: number;
  process: ProcessDetail;
}
