/**
 * What the store keeps and promises: the contract between `store/` and those who use it (server, activities, sequencer).
 *
 * One collection is the truth, `entries`: one document per act, inserted once, its leaf and content together. All else
 * (tasks, inboxes, processes, runs, windows, inputs, notices …) is a projection of entries, replaced whole by newer
 * sequence numbers, and can be dropped and rebuilt. Exceptions, which no process depends on: accounts, sessions, tokens,
 * drafts of definitions and of answers, holiday years, files (content-addressed, stored before the entry that names them).
 *
 * Rules: single-document atomic operations and the unique `_id` only. The hot paths look documents up by `_id` or `$in` of
 * ids, because the fallback store uses no other index.
 */
import type { Leaf } from '../ledger/leaf';
import type {
  Calendar, DefinitionRef, Fact, Json, OpenTask, Outcome, ProcessDefinition, ProcessView, ActiveStep, RoleId, RunId, StepId, TaskAct,
  TaskId, UserId, Window, WindowCounts, NoticeTemplate,
} from '../process/types';
import type { RehearsalClock } from '../process/clock';

/** RFC 8785 JSON of this object is the leaf. Times RFC 3339 UTC with milliseconds; hashes lower-case hex. */
export type EntryLeaf = Leaf;

export interface EntryDocument {
  _id: string;
  leaf: EntryLeaf;
  leafHash: string;
  /** Hex, 32 random bytes. */
  salt: string;
  /** Absent after erasure; the log stays valid. */
  payload?: Json;
  /** Real time of the insert, ms. */
  acceptedAt: number;
  processId?: string;
  rehearsal?: boolean;
  /** The workflow that must be told, and what; absent where nobody waits for it. */
  deliver?: Delivery;
  /** Set by the sequencer: its place in the log. Not part of the leaf. */
  logIndex?: number;
  /** Set when an entry of the workflow names this act. */
  taken?: boolean;
}

export interface Delivery {
  workflowId: string;
  notice: ActNotice;
}

/** What a workflow is told of an accepted act: ids, hashes and variables; never personal content. */
export type ActNotice =
  | { kind: 'task'; at: number; act: TaskAct }
  | { kind: 'complaint'; at: number; runId: RunId; complaintId: string; entryId: string; hash: string }
  | { kind: 'counts'; at: number; windowId: string; counts: WindowCounts }
  | { kind: 'start'; at: number; entryId: string; hash: string };

/**
 * Ids:
 *   start of a process    process:<processId>:start        stream = the same id, seq 0
 *   end of a task         task:<taskId>:end                stream = the same id, seq 0 (person or engine: whoever inserts first)
 *   public input          input:<windowId>:<key>           stream = the same id, seq 0
 *   disposition           disposition:<inputId>:<n>        a newer n replaces the older
 *   workflow's own        process:<processId>:<seq>, step:<runId>:<seq>   streams process:<processId>, step:<runId>
 *   administration        admin:<topic>:<id>:<n>           definitions published, holiday years, accounts changed, erasures
 */
export interface ActInput {
  id: string;
  stream: string;
  seq: number;
  prev: string | null;
  type: string;
  actor: string;
  at: number;
  definition: DefinitionRef | null;
  payload: Json;
  processId?: string;
  rehearsal?: boolean;
  deliver?: Delivery;
}

export interface Accepted {
  entryId: string;
  leafHash: string;
  acceptedAt: number;
  /** The same act had been accepted before. */
  repeated: boolean;
}

// ------------------------------------------------------------------------------------------ workflow entries

/** What one advance of a workflow puts on record; its projection follows from it alone. */
export interface CommitInput {
  /** `process:<processId>` or `step:<runId>`. */
  stream: string;
  seq: number;
  prev: string | null;
  at: number;
  processId: string;
  definition: DefinitionRef;
  rehearsal: boolean;
  /** Type of the leaf: the weightiest fact. */
  type: string;
  payload: WorkflowPayload;
}

export interface WorkflowPayload {
  facts: Fact[];
  /** What `advance` was fed, in order (`workflows/feed.ts`): who reads the stream can play the process again. */
  events?: Json;
  /** Accepted acts taken by this advance. */
  acts: { entryId: string; hash: string }[];
  opened: OpenTask[];
  updated: OpenTask[];
  closed: { taskId: TaskId; reason: string }[];
  windowsOpened: Window[];
  windowsClosed: { windowId: string; counts: WindowCounts }[];
  notices: NoticeRecord[];
  /** Workflow that takes the acts of tasks and windows opened here. */
  workflowId: string;
  /** Whole state for screens: of the process (stream process:…) or of one run (stream step:…). */
  view: { kind: 'process'; view: ProcessView } | { kind: 'run'; view: ActiveStep | null; runId: RunId };
  /** In the first entry of a process. */
  started?: { title: string; roles: Record<RoleId, UserId[]>; rehearsal?: { scale: number }; startedBy: UserId };
  /** Of a rehearsal, after a change of speed. */
  clock?: RehearsalClock;
}

export interface NoticeRecord {
  id: string;
  role: RoleId;
  users: UserId[];
  template: NoticeTemplate;
  stepId: StepId;
  round: number;
  params: Record<string, Json>;
  at: number;
}

export interface CommitResult {
  leafHash: string;
  /**
   * Present when another turn stood in this place before (a worker was killed after its commit and before Temporal knew):
   * the events of the entry that stands. The workflow adopts them; the projections are brought up to that entry.
   */
  standing?: { events: Json };
}

export interface EndTasksInput {
  tasks: { taskId: TaskId; reason: string }[];
  at: number;
  processId: string;
  definition: DefinitionRef;
  rehearsal: boolean;
}
export interface EndTasksResult {
  /** Acts of people that were there first, with the time of acceptance in instance time. */
  won: { at: number; act: TaskAct }[];
}

// ------------------------------------------------------------------------------------------ projections

export interface TaskDocument extends OpenTask {
  _id: TaskId;
  processId: string;
  runId: RunId;
  processTitle: string;
  definition: DefinitionRef;
  rehearsal: boolean;
  /** Workflow that takes its end. */
  workflowId: string;
  status: 'open' | 'completed' | 'closed';
  endedAt?: number;
  endedBy?: UserId;
  outcome?: Outcome;
  /** Stream and seq of the entry that this projection stands at. */
  version: { stream: string; seq: number };
}

export interface ProcessDocument {
  _id: string;
  title: string;
  definition: DefinitionRef;
  roles: Record<RoleId, UserId[]>;
  rehearsal?: { scale: number };
  clock?: RehearsalClock;
  startedBy: UserId;
  startedAt: number;
  view: ProcessView;
  seq: number;
  updatedAt: number;
}

export interface WindowDocument extends Window {
  _id: string;
  processId: string;
  processTitle: string;
  definition: DefinitionRef;
  rehearsal: boolean;
  workflowId: string;
  status: 'open' | 'closed';
  counts?: WindowCounts;
}

export interface PublishedVersion {
  _id: string;
  definitionId: string;
  version: number;
  hash: string;
  publishedAt: number;
  publishedBy: UserId;
  definition: ProcessDefinition;
  note?: string;
}

export interface UserDocument {
  _id: UserId;
  name: string;
  roles: AccountRole[];
  language: 'id' | 'en';
  passwordHash: string;
  disabled?: boolean;
}
export type AccountRole = 'owner' | 'stakeholder' | 'auditor' | 'admin';

export interface CalendarDocument {
  _id: string;
  calendar: Calendar;
  revision: number;
}
