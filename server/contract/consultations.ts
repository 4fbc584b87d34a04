/**
 * Consultations as owners, drafters, auditors and invitees see them; the public's side is in public.ts. `:id` is the
 * window's id, `<processId>.<stepId>.<round>`.
 *
 *   GET  /consultations/:id                          `ConsultationDetail`
 *   GET  /consultations/:id/inputs?undisposed=true   page of `Input`
 *   POST /consultations/:id/dispositions             `DispositionsRequest` -> `DispositionsAnswer`; one or many
 */
import { z } from 'zod';
import { formSchema } from '../../process/schema';
import type { Form } from '../../process/types';
import { json, localized, page, paging, person, receipt, rehearsalMark, time } from './common';
import { documentVersion } from './documents';

export const dispositionKind = z.enum(['accepted', 'partly', 'rejected', 'noted']).meta({ id: 'DispositionKind' });

export const consultationSummary = z
  .object({
    id: z.string(),
    title: localized,
    step: z.object({ id: z.string(), title: localized, round: z.int() }),
    process: z.object({ id: z.string(), title: z.string() }),
    rehearsal: rehearsalMark.nullable(),
    status: z.enum(['open', 'closed']),
    public: z.boolean(),
    openedAt: time,
    closesAt: time.nullable(),
    /** All answers, of invitees and of the public. */
    responses: z.int(),
    invited: z.object({ answered: z.int(), of: z.int() }).nullable(),
    minimum: z.int().nullable(),
    quorum: z.int().nullable(),
    dispositions: z.enum(['before-close', 'later', 'none']),
    undisposed: z.int(),
  })
  .meta({ id: 'ConsultationSummary' });

export const consultationDetail = consultationSummary
  .extend({
    questions: formSchema,
    document: documentVersion.nullable(),
    /** How often each answer to a choice, many, scale or yes-no field was given. */
    tallies: z.array(z.object({ field: z.string(), counts: z.record(z.string(), z.int()) })),
    /** May the reader answer inputs? */
    mayDispose: z.boolean(),
  })
  .meta({ id: 'ConsultationDetail' });

export const disposition = z
  .object({
    id: z.string(),
    kind: dispositionKind,
    reason: z.string(),
    /** The place in the text that it changed. */
    section: z.string().nullable(),
    at: time,
    by: person,
    entryId: z.string(),
  })
  .meta({ id: 'Disposition' });

export const input = z
  .object({
    id: z.string(),
    windowId: z.string(),
    at: time,
    /** Of the public: the name that was given, if any, and never the contact. */
    from: z.discriminatedUnion('type', [
      z.object({ type: z.literal('invited'), person }),
      z.object({ type: z.literal('public'), name: z.string().nullable() }),
    ]),
    /** By field id. Null: withdrawn from view by moderation or erased. */
    answers: z.record(z.string(), json).nullable(),
    disposition: disposition.nullable(),
    entryId: z.string(),
  })
  .meta({ id: 'Input' });
export const inputPage = page(input);
export const inputQuery = z.strictObject({ ...paging, undisposed: z.enum(['true', 'false']).optional() });

export const dispositionsRequest = z
  .strictObject({
    dispositions: z
      .array(
        z.strictObject({
          /** One or many inputs answered alike. */
          inputIds: z.array(z.string().min(1).max(400)).min(1).max(500),
          kind: dispositionKind,
          reason: z.string().trim().min(1).max(10_000),
          section: z.string().max(64).nullable().optional(),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({
    id: 'DispositionsRequest',
    example: { dispositions: [{ inputIds: ['task:k3v9qm2x7ab1.consult.1.respond-expert1:end'], kind: 'accepted', reason: 'Pasal 4 diubah.', section: 'pasal-4' }] },
  });
export const dispositionsAnswer = z
  .object({ receipts: z.array(receipt.extend({ inputId: z.string() })), undisposed: z.int() })
  .meta({ id: 'DispositionsAnswer' });

export type DispositionKind = z.infer<typeof dispositionKind>;
export type ConsultationSummary = z.infer<typeof consultationSummary>;
export type ConsultationDetail = Omit<z.infer<typeof consultationDetail>, 'questions'> & { questions: Form };
export type Disposition = z.infer<typeof disposition>;
export type Input = z.infer<typeof input>;
export type DispositionsRequest = z.infer<typeof dispositionsRequest>;
export type DispositionsAnswer = z.infer<typeof dispositionsAnswer>;
