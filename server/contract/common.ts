/**
 * What every resource of the API shares. The schemas of this folder are the API: they validate requests, generate
 * OpenAPI, and give the designer its types. Times are RFC 3339 in UTC; a rehearsal's times are in its own time.
 */
import { z } from 'zod';

/** `2026-11-24T03:00:00.000Z` */
export const time = z.iso.datetime({ offset: true }).meta({ id: 'Time', description: 'RFC 3339.', example: '2026-11-24T03:00:00.000Z' });

export const userId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/).meta({ id: 'UserId', example: 'drafter' });
export const processId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/).meta({ id: 'ProcessId', example: 'k3v9qm2x7ab1' });
export const definitionId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/).meta({ id: 'DefinitionId', example: 'kebijakan-singkat' });
/** Step names are in process/schema.ts; here the names as they come in paths. */
export const stepName = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/);
export const roleName = z.string().regex(/^[a-z][A-Za-z0-9-]{0,63}$/);
/** `<processId>.<stepId>.<round>.<key>` */
export const taskName = z.string().regex(/^[a-z0-9-]{1,64}\.[A-Za-z0-9]{1,64}\.\d{1,6}\.[A-Za-z0-9._-]{1,128}$/).meta({ id: 'TaskId', example: 'k3v9qm2x7ab1.draft.1.main' });
/** `<processId>.<stepId>.<round>`, of a survey with `.c<cycle>`. */
export const windowName = z
  .string()
  .regex(/^[a-z0-9-]{1,64}\.[A-Za-z0-9]{1,64}\.\d{1,6}(\.c\d{1,4})?$/)
  .meta({ id: 'WindowId', example: 'k3v9qm2x7ab1.publicConsultation.1' });

export const hash = z.string().regex(/^[0-9a-f]{64}$/).meta({ id: 'Hash', description: 'SHA-256, lower-case hex.' });

export const language = z.enum(['id', 'en']).meta({ id: 'Language' });
export const accountRole = z.enum(['owner', 'stakeholder', 'auditor', 'admin']).meta({ id: 'AccountRole' });

/** A text in the interface's languages; where English is missing, show Indonesian. */
export const localized = z.object({ id: z.string(), en: z.string().optional() }).meta({ id: 'Localized', example: { id: 'Penyusunan', en: 'Drafting' } });

/** Any JSON value. */
export const json: z.ZodType<import('../../process/types').Json> = z.json().meta({ id: 'Json' }) as never;

export const person = z.object({ id: userId, name: z.string() }).meta({ id: 'Person', example: { id: 'drafter', name: 'Tim Penyusun' } });

/** Who did something: a person, the engine, somebody of the public, or the system's operator. */
export const actor = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('user'), id: z.string(), name: z.string() }),
    z.object({ type: z.literal('engine') }),
    z.object({ type: z.literal('public') }),
    z.object({ type: z.literal('system') }),
  ])
  .meta({ id: 'Actor' });

/** An amount of time: whole number and unit. */
export { durationSchema as duration } from '../../process/schema';

export const definitionRef = z
  .object({ id: definitionId, version: z.int(), hash })
  .meta({ id: 'DefinitionRef', description: 'One published version; its hash is over its canonical JSON.' });

/** A step as it is named in lists: enough to show without the definition. */
export const stepBrief = z.object({ id: z.string(), kind: z.string(), title: localized, round: z.int() }).meta({ id: 'StepBrief' });

/** Present exactly on what belongs to a rehearsal: show the mark. `clock` turns real time into the instance's own time. */
export const rehearsalMark = z
  .object({
    /** Instance seconds per real second. 86,400: a day a second. */
    scale: z.number(),
    /** Instance time is `origin` at the real time `realOrigin`; from there it runs `scale` times as fast. */
    /** `until`: from this instance time on it runs at `slow` instead. */
    clock: z.object({ origin: time, realOrigin: time, scale: z.number(), until: z.object({ at: time, slow: z.number() }).optional() }),
    /** Instance time when this answer was made. */
    now: time,
  })
  .meta({ id: 'RehearsalMark' });

/** Says that an act is on record. Keep it: `GET /public/receipts/:id` or `/ledger/proof/:entryId` proves it later. */
export const receipt = z
  .object({
    entryId: z.string(),
    /** RFC 6962 leaf hash of the entry. */
    leafHash: hash,
    acceptedAt: time,
    /** The very same act had been accepted before; this is its receipt again. */
    repeated: z.boolean(),
  })
  .meta({
    id: 'Receipt',
    example: {
      entryId: 'task:k3v9qm2x7ab1.draft.1.main:end',
      leafHash: '9f2c6f0d1e5b4a7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e',
      acceptedAt: '2026-11-24T03:00:00.123Z',
      repeated: false,
    },
  });

/** Cursor paging: `next` is the `cursor` of the following page; null on the last. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const paging = {
  limit: z.coerce.number().int().min(1).max(200).optional().meta({ description: 'At most this many; 50 where absent.' }),
  cursor: z.string().max(500).optional().meta({ description: '`next` of the page before.' }),
};

/** For lists that are not paged on the server's side. */
export const pageQuery = z.strictObject(paging);

export type Time = string;
export type Language = z.infer<typeof language>;
export type AccountRole = z.infer<typeof accountRole>;
export type Person = z.infer<typeof person>;
export type Actor = z.infer<typeof actor>;
export type DefinitionRefJson = z.infer<typeof definitionRef>;
export type StepBrief = z.infer<typeof stepBrief>;
export type RehearsalMark = z.infer<typeof rehearsalMark>;
export type Receipt = z.infer<typeof receipt>;
export interface Page<T> {
  items: T[];
  next: string | null;
}
