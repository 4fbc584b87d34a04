/**
 * The office of a rehearsal over a real store: acts are accepted as the server does it. Services may be away at any
 * moment; what fails is tried again, as a person would.
 */
import { Client, Connection } from '@temporalio/client';
import type { Office } from '../../../cli/rehearsal/play';
import { toInstanceTime } from '../../../process/clock';
import type { Calendar, Json, ProcessDefinition, RoleId, UserId, Window } from '../../../process/types';
import { connectStore, type Store } from '../../../store/connect';
import type { ActInput } from '../../../store/contract';
import { acceptAct, Hints, type StoredEntry } from '../../../store/entries';
import { asKey } from '../../../store/models';
import { projectAct } from '../../../store/project';
import { createDeliver, type Deliver } from '../../../worker/deliver';
import { processWorkflowId, speedUpdate, type ProcessInput } from '../../../workflows/messages';

export class StoreOffice {
  private constructor(
    readonly store: Store,
    readonly client: Client,
    private readonly connection: Connection,
    private readonly hints: Hints,
    private readonly deliver: Deliver,
  ) {}

  static async open(uri: string, temporalAddress: string): Promise<StoreOffice> {
    const store = await connectStore(uri, { timeoutMs: 2_000 });
    const connection = Connection.lazy({ address: temporalAddress });
    const client = new Client({ connection });
    const readStart = async (entryId: string): Promise<Omit<ProcessInput, 'start'>> =>
      (await store.collections.entries.findOne({ _id: entryId }))?.payload as unknown as Omit<ProcessInput, 'start'>;
    return new StoreOffice(
      store,
      client,
      connection,
      new Hints(store.collections),
      createDeliver({ client, readStart }),
    );
  }

  async close(): Promise<void> {
    await this.hints.flush();
    await this.connection.close();
    await this.store.close();
  }

  /** Puts a definition and its calendar where workflows find them. */
  async publish(definition: ProcessDefinition, calendar: Calendar): Promise<void> {
    const { versions, calendars } = this.store.collections;
    const version = {
      _id: `${definition.id}@1`,
      definitionId: definition.id,
      version: 1,
      hash: HASH,
      publishedAt: Date.now(),
      publishedBy: 'owner',
      definition,
    };
    await versions.updateOne({ _id: version._id }, { $setOnInsert: version }, { upsert: true });
    const stored = { _id: definition.calendar, calendar: { ...calendar, id: definition.calendar }, revision: 1 };
    await calendars.updateOne({ _id: stored._id }, { $setOnInsert: stored }, { upsert: true });
  }

  async start(
    processId: string,
    definition: ProcessDefinition,
    roles: Record<RoleId, UserId[]>,
    rehearsal?: { scale: number },
  ): Promise<void> {
    const ref = { id: definition.id, version: 1, hash: HASH };
    const id = `process:${processId}:start`;
    const at = Date.now();
    const input: Omit<ProcessInput, 'start'> = {
      format: 1,
      processId,
      title: 'Rehearsal',
      definition: ref,
      roles,
      data: {},
      startedBy: 'owner',
      ...(rehearsal ? { rehearsal } : {}),
    };
    await this.accept({
      id,
      stream: id,
      seq: 0,
      prev: null,
      type: 'process-accepted',
      actor: 'user:owner',
      at,
      definition: ref,
      processId,
      payload: input as unknown as Json,
      rehearsal: rehearsal !== undefined,
      deliver: { workflowId: processWorkflowId(processId), notice: { kind: 'start', at, entryId: id, hash: '' } },
    });
  }

