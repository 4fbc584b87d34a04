/**
 * Definitions: one draft each, and published versions that never change.
 *
 *   GET  /definitions                     page of `DefinitionSummary`
 *   POST /definitions                     201 `DefinitionDraft`; a new draft (409 `DEFINITION_EXISTS`)
 *   GET  /definitions/templates           page of `DefinitionTemplate`
 *   GET  /definitions/:id                 `DefinitionDraft`, `ETag: "<revision>"`
 *   PUT  /definitions/:id                 needs `If-Match` (428), 412 `DEFINITION_CHANGED`; answers the new revision
 *   DELETE /definitions/:id               only while nothing of it is published
 *   POST /definitions/:id/check           `Findings` of the stored draft, or of `definition` in the body
 *   POST /definitions/:id/publish         201 `PublishedVersion`; 422 `DEFINITION_INVALID` with the findings as issues
 *   GET  /definitions/:id/versions        page of `PublishedBrief`, newest first
 *   GET  /definitions/:id/versions/:v     `PublishedVersion`
 *   GET  /definitions/:id/diff?from&to    `DefinitionDiff`; `to=draft` compares with the draft
 */
import { z } from 'zod';
import { definitionSchema } from '../../process/schema';
import type { Finding, ProcessDefinition } from '../../process/types';
import { definitionId, hash, json, localized, page, paging, person, time } from './common';

export const definitionSummary = z
  .object({
    id: definitionId,
    title: localized,
    description: localized.nullable(),
    /** Of the draft. */
    steps: z.int(),
    revision: z.int(),
    updatedAt: time,
    updatedBy: person,
    published: z.object({ version: z.int(), publishedAt: time }).nullable().meta({ description: 'The newest published version.' }),
    /** The draft differs from the newest published version. */
    changed: z.boolean(),
    /** Running official processes of any version. */
    running: z.int(),
  })
  .meta({ id: 'DefinitionSummary' });
export const definitionPage = page(definitionSummary);
export const definitionQuery = z.strictObject({ ...paging, q: z.string().max(100).optional() });

export const definitionDraft = z
  .object({
    id: definitionId,
    /** The ETag without quotes; send `If-Match: "<revision>"` with the next PUT. */
    revision: z.int(),
    updatedAt: time,
    updatedBy: person,
    published: z.object({ version: z.int(), publishedAt: time }).nullable(),
    changed: z.boolean(),
    definition: definitionSchema,
  })
  .meta({ id: 'DefinitionDraft' });

/** Exactly one of: a whole definition; `{id, title, template}` copies a template; `{id, title}` starts with start and end. */
export const newDefinitionRequest = z
  .union([
    z.strictObject({ definition: definitionSchema }),
    z.strictObject({
      id: definitionId,
      title: z.strictObject({ id: z.string().trim().min(1).max(300), en: z.string().max(300).optional() }),
      template: definitionId.optional(),
    }),
  ])
  .meta({ id: 'NewDefinition', example: { id: 'kebijakan-pangan', title: { id: 'Kebijakan pangan' }, template: 'kebijakan-singkat' } });

export const definitionRequest = z.strictObject({ definition: definitionSchema }).meta({ id: 'DefinitionChange' });

export const definitionTemplate = z
  .object({ id: definitionId, title: localized, description: localized.nullable(), definition: definitionSchema })
  .meta({ id: 'DefinitionTemplate' });
export const templatePage = page(definitionTemplate);

export const finding = z
  .object({
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    stepIds: z.array(z.string()),
    flowIds: z.array(z.string()).optional(),
    path: z.string().optional(),
    params: z.record(z.string(), json).optional(),
    trace: z.array(z.object({ stepId: z.string(), outcome: z.string() })).optional(),
    message: localized,
  })
  .meta({ id: 'Finding' });
export const checkRequest = z.strictObject({ definition: definitionSchema.optional() }).meta({ id: 'CheckRequest' });
export const findings = z
  .object({ findings: z.array(finding), publishable: z.boolean().meta({ description: 'No finding is an error.' }) })
  .meta({ id: 'Findings' });

/** `revision`: the draft that was seen; another one is 412. */
export const publishRequest = z
  .strictObject({ note: z.string().max(2000).optional(), revision: z.int().optional() })
  .meta({ id: 'PublishRequest', example: { note: 'Tenggat konsultasi diperpanjang.', revision: 12 } });

export const publishedBrief = z
  .object({ definitionId, version: z.int(), hash, publishedAt: time, publishedBy: person, note: z.string().nullable(), title: localized })
  .meta({ id: 'PublishedBrief' });
export const publishedPage = page(publishedBrief);
export const publishedVersion = publishedBrief.extend({ definition: definitionSchema }).meta({ id: 'PublishedVersion' });

/** Simple: what was added, removed, changed, by step, flow, role, variable; `paths` are JSON pointers inside the thing. */
const change = z.object({ id: z.string(), title: localized.nullable(), change: z.enum(['added', 'removed', 'changed', 'moved']), paths: z.array(z.string()) });
export const definitionDiff = z
  .object({
    from: z.string(),
    to: z.string(),
    same: z.boolean(),
    steps: z.array(change),
    flows: z.array(change),
    roles: z.array(change),
    variables: z.array(change),
    /** Pointers into the rest: title, description, calendar. */
    other: z.array(z.string()),
  })
  .meta({ id: 'DefinitionDiff' });
export const diffQuery = z.strictObject({ from: z.string().regex(/^\d{1,7}$|^draft$/), to: z.string().regex(/^\d{1,7}$|^draft$/) });

export type DefinitionSummary = z.infer<typeof definitionSummary>;
export type DefinitionDraft = Omit<z.infer<typeof definitionDraft>, 'definition'> & { definition: ProcessDefinition };
export type DefinitionTemplate = Omit<z.infer<typeof definitionTemplate>, 'definition'> & { definition: ProcessDefinition };
export type NewDefinitionRequest = z.infer<typeof newDefinitionRequest>;
export interface Findings {
  findings: Finding[];
  publishable: boolean;
}
export type PublishRequest = z.infer<typeof publishRequest>;
export type PublishedBrief = z.infer<typeof publishedBrief>;
export type PublishedVersionJson = PublishedBrief & { definition: ProcessDefinition };
export type DefinitionDiff = z.infer<typeof definitionDiff>;
