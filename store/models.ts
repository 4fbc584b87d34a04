/**
 * Collections and their indexes, on Mongoose's connection. Documents are plain JSON already checked at the edge, so that
 * they are read and written without being hydrated, which would cost more than the query. Indexes other than `_id` serve lists
 * on MongoDB; the fallback store doesn't use them, so no hot path needs one.
 */
import type { Connection } from 'mongoose';
import type { Collection, Document } from 'mongodb';
import type { CalendarDocument, EntryDocument, ProcessDocument, PublishedVersion, TaskDocument, UserDocument, WindowDocument } from './contract';
import type { ActiveStep } from '../process/types';

export interface InboxDocument {
  _id: string;
  /** Task id (dots written as `~`) -> due time, or 0 for none. */
  open: Record<string, number>;
}
export interface StoredProcess extends ProcessDocument {
  /** Streams of this process -> their last sequence number (dots written as `~`). */
  streams: Record<string, number>;
  /** Runs with a workflow of their own -> what it last said (dots written as `~`). */
  runs: Record<string, { view: ActiveStep | null; seq: number }>;
  /** Everyone in its roles. */
  members: string[];
}
export interface StoredNotice extends Document {
  _id: string;
  users: string[];
  processId: string;
  processTitle: string;
  at: number;
}
export interface DispositionIndex {
  /** Id of the input. */
  _id: string;
  entryId: string;
  n: number;
}
/** How much has come in at a window (`windows.ts`). */
export interface CountDocument {
  _id: string;
  total: number;
  /** Keys of what is being accepted at this moment. */
  pending?: string[];
  /** Nothing is accepted any more. */
  closed?: boolean;
}
export interface BundleDocument {
  /** Number of the bundle, from 0. */
  _id: number;
  /** Index of its first entry in the log. */
  first: number;
  entries: { id: string; hash: string }[];
  at: number;
  /** Its entries know their places. */
  marked: boolean;
}
/** A checkpoint as the log's key has signed it, and what witnesses have added. */
export interface SignedCheckpoint {
  size: number;
  /** The signed note, without the witnesses' lines. */
  note: string;
  at: number;
  cosignatures: { name: string; line: string; at: number }[];
}
/** The newest checkpoint: found at once, however many there have been. */
export interface HeadDocument extends SignedCheckpoint {
  _id: 'log';
}
/** Checkpoints that are kept for good, a minute apart, and all that a witness has cosigned. */
export interface CheckpointDocument extends SignedCheckpoint {
  /** Size of the tree. */
  _id: number;
}
export interface HintDocument {
  _id: string;
  ids: string[];
}
export interface HistoryDocument {
  /** `<workflowId>:<runId>` */
  _id: string;
  processId: string;
  hash: string;
  events: number;
  bytes: number;
  gzipped: unknown;
  at: number;
}

const INDEXES: Record<string, { fields: Record<string, 1 | -1>; partial?: Document }[]> = {
  entries: [
    { fields: { processId: 1, acceptedAt: 1, _id: 1 } },
    { fields: { windowId: 1, acceptedAt: -1, _id: 1 } },
    { fields: { unsequenced: 1 }, partial: { unsequenced: true } },
    { fields: { untold: 1 }, partial: { untold: true } },
  ],
  tasks: [{ fields: { runId: 1 } }, { fields: { endedBy: 1, endedAt: -1 } }, { fields: { processId: 1 } }],
  processes: [{ fields: { 'view.status': 1, updatedAt: -1 } }, { fields: { updatedAt: -1 } }],
  windows: [{ fields: { processId: 1 } }],
  notices: [{ fields: { users: 1, at: -1 } }],
  versions: [{ fields: { definitionId: 1, version: -1 } }],
  sessions: [{ fields: { expiresAt: 1 } }],
};

export interface Collections {
  entries: Collection<EntryDocument & { windowId?: string; unsequenced?: boolean; untold?: boolean }>;
  tasks: Collection<TaskDocument>;
  inboxes: Collection<InboxDocument>;
  processes: Collection<StoredProcess>;
  windows: Collection<WindowDocument>;
  counts: Collection<CountDocument>;
  notices: Collection<StoredNotice>;
  dispositions: Collection<DispositionIndex>;
  versions: Collection<PublishedVersion>;
  calendars: Collection<CalendarDocument>;
  users: Collection<UserDocument>;
  bundles: Collection<BundleDocument>;
  heads: Collection<HeadDocument>;
  checkpoints: Collection<CheckpointDocument>;
  hints: Collection<HintDocument>;
  histories: Collection<HistoryDocument>;
  any(name: string): Collection<Document & { _id: string }>;
}

/** Everything that `rebuild` may drop, because entries give it back. */
export const PROJECTIONS = ['tasks', 'inboxes', 'processes', 'windows', 'counts', 'notices', 'dispositions', 'versions'] as const;

const NAMES = [...PROJECTIONS, 'entries', 'calendars', 'users', 'bundles', 'heads', 'checkpoints', 'hints', 'histories'] as const;

/** The collections of a connection. */
export function collectionsOf(connection: Connection): Collections {
  const any = (name: string): Collection<never> => connection.db!.collection(name) as unknown as Collection<never>;
  return { ...Object.fromEntries(NAMES.map((name) => [name, any(name)])), any } as unknown as Collections;
}

/** Makes the indexes; safe to repeat. */
export async function ensureIndexes(collections: Collections): Promise<void> {
  for (const [name, indexes] of Object.entries(INDEXES)) {
    for (const { fields, partial } of indexes) {
      await collections.any(name).createIndex(fields, partial ? { partialFilterExpression: partial } : {});
    }
  }
}

/** Task, run and process ids hold dots, which are paths in updates. */
export const asKey = (id: string): string => id.replaceAll('.', '~');
export const fromKey = (key: string): string => key.replaceAll('~', '.');
