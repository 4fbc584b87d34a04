/** The shelves of the server, by name. */
import type { Json, ProcessDefinition } from '../../process/types';
import { Shelf, type DocumentCollection } from './shelf';

export interface SessionRecord {
  _id: string;
  user: string;
  /** The session as express-session keeps it, JSON. */
  data: string;
  expiresAt: number;
}

export interface TokenRecord {
  _id: string;
  user: string;
  name: string;
  /** SHA-256 of the secret, hex. */
  secretHash: string;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
}

export interface AnswerDraftRecord {
  /** `<taskId>/<user>` */
  _id: string;
  taskId: string;
  user: string;
  outcome: string | null;
  data: Json;
  savedAt: number;
}

export interface ClaimRecord {
  /** The task's id. */
  _id: string;
  user: string;
  at: number;
}

export interface DelegationRecord {
  _id: string;
  taskId: string;
  from: string;
  to: string;
  at: number;
}

export interface DefinitionDraftRecord {
  _id: string;
  revision: number;
  definition: ProcessDefinition;
  updatedAt: number;
  updatedBy: string;
  createdBy: string;
}

export interface FileRecord {
  /** SHA-256 of the bytes. */
  _id: string;
  type: string;
  size: number;
  bytes: Buffer | { buffer: Uint8Array };
  storedAt: number;
  storedBy: string;
}

export interface NoticeReadRecord {
  /** `<noticeId>/<user>` */
  _id: string;
  at: number;
}

export interface SettingRecord {
  _id: string;
  value: string;
}

export interface Records {
  sessions: Shelf<SessionRecord>;
  tokens: Shelf<TokenRecord>;
  answerDrafts: Shelf<AnswerDraftRecord>;
  claims: Shelf<ClaimRecord>;
  definitionDrafts: Shelf<DefinitionDraftRecord>;
  files: Shelf<FileRecord>;
  noticesRead: Shelf<NoticeReadRecord>;
  settings: Shelf<SettingRecord>;
}

/** `collection(name)` gives the store's collection of that name. */
export function openRecords(collection: (name: string) => DocumentCollection): Records {
  return {
    sessions: new Shelf(collection('sessions')),
    tokens: new Shelf(collection('tokens')),
    answerDrafts: new Shelf(collection('answerDrafts')),
    claims: new Shelf(collection('claims')),
    definitionDrafts: new Shelf(collection('definitionDrafts')),
    files: new Shelf(collection('files')),
    noticesRead: new Shelf(collection('noticesRead')),
    settings: new Shelf(collection('settings')),
  };
}
