/**
 * A store in memory behind the activities' contract: the same rules (one insert decides), and switches to make it fail at
 * the moments that a real one would only fail at by luck.
 */
import { createHash } from 'node:crypto';
import type { WorkflowRecords } from '../../../activities/contract';
import type { ActNotice, CommitInput } from '../../../store/contract';
import type { ActiveStep, Calendar, Json, OpenTask, ProcessDefinition, TaskAct, UserId, Window } from '../../../process/types';

export interface MemoryEntry {
  id: string;
  type: string;
  actor: string;
  at: number;
  hash: string;
  payload: Json;
}

export interface MemoryTask extends OpenTask {
  workflowId: string;
  status: 'open' | 'completed' | 'closed';
}

export class MemoryRecords {
  readonly entries = new Map<string, MemoryEntry>();
  readonly tasks = new Map<string, MemoryTask>();
  readonly windows = new Map<string, Window & { workflowId: string; status: 'open' | 'closed'; total: number }>();
  /** While true, every call fails as an unreachable store would. */
  down = false;
  /** Called before each commit; may throw. */
  beforeCommit: (input: CommitInput) => void | Promise<void> = () => undefined;
  /** Called after each commit, before the workflow learns of it; may throw. */
  afterCommit: (input: CommitInput) => void | Promise<void> = () => undefined;
  commits = 0;
  /** Ids of acts that no workflow entry has named yet. */
  readonly accepted = new Set<string>();

  constructor(
    readonly definition: ProcessDefinition,
    readonly calendar: Calendar,
    /** Definitions that subprocesses run. */
    readonly others: ProcessDefinition[] = [],
  ) {}

  readonly activities: WorkflowRecords = {
    loadDefinition: async ({ id }) => this.up(() => this.others.find((other) => other.id === id) ?? this.definition),
    loadCalendar: async () => this.up(() => this.calendar),
    loadStart: async ({ id }) =>
      this.up(() => ({ definition: this.others.find((other) => other.id === id) ?? this.definition, calendar: this.calendar })),
    commit: async (input) => {
      this.up(() => undefined);
      await this.beforeCommit(input);
      const result = this.commit(input);
      await this.afterCommit(input);
      return result;
    },
    readTurn: async ({ stream, seq }) =>
      this.up(() => {
        const entry = this.entries.get(`${stream}:${seq}`);
        return entry ? { leafHash: entry.hash, events: (entry.payload as { events: Json }).events } : null;
      }),
    endTasks: async ({ tasks, at }) =>
      this.up(() => ({
        won: tasks.flatMap(({ taskId, reason }) => {
          const entry = this.insert({ id: `task:${taskId}:end`, type: 'task-closed', actor: 'engine', at, payload: { reason } });
          if (entry.actor === 'engine') return [];
          return [{ at: entry.at, act: { ...(entry.payload as unknown as TaskAct), entryId: entry.id, hash: entry.hash } }];
        }),
      })),
    readCounts: async ({ windowIds, close }) =>
      this.up(() =>
        Object.fromEntries(
          windowIds.map((id) => {
            const window = this.windows.get(id);
            if (window && close) window.status = 'closed';
            return [id, { total: window?.total ?? 0 }];
          }),
        ),
      ),
    startSubprocess: async ({ processId, definitionId, at }) =>
      this.up(() => {
        const { hash, id } = this.insert({ id: `process:${processId}:start`, type: 'process-accepted', actor: 'engine', at, payload: null });
        return {
          definition: { id: definitionId, version: 1, hash: 'a'.repeat(64) }, workflowId: `process/${processId}`, title: definitionId,
          start: { entryId: id, hash, at },
        };
      }),
  };

  /** A person ends a task; the notice is what the relay would deliver. Throws when someone was first. */
  complete(taskId: string, outcome: string, by: UserId, at: number, variables?: Record<string, Json>): ActNotice & { kind: 'task' } {
    const task = this.tasks.get(taskId);
    if (!task) throw new Error(`no task ${taskId}`);
    const id = `task:${taskId}:end`;
    if (this.entries.has(id)) throw new Error(`task ${taskId} has ended`);
    const act = { taskId, outcome, by, ...(variables ? { variables } : {}) };
    const entry = this.insert({ id, type: 'task-completed', actor: `user:${by}`, at, payload: act });
    task.status = 'completed';
    this.accepted.add(id);
    return { kind: 'task', at, act: { ...act, entryId: id, hash: entry.hash } };
  }

  /** Every accepted act of the process is taken. */
  isSettled(processId: string): boolean {
    return ![...this.accepted].some((id) => id.includes(`:${processId}.`));
  }

  /** The active steps as screens show them: a hosted step's own word replaces the process's shadow of it. */
  activeSteps(processId: string): ActiveStep[] {
    const viewOf = (stream: string) => (this.stream(stream).at(-1)?.payload as unknown as CommitInput['payload'] | undefined)?.view;
    const view = viewOf(`process:${processId}`);
    if (view?.kind !== 'process') return [];
    return view.view.active.map((step) => {
      const own = viewOf(`step:${step.runId}`);
      return (own?.kind === 'run' && own.view) || step;
    });
  }

  openTasks(): MemoryTask[] {
    return [...this.tasks.values()].filter(({ status }) => status === 'open');
  }

  /** Facts of a stream in order. */
  facts(stream: string): { type: string; [key: string]: unknown }[] {
    return this.stream(stream).flatMap(({ payload }) => (payload as { facts: { type: string }[] }).facts);
  }

  stream(stream: string): MemoryEntry[] {
    const found: MemoryEntry[] = [];
    for (let seq = 0; this.entries.has(`${stream}:${seq}`); seq++) found.push(this.entries.get(`${stream}:${seq}`) as MemoryEntry);
    return found;
  }

  private up<T>(work: () => T): T {
    if (this.down) throw new Error('the store is down');
    return work();
  }

  private insert(entry: Omit<MemoryEntry, 'hash'>): MemoryEntry {
    const standing = this.entries.get(entry.id);
    if (standing) return standing;
    const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex');
    const inserted = { ...entry, hash };
    this.entries.set(entry.id, inserted);
    return inserted;
  }

  private commit(input: CommitInput): { leafHash: string; standing?: { events: Json } } {
    this.commits += 1;
    const { stream, seq, type, at, payload } = input;
    const entry = this.insert({ id: `${stream}:${seq}`, type, actor: 'engine', at, payload: payload as unknown as Json });
    const standing = entry.payload as unknown as CommitInput['payload'];
    for (const task of [...standing.opened, ...standing.updated]) {
      const ended = this.entries.has(`task:${task.id}:end`);
      this.tasks.set(task.id, { ...task, workflowId: standing.workflowId, status: ended ? 'completed' : 'open' });
    }
    for (const { entryId } of standing.acts) this.accepted.delete(entryId);
    for (const { taskId } of standing.closed) {
      const task = this.tasks.get(taskId);
      if (task) task.status = 'closed';
    }
    for (const window of standing.windowsOpened) {
      this.windows.set(window.id, { total: 0, ...this.windows.get(window.id), ...window, workflowId: standing.workflowId, status: 'open' });
    }
    const same = JSON.stringify(entry.payload) === JSON.stringify(payload);
    return { leafHash: entry.hash, ...(same ? {} : { standing: { events: standing.events ?? [] } }) };
  }
}
