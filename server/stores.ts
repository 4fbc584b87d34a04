/** What the server asks of the store, in one place. `entry.ts` plugs in `store/`; tests of single routes may plug in less. */
import type { Calendar } from '../process/types';
import type {
  Accepted, ActInput, CalendarDocument, EntryDocument, NoticeRecord, ProcessDocument, PublishedVersion, TaskDocument, UserDocument, WindowDocument,
} from '../store/contract';

export interface ListOptions {
  limit: number;
  /** Opaque; from the page before. */
  cursor?: string | undefined;
}
export interface Listed<T> {
  items: T[];
  next: string | null;
}

export interface NoticeDocument extends NoticeRecord {
  processId: string;
  processTitle: string;
  definition: { id: string; version: number; hash: string };
  rehearsal: boolean;
}

/** One piece of public input: the entry that accepted it, as the projection keeps it for lists. */
export interface Stores {
  acts: {
    /** Inserts once: a repeat with the same payload gives the same answer, another payload is `ACT_CONFLICT`. */
    accept(act: ActInput): Promise<Accepted>;
  };
  entries: {
    get(id: string): Promise<EntryDocument | null>;
    many(ids: readonly string[]): Promise<EntryDocument[]>;
    /** Entries of the process's own stream and of its steps' streams, ordered by acceptance. */
    turnsOf(processId: string, options: ListOptions & { newestFirst: boolean }): Promise<Listed<EntryDocument>>;
    /** Every entry of a process: turns, ends of tasks, input, dispositions. */
    allOf(processId: string, options: ListOptions): Promise<Listed<EntryDocument>>;
  };
  tasks: {
    get(id: string): Promise<TaskDocument | null>;
    many(ids: readonly string[]): Promise<TaskDocument[]>;
    /** Open tasks that this person is a candidate of, earliest due first. */
    openOf(user: string): Promise<TaskDocument[]>;
    /** Tasks that this person completed, newest first. */
    endedBy(user: string, options: ListOptions): Promise<Listed<TaskDocument>>;
    ofRun(runId: string): Promise<TaskDocument[]>;
  };
  processes: {
    get(id: string): Promise<ProcessDocument | null>;
    many(ids: readonly string[]): Promise<ProcessDocument[]>;
    list(filter: ProcessFilter, options: ListOptions): Promise<Listed<ProcessDocument>>;
  };
  windows: {
    get(id: string): Promise<WindowDocument | null>;
    ofProcess(processId: string): Promise<WindowDocument[]>;
    /** How much has come in so far. */
    total(windowId: string): Promise<number>;
    /** Open windows whose workflow waits for a figure. */
    openTelling(): Promise<WindowDocument[]>;
    /** Counts the entries themselves. `total` is quicker, and a little low after a crash. */
    exactTotal(windowId: string): Promise<number>;
    /** Entries of accepted input, newest first. */
    inputs(windowId: string, options: ListOptions): Promise<Listed<EntryDocument>>;
  };
  dispositions: {
    /** The newest disposition of each of these inputs, by input id. */
    newest(inputIds: readonly string[]): Promise<Map<string, EntryDocument>>;
  };
  definitions: {
    version(id: string, version: number): Promise<PublishedVersion | null>;
    newest(id: string): Promise<PublishedVersion | null>;
    versions(id: string): Promise<PublishedVersion[]>;
    /** The newest version of every definition. */
    allNewest(): Promise<PublishedVersion[]>;
  };
  calendars: {
    get(id: string): Promise<CalendarDocument | null>;
    all(): Promise<CalendarDocument[]>;
    /** False when the revision isn't the newest. */
    replace(calendar: Calendar, expectedRevision: number): Promise<boolean>;
  };
  users: {
    get(id: string): Promise<UserDocument | null>;
    all(): Promise<UserDocument[]>;
    insert(user: UserDocument): Promise<boolean>;
    put(user: UserDocument): Promise<void>;
  };
  log: {
    state(): Promise<LogState>;
    /** Place and proof of an entry; null until a checkpoint covers it. */
    proof(entryId: string): Promise<InclusionProof | null>;
    /** The newest entries after `index`, in the log's order: for the event stream. */
    after(index: number, limit: number): Promise<EntryDocument[]>;
  };
  histories: {
    /** Closed Temporal histories that were archived for a process. */
    ofProcess(processId: string): Promise<ArchivedHistory[]>;
  };
  notices: {
    of(user: string, options: ListOptions): Promise<Listed<NoticeDocument>>;
  };
  /** Resolves once everything accepted so far shows in lists. */
  settle(): Promise<void>;
  ping(): Promise<void>;
}

export interface ProcessFilter {
  status?: string | undefined;
  definitionId?: string | undefined;
  rehearsal: 'only' | 'none' | 'all';
  /** Only those in whose roles this person is. */
  member?: string | undefined;
  /** Words of the title. */
  q?: string | undefined;
}

export interface LogState {
  origin: string;
  size: number;
  /** Hex. */
  root: string | null;
  checkpointAt: number | null;
  checkpoint: string | null;
  key: string;
  witnesses: { name: string; at: number | null }[];
  waiting: number;
}

export interface InclusionProof {
  index: number;
  size: number;
  /** Hex, leaf upwards. */
  path: string[];
  checkpoint: string;
}

export interface ArchivedHistory {
  workflowId: string;
  runId: string;
  hash: string;
  /** Canonical JSON. */
  json: string;
}
