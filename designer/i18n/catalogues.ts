/**
 * Every feature's words, in both languages. A screen names the features whose words it uses; only these, and only in the reader's
 * language, are loaded. To add one: `<feature>.id.ts`, `<feature>.en.ts` and a line in each of the two tables below.
 */
import type admin from './admin.id';
import type canvas from './canvas.id';
import type common from './common.id';
import type editor from './editor.id';
import type inbox from './inbox.id';
import type notices from './notices.id';
import type processes from './processes.id';
import type history from './history.id';
import type open from './open.id';
import type session from './session.id';
import type tasks from './tasks.id';
import type words from './words.id';

export type Language = 'id' | 'en';
export type Messages = Record<string, string>;

/** The keys of each feature, taken from the Indonesian file, which comes first. */
interface Catalogues {
  common: typeof common;
  words: typeof words;
  session: typeof session;
  inbox: typeof inbox;
  notices: typeof notices;
  tasks: typeof tasks;
  admin: typeof admin;
  canvas: typeof canvas;
  editor: typeof editor;
  open: typeof open;
  history: typeof history;
  processes: typeof processes;
}
export type Feature = keyof Catalogues;
export type MessageId = { [F in Feature]: keyof Catalogues[F] }[Feature] & string;

type Load = () => Promise<{ default: Messages }>;

/** English must have exactly the keys of Indonesian: each `.en.ts` is typed so, and a test proves it. */
export const catalogues: Record<Feature, Record<Language, Load>> = {
  common: { id: () => import('./common.id'), en: () => import('./common.en') },
  words: { id: () => import('./words.id'), en: () => import('./words.en') },
  session: { id: () => import('./session.id'), en: () => import('./session.en') },
  inbox: { id: () => import('./inbox.id'), en: () => import('./inbox.en') },
  notices: { id: () => import('./notices.id'), en: () => import('./notices.en') },
  tasks: { id: () => import('./tasks.id'), en: () => import('./tasks.en') },
  admin: { id: () => import('./admin.id'), en: () => import('./admin.en') },
  canvas: { id: () => import('./canvas.id'), en: () => import('./canvas.en') },
  processes: { id: () => import('./processes.id'), en: () => import('./processes.en') },
  history: { id: () => import('./history.id'), en: () => import('./history.en') },
  open: { id: () => import('./open.id'), en: () => import('./open.en') },
  editor: { id: () => import('./editor.id'), en: () => import('./editor.en') },
};
