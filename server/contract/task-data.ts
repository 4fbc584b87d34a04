/**
 * What a person hands in with a task, by the task's kind: the `data` of `POST /tasks/:id/complete` and, with everything
 * optional, of `PUT /tasks/:id/draft`.
 *
 *   kind             outcomes                                   data
 *   form             done                                       { answers }
 *   needs-analysis   done                                       { jobs, note? }
 *   draft            submitted                                  { document, answers?, changes? }
 *   respond          answered                                   { answers }
 *   dispose          disposed                                   { note? }         (dispositions come before, consultations.ts)
 *   approve          approved | returned | rejected | abstained { legalBasis?, reason?, note? }
 *   organize         done                                       { sessions, resistance?, note? }
 *   measure          done                                       { values }
 *   evaluate         effective | revise | discontinue           { values, reasoning }
 *   complaint        acknowledged | answered                    { message }
 */
import { z } from 'zod';
import { json } from './common';

const text = (max: number) => z.string().max(max);
const needed = (max: number) => z.string().trim().min(1).max(max);
const count = z.number().min(0).max(1e12);

/** Answers to a form by field id: text, number, true/false, list of choices, date `2026-11-24`, file `{id, name, size, type}`. */
export const answers = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/), json).meta({ id: 'Answers', example: { stance: 'support', input: 'Setuju.' } });

/** One article or chapter; `id` stays the same through versions, so that comments and dispositions can point to it. */
export const documentSection = z
  .strictObject({ id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/), heading: text(300), text: text(100_000) })
  .meta({ id: 'DocumentSection', example: { id: 'pasal-1', heading: 'Pasal 1', text: 'Dalam peraturan ini …' } });

/** The text of a draft: Markdown in sections, in order. */
export const documentContent = z
  .strictObject({ title: needed(300), sections: z.array(documentSection).max(1_000) })
  .meta({ id: 'DocumentContent' });

export const formData = z.strictObject({ answers });
export const respondData = z.strictObject({ answers });
export const draftData = z.strictObject({ document: documentContent, answers: answers.optional(), changes: text(10_000).optional() });
export const disposeData = z.strictObject({ note: text(10_000).optional() });
export const approveData = z.strictObject({ legalBasis: text(2_000).optional(), reason: text(10_000).optional(), note: text(10_000).optional() });

/** As in process/abk.ts. */
export const job = z
  .strictObject({
    id: z.string().min(1).max(64),
    sector: z.string().min(1).max(64),
    title: needed(300),
    qualification: text(300).optional(),
    duties: z.array(z.strictObject({ title: needed(300), volume: count, minutes: count })).max(500),
    incumbents: z.int().min(0).max(1e6),
    retirements: z.int().min(0).max(1e6),
  })
  .meta({ id: 'Job' });
export const needsAnalysisData = z.strictObject({ jobs: z.array(job).min(1).max(2_000), note: text(20_000).optional() });

export const session = z
  .strictObject({ date: z.iso.date(), place: text(300), topic: text(300).optional(), participants: z.int().min(0).max(1e7), cost: count.optional() })
  .meta({ id: 'SocializationSession' });
export const resistance = z.strictObject({ concern: needed(2_000), action: text(2_000) }).meta({ id: 'Resistance' });
export const organizeData = z.strictObject({
  sessions: z.array(session).max(2_000),
  resistance: z.array(resistance).max(500).optional(),
  note: text(20_000).optional(),
});

export const indicatorValue = z.strictObject({ indicator: z.string().min(1).max(200), value: z.number() }).meta({ id: 'IndicatorValue' });
export const measureData = z.strictObject({ values: z.array(indicatorValue).max(100), note: text(20_000).optional() });
export const evaluateData = z.strictObject({ values: z.array(indicatorValue).max(100), reasoning: needed(20_000) });
export const complaintData = z.strictObject({ message: needed(20_000) });

export const taskData = {
  form: formData,
  'needs-analysis': needsAnalysisData,
  draft: draftData,
  respond: respondData,
  dispose: disposeData,
  approve: approveData,
  organize: organizeData,
  measure: measureData,
  evaluate: evaluateData,
  complaint: complaintData,
} as const;

export type Answers = z.infer<typeof answers>;
export type DocumentSection = z.infer<typeof documentSection>;
export type DocumentContent = z.infer<typeof documentContent>;
export type TaskDataOf = { [K in keyof typeof taskData]: z.infer<(typeof taskData)[K]> };