  of(processId: string): Office {
    const { tasks, windows, processes, entries } = this.store.collections;
    let speeds = 0;
    const process = () => patiently(() => processes.findOne({ _id: processId }));
    const now = async () => toInstanceTime((await process())?.clock, Date.now());
    const answerOnce = async (window: Window, n: number): Promise<void> => {
      const stored = await patiently(() => windows.findOne({ _id: window.id }));
      if (!stored) return;
      const id = `input:${window.id}:n${n}`;
      const at = await now();
      const complaint = window.kind === 'complaints';
      const notice = {
        kind: 'complaint' as const,
        at,
        runId: window.runId,
        complaintId: `n${n}`,
        entryId: id,
        hash: '',
      };
      await this.accept({
        id,
        stream: id,
        seq: 0,
        prev: null,
        type: 'input',
        actor: 'public',
        at,
        definition: stored.definition,
        processId,
        rehearsal: true,
        payload: { n },
        ...(complaint ? { deliver: { workflowId: stored.workflowId, notice } } : {}),
      });
      if (!window.tellAt.includes(n + 1)) return;
      const counts = { total: await patiently(() => entries.countDocuments({ windowId: window.id })) };
      await patiently(() => this.deliver(stored.workflowId, [{ kind: 'counts', at, windowId: window.id, counts }]));
    };
    return {
      now,
      openTasks: () =>
        patiently(async () =>
          (await tasks.find({ processId, status: 'open' }).toArray()).map((task) => ({ ...task, id: task._id })),
        ),
      openWindows: () =>
        patiently(async () =>
          (await windows.find({ processId, status: 'open' }).toArray()).map((window) => ({
            ...window,
            id: window._id,
          })),
        ),
      complete: async (task, { outcome, by, data, variables }) => {
        const stored = await patiently(() => tasks.findOne({ _id: task.id }));
        if (!stored) throw new Error(`no task ${task.id}`);
        const id = `task:${task.id}:end`;
        const at = await now();
        await this.accept({
          id,
          stream: id,
          seq: 0,
          prev: null,
          type: 'task-ended',
          actor: `user:${by}`,
          at,
          definition: stored.definition,
          processId,
          rehearsal: true,
          payload: { taskId: task.id, kind: task.kind, outcome, by, data, variables },
          deliver: {
            workflowId: stored.workflowId,
            notice: { kind: 'task', at, act: { taskId: task.id, outcome, by, entryId: id, hash: '', variables } },
          },
        });
      },
      answer: async (window, from, to) => {
        for (let n = from; n < to; n++) await answerOnce(window, n);
      },
      setSpeed: async (scale, until) => {
        const key = `speed-${processId}-${speeds++}`;
        const handle = this.client.workflow.getHandle(processWorkflowId(processId));
        await patiently(async () => {
          if (await ended()) return;
          const change = { scale, key, ...(until ? { until } : {}) };
          await this.connection.withDeadline(Date.now() + 8_000, () =>
            handle.executeUpdate(speedUpdate, { updateId: key, args: [change] }),
          );
        });
      },
      isSettled: () =>
        patiently(async () => {
          const found = await processes.findOne({ _id: processId });
          const waits = found?.view.active.some((step) => step.waitsFor[0]?.type === 'step' && !found.runs?.[asKey(step.runId)]?.view);
          return found !== null && !waits && (await entries.findOne({ processId, untold: true })) === null;
        }),
      hasEnded: () => patiently(ended),
    };

    async function ended(): Promise<boolean> {
      const found = await processes.findOne({ _id: processId });
      return found !== null && found.view.status !== 'running';
    }
  }

  /** Accepts an act and tells its workflow, once; the relay does what is missed. */
  private async accept(act: ActInput): Promise<void> {
    const { entry } = await patiently(() => acceptAct(this.store.collections, act, this.hints.drop, Date.now()));
    await patiently(() => projectAct(this.store.collections, entry));
    const { deliver } = act;
    if (!deliver) return;
    await this.connection
      .withDeadline(Date.now() + 3_000, () => this.deliver(deliver.workflowId, [withHash(entry)]))
      .catch(() => undefined);
  }
}

const HASH = 'a'.repeat(64);

function withHash(entry: StoredEntry) {
  const notice = entry.deliver?.notice;
  if (!notice) throw new Error('nothing to deliver');
  if (notice.kind === 'task') return { ...notice, act: { ...notice.act, hash: entry.leafHash } };
  return notice.kind === 'counts' ? notice : { ...notice, hash: entry.leafHash };
}

/** Tries for two minutes: a service that was killed comes back. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let end = Date.now() + 120_000; ; ) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
