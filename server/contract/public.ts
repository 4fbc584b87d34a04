/**
 * What anyone may see and do, without an account. Every POST needs an `Idempotency-Key` (16 to 100 letters, digits, `-`
 * or `_`, chosen at random by the page): the same key and body give the same receipt, another body is 409 `ACT_CONFLICT`.
 *
 *   GET  /public/processes                          page of `PublicProcess`: official ones with a public part
 *   GET  /public/processes/:id                      `PublicProcessDetail`; `:id` may be the slug
 *   GET  /public/consultations/:id                  `PublicConsultation`
 *   POST /public/consultations/:id/inputs           `PublicInputRequest` -> 201 `PublicReceipt`
 *   GET  /public/surveys/:id                        `PublicSurvey`
 *   POST /public/surveys/:id/answers                `SurveyAnswerRequest` -> 201 `PublicReceipt`
 *   GET  /public/acknowledgements/:id               `PublicAcknowledgement`
 *   POST /public/acknowledgements/:id               `AcknowledgementRequest` -> 201 `PublicReceipt`
 *   GET  /public/complaints/:id                     `PublicDesk` of a complaints window
 *   POST /public/complaints                         `ComplaintRequest` -> 201 `PublicReceipt`
 *   GET  /public/receipts/:id                       `PublicReceiptStatus`: what became of it, and its proof
 *
 * Codes: `WINDOW_CLOSED` (409), `NOT_FOUND`, `BODY_INVALID`, `RATE_LIMITED`.
 */
import { z } from 'zod';
import { formSchema } from '../../process/schema';
import type { Form } from '../../process/types';
import { SKM_ELEMENTS } from '../../process/skm';
import { hash, localized, page, receipt, rehearsalMark, time, windowName } from './common';
import { disposition, input } from './consultations';
import { answers, documentContent } from './task-data';
import { processStatus } from './processes';

export const publicWindow = z
  .object({
    id: windowName,
    kind: z.enum(['consultation', 'survey', 'acknowledgement', 'complaints']),
    title: localized,
    stepId: z.string(),
    round: z.int(),
    status: z.enum(['open', 'closed']),
    openedAt: time,
    closesAt: time.nullable(),
    responses: z.int(),
  })
  .meta({ id: 'PublicWindow' });

export const publicProcess = z
  .object({
    id: z.string(),
    slug: z.string(),
    title: z.string(),
    status: processStatus,
    startedAt: time,
    endedAt: time.nullable(),
    /** Titles of the steps that run. */
    now: z.array(localized),
    /** Windows that are open now. */
    open: z.array(publicWindow),
  })
  .meta({ id: 'PublicProcess' });
export const publicProcessPage = page(publicProcess);

export const publicProcessDetail = publicProcess
  .extend({
    description: localized.nullable(),
    rehearsal: rehearsalMark.nullable(),
    /** In order of beginning: what has ended and what runs. No names. */
    steps: z.array(z.object({ stepId: z.string(), title: localized, kind: z.string(), round: z.int(), status: z.enum(['running', 'ended']), outcome: z.string().nullable(), at: time })),
    windows: z.array(publicWindow),
  })
  .meta({ id: 'PublicProcessDetail' });

const head = { process: z.object({ id: z.string(), slug: z.string(), title: z.string() }), rehearsal: rehearsalMark.nullable(), window: publicWindow, description: localized.nullable() };

export const publicConsultation = z
  .object({
    ...head,
    document: z.object({ version: z.int(), at: time, content: documentContent }).nullable(),
    questions: formSchema,
    minimum: z.int().nullable(),
    /** The public's input with its answers; names only as given for showing. Newest first, at most 100. */
    inputs: z.array(input.pick({ id: true, at: true, from: true, answers: true, disposition: true })),
  })
  .meta({ id: 'PublicConsultation' });

export const publicInputRequest = z
  .strictObject({
    answers,
    /** Shown with the input. */
    name: z.string().trim().max(200).optional(),
    /** Never shown; to tell the giver what became of the input. */
    contact: z.string().trim().max(200).optional(),
  })
  .meta({ id: 'PublicInputRequest', example: { answers: { stance: 'support', input: 'Setuju dengan Pasal 4.' }, name: 'Siti' } });

