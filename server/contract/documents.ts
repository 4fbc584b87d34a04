/**
 * Documents under drafting. A process has one line of versions for each document; a version is made by each submission
 * of a drafting task, never changed afterwards. Work in progress lies in the task's draft (`PUT /tasks/:id/draft`).
 *
 *   GET /processes/:id/documents                 page of `DocumentLine`
 *   GET /processes/:id/documents/:stepId/:v      `DocumentVersion`
 */
import { z } from 'zod';
import { hash, localized, page, person, time } from './common';
import { documentContent } from './task-data';

export const documentBrief = z
  .object({
    /** The drafting step where the document began: names the line. */
    stepId: z.string(),
    version: z.int(),
    title: z.string(),
    at: time,
    by: person,
    /** The drafting step and round that made this version. */
    madeIn: z.object({ stepId: z.string(), round: z.int(), title: localized }),
    changes: z.string().nullable(),
    entryId: z.string(),
    hash,
  })
  .meta({ id: 'DocumentBrief' });

export const documentLine = z.object({ stepId: z.string(), title: localized, versions: z.array(documentBrief) }).meta({ id: 'DocumentLine' });
export const documentPage = page(documentLine);
export const documentVersion = documentBrief.extend({ content: documentContent }).meta({ id: 'DocumentVersion' });

export type DocumentBrief = z.infer<typeof documentBrief>;
export type DocumentLine = z.infer<typeof documentLine>;
export type DocumentVersion = z.infer<typeof documentVersion>;
