/**
 * The messages of all workflows, in one place.
 *
 * Acts of people come by signal, because they were accepted by the store before and only have to be carried out. The
 * owner's acts on a running step come by update, because the caller must have the workflow's own answer.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ActNotice } from '../store/contract';
import type {
  Calendar, DefinitionRef, Json, OwnerAct, ProcessState, ProcessView, RoleId, RunControl, RunEnd, RunId, RunState, UserId,
} from '../process/types';
import type { RehearsalClock } from '../process/clock';

export const TASK_QUEUE = { process: 'process', records: 'records', heavy: 'heavy' } as const;

/** A run with more events than these continues as new: replay stays a fraction of a second. No run comes near 2,000. */
export const HISTORY_EVENTS = 1_000;

/** The one workflow that keeps the histories of closed runs. */
export const KEEPER_WORKFLOW_ID = 'keeper/histories';

/** `process/<processId>` */
export const processWorkflowId = (processId: string): string => `process/${processId}`;
/** `step/<runId>` */
export const stepWorkflowId = (runId: RunId): string => `step/${runId}`;

/** Accepted acts, in order of acceptance; each is taken once. */
export const actsSignal = defineSignal<[ActNotice[]]>('acts');
/** From a hosted step to its process. */
export const stepReportSignal = defineSignal<[{ runId: RunId; at: number; end: RunEnd }]>('stepReport');
/** From a process to a hosted step; `id` is the same when a killed worker makes the process send it again. */
export const stepControlSignal = defineSignal<[{ id?: string; at: number; control: RunControl }]>('stepControl');
export const calendarSignal = defineSignal<[{ calendar: Calendar; reason: string }]>('calendar');
/** From a subprocess to the process that waits for it. */
export const subprocessReportSignal = defineSignal<[{ runId: RunId; result: 'completed' | 'withdrawn' }]>('subprocessReport');

/** Rehearsals: the clock of a process has changed its speed, and its hosted steps follow. */
export const clockSignal = defineSignal<[{ clock: RehearsalClock }]>('clock');
/** From a process to a subprocess that is no longer wanted. */
export const withdrawSignal = defineSignal<[{ at: number; by: UserId; reason: string }]>('withdraw');

export interface OwnerActResult {
  /** Sequence number of the entry that records it. */
  seq: number;
  view: ProcessView;
}
/** The owner's acts on a running step, and withdrawal; `updateId` is the idempotency key, repeated in `key`. */
export const ownerActUpdate = defineUpdate<OwnerActResult, [OwnerAct & { key: string }]>('ownerAct');
export interface SpeedChange {
  /** Instance seconds per real second from now on. */
  scale: number;
  /** Only until this instant; from there on at `slow`. */
  until?: { at: number; slow: number };
  key: string;
}
/** Rehearsals only. */
export const speedUpdate = defineUpdate<{ clock: RehearsalClock }, [SpeedChange]>('speed');

export const stateQuery = defineQuery<ProcessState>('state');
export const runStateQuery = defineQuery<RunState>('runState');

/** Input of `processInstance`, first run and continued ones. Plain, versioned JSON. */
export interface ProcessInput {
  format: 1;
  processId: string;
  title: string;
  definition: DefinitionRef;
  roles: Record<RoleId, UserId[]>;
  data: Record<string, Json>;
  startedBy: UserId;
  /** Entry that accepted the start, and its leaf hash. */
  start: { entryId: string; hash: string; at: number };
  rehearsal?: { scale: number };
  /** A subprocess reports to this. */
  parent?: { workflowId: string; runId: RunId };
  /** Of a subprocess in a rehearsal: its parent's clock. */
  clock?: RehearsalClock;
  /** Continue as new beyond this many events; absent: `HISTORY_EVENTS`. Tests make it small. */
  historyEvents?: number;
  /** Between two upserts of search attributes, real milliseconds; absent: none is saved. */
  attributesEveryMs?: number;
  carried?: Carried & { state: ProcessState; clock?: RehearsalClock };
}

/** What every run of a workflow hands to the next one, beside its state. */
export interface Carried {
  seq: number;
  prev: string | null;
  /** Keys of updates already answered, newest last, bounded. */
  keys: string[];
  /** Ids of what was taken lately, newest last, bounded: signals come at least once. */
  recent: string[];
  /** Signals that came too late for the run before: `workflows/feed.ts`. */
  waiting: Json[];
}

export interface StepInput {
  format: 1;
  state: RunState;
  parentWorkflowId: string;
  title: string;
  rehearsal?: { scale: number };
  clock?: RehearsalClock;
  historyEvents?: number;
  carried?: Carried;
}