export const publicReceipt = receipt.extend({ id: z.string().meta({ description: 'For `GET /public/receipts/:id` and its page.' }) }).meta({ id: 'PublicReceipt' });

export const skmElement = z.enum(SKM_ELEMENTS);
export const publicSurvey = z
  .object({ ...head, elements: z.array(z.object({ id: skmElement, question: localized, scale: z.array(localized) })), minimum: z.int().nullable() })
  .meta({ id: 'PublicSurvey' });
/** 1 to 4 for each element. */
export const surveyAnswerRequest = z
  .strictObject({ scores: z.strictObject(Object.fromEntries(SKM_ELEMENTS.map((id) => [id, z.int().min(1).max(4)])) as Record<(typeof SKM_ELEMENTS)[number], z.ZodInt>), comment: z.string().max(5_000).optional() })
  .meta({ id: 'SurveyAnswerRequest' });

export const publicAcknowledgement = z
  .object({
    ...head,
    material: localized,
    incentives: localized.nullable(),
    quiz: z.object({ passScore: z.int(), questions: z.array(z.object({ id: z.string(), label: localized, options: z.array(z.object({ value: z.string(), label: localized })) })) }).nullable(),
    acknowledged: z.int(),
    needed: z.int(),
  })
  .meta({ id: 'PublicAcknowledgement' });
/** `person`: the employee number (NIP); it counts once. Too few right answers: 422 with an issue at `/answers`. */
export const acknowledgementRequest = z
  .strictObject({ person: z.string().trim().min(4).max(64), answers: z.record(z.string().max(200), z.string().max(300)).optional(), understood: z.literal(true) })
  .meta({ id: 'AcknowledgementRequest', example: { person: '198501012010011001', understood: true, answers: { q1: 'a' } } });

export const publicDesk = z.object({ ...head, anonymous: z.boolean() }).meta({ id: 'PublicDesk' });
export const complaintRequest = z
  .strictObject({
    windowId: windowName,
    subject: z.string().trim().min(3).max(300),
    text: z.string().trim().min(3).max(20_000),
    name: z.string().trim().max(200).optional(),
    contact: z.string().trim().max(200).optional(),
  })
  .meta({ id: 'ComplaintRequest' });

export const publicReceiptStatus = z
  .object({
    id: z.string(),
    kind: z.enum(['input', 'survey', 'acknowledgement', 'complaint']),
    at: time,
    process: z.object({ id: z.string(), slug: z.string(), title: z.string() }),
    window: publicWindow,
    entryId: z.string(),
    leafHash: hash,
    logIndex: z.int().nullable(),
    /** A `.tlog-proof` that other people's tools verify; null until the next checkpoint, a moment later. */
    proofPath: z.string().nullable(),
    /** Of an input: what became of it. */
    disposition: disposition.pick({ kind: true, reason: true, section: true, at: true }).nullable(),
    /** Of a complaint. */
    complaint: z.object({ status: z.enum(['received', 'acknowledged', 'answered']), answer: z.string().nullable(), at: time }).nullable(),
  })
  .meta({ id: 'PublicReceiptStatus' });

export type PublicWindow = z.infer<typeof publicWindow>;
export type PublicProcess = z.infer<typeof publicProcess>;
export type PublicProcessDetail = z.infer<typeof publicProcessDetail>;
export type PublicConsultation = Omit<z.infer<typeof publicConsultation>, 'questions'> & { questions: Form };
export type PublicInputRequest = z.infer<typeof publicInputRequest>;
export type PublicReceipt = z.infer<typeof publicReceipt>;
export type PublicSurvey = z.infer<typeof publicSurvey>;
export type SurveyAnswerRequest = z.infer<typeof surveyAnswerRequest>;
export type PublicAcknowledgement = z.infer<typeof publicAcknowledgement>;
export type AcknowledgementRequest = z.infer<typeof acknowledgementRequest>;
export type PublicDesk = z.infer<typeof publicDesk>;
export type ComplaintRequest = z.infer<typeof complaintRequest>;
export type PublicReceiptStatus = z.infer<typeof publicReceiptStatus>;
