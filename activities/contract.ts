/** What workflows may ask of the world. Workflows import only these types; `activities/` carries them out over the store. */
import type { CommitInput, CommitResult, EndTasksInput, EndTasksResult } from '../store/contract';
import type { Calendar, DefinitionRef, Json, ProcessDefinition, RoleId, UserId, WindowCounts } from '../process/types';

/** Short store writes: run as local activities. Each is idempotent; bad input is a typed, non-retryable failure. */
export interface RecordActivities {
  loadDefinition(ref: DefinitionRef): Promise<ProcessDefinition>;
  loadCalendar(id: string): Promise<Calendar>;
  /** Inserts the workflow's next entry and brings the projections up to it. A repeat returns the same leaf hash. */
  commit(input: CommitInput): Promise<CommitResult>;
  /** The entry of a workflow's own stream, if there is one: after Temporal lost its last moments the ledger is ahead of it. */
  readTurn(input: { stream: string; seq: number }): Promise<{ leafHash: string; events: Json } | null>;
  /** Ends tasks for the engine by inserting their end; tells which ones a person had ended before. */
  endTasks(input: EndTasksInput): Promise<EndTasksResult>;
  /** Figures of windows; `close` first shuts them for new input, so that the figure is final. */
  readCounts(input: { windowIds: string[]; close: boolean; at: number }): Promise<Record<string, WindowCounts>>;
  /** Accepts the start of a subprocess under a deterministic id; the relay or the caller starts its workflow. */
  startSubprocess(input: {
    processId: string; parentProcessId: string; runId: string; definitionId: string; version?: number;
    roles: Record<RoleId, UserId[]>; at: number; rehearsal?: { scale: number }; startedBy: UserId;
  }): Promise<{ definition: DefinitionRef; workflowId: string; title: string; start: { entryId: string; hash: string; at: number } }>;
}

/** The store's short writes as workflows call them: `activities/records.ts` makes them of the store's own. */
export interface WorkflowRecords extends RecordActivities {
  /** For the first turn of a process: the version, and the calendar that it names, at once. */
  loadStart(ref: DefinitionRef): Promise<{ definition: ProcessDefinition; calendar: Calendar }>;
}

/** Slow or outward work: run as normal activities on the queue `heavy`. */
export interface HeavyActivities {
  /**
   * Closed runs whose history is not kept yet, at most `limit`, that closed at `since` or later. `until`: every run that
   * closed before it and was visible is kept once these are.
   */
  findClosedRuns(input: { since: number; limit: number }): Promise<{
    runs: { workflowId: string; runId: string; processId: string }[];
    until: number;
  }>;
  /** Keeps the closed history of a workflow run as canonical JSON, its hash in the ledger. */
  archiveHistory(input: { workflowId: string; runId: string; processId: string }): Promise<{ hash: string; events: number; bytes: number }>;
  /** The same of many, one after the other; one that fails is left for a later look. Gives how many are kept. */
  archiveHistories(input: { runs: { workflowId: string; runId: string; processId: string }[] }): Promise<{ kept: number }>;
}
