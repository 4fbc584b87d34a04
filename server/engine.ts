/** The workflows behind the server: tells them of acts, asks them for their own answers, and says plainly when Temporal is away. */
import { Client, Connection, QueryNotRegisteredError, WorkflowUpdateFailedError } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { Problem } from '../errors/problem';
import type { ConnectionSettings } from '../worker/connection';
import { createDeliver } from '../worker/deliver';
import { problemOf } from '../workflows/failures';
import {
  calendarSignal, ownerActUpdate, processWorkflowId, runStateQuery, speedUpdate, stepWorkflowId, type ProcessInput,
} from '../workflows/messages';
import type { Engine } from './acts/services';
import type { Stores } from './stores';

/** How long a person waits for the workflow's own answer. */
const ANSWER_MS = 10_000;
/** Nobody waits for a delivery; but what hangs for ever would pile up. */
const DELIVER_MS = 10_000;
const PING_MS = 1_500;

export interface ConnectedEngine extends Engine {
  client: Client;
  close(): Promise<void>;
}

/** Connects at the first call, not before: the server must start, and accept acts, while Temporal is away. */
export function connectEngine(settings: ConnectionSettings, stores: Pick<Stores, 'entries' | 'calendars'>): ConnectedEngine {
  const connection = Connection.lazy(settings.client);
  const client = new Client({ connection, namespace: settings.namespace });
  const within = <T>(ms: number, work: () => Promise<T>): Promise<T> => connection.withDeadline(Date.now() + ms, work);
  const deliver = createDeliver({ client, readStart: (entryId) => readStart(stores, entryId) });
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await within(ANSWER_MS, work);
    } catch (error) {
      throw asProblem(error);
    }
  };
  return {
    client,
    deliver: (workflowId, notices) => within(DELIVER_MS, () => deliver(workflowId, notices)),
    ownerAct: (processId, act) =>
      asked(() => client.workflow.getHandle(processWorkflowId(processId)).executeUpdate(ownerActUpdate, { args: [act], updateId: act.key })),
    runState: (runId) =>
      asked(async () => {
        try {
          return await client.workflow.getHandle(stepWorkflowId(runId)).query(runStateQuery);
        } catch (error) {
          if (error instanceof WorkflowNotFoundError || error instanceof QueryNotRegisteredError) return null;
          throw error;
        }
      }),
    speed: async (processId, change) => {
      await asked(() => client.workflow.getHandle(processWorkflowId(processId)).executeUpdate(speedUpdate, { args: [change], updateId: change.key }));
    },
    calendarChanged: async (workflowIds, { calendarId, reason }) => {
      const found = await stores.calendars.get(calendarId);
      if (!found) return;
      for (const workflowId of workflowIds) {
        await within(DELIVER_MS, () => client.workflow.getHandle(workflowId).signal(calendarSignal, { calendar: found.calendar, reason })).catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw asProblem(error);
        });
      }
    },
    ping: () => within(PING_MS, async () => void (await connection.workflowService.getSystemInfo({}))),
    close: () => connection.close(),
  };
}

async function readStart(stores: Pick<Stores, 'entries'>, entryId: string): Promise<Omit<ProcessInput, 'start'>> {
  const entry = await stores.entries.get(entryId);
  if (!entry?.payload) throw new Error(`no start of a process under ${entryId}`);
  return entry.payload as unknown as Omit<ProcessInput, 'start'>;
}

/** A workflow's refusal keeps its code; a workflow that is no more has ended; all else is an outage. */
function asProblem(error: unknown): Problem {
  const refusal = problemOf(error);
  if (refusal) return refusal;
  if (error instanceof WorkflowNotFoundError) return new Problem('PROCESS_ENDED');
  // The update reached the workflow and failed without a code of ours: a fault, not an outage.
  if (error instanceof WorkflowUpdateFailedError) throw error;
  return new Problem('UNAVAILABLE');
}
