/**
 *   GET  /tasks?assignee=me&status=open&sort=due   page of `TaskSummary`: the inbox
 *   GET  /tasks/:id                                `TaskDetail`: everything that the task's screen shows
 *   PUT  /tasks/:id/draft                          `DraftRequest` -> `TaskDraft`; one draft per person and task
 *   POST /tasks/:id/claim | release                `TaskDetail`; tells the others who is on it, excludes nobody
 *   POST /tasks/:id/delegate                       `DelegateRequest` -> `TaskDetail`; `to` does it in my place
 *   POST /tasks/:id/complete                       `CompleteRequest` -> `Receipt`
 *
 * Completing again with the same content gives the same receipt; with another, or after someone else: 409 `TASK_CLOSED`
 * or `ACT_CONFLICT`. Refusals: 403 `TASK_NOT_YOURS`, `SEPARATION_OF_DUTIES`; 422 `OUTCOME_UNKNOWN`, `BODY_INVALID` with
 * issues whose paths begin `/data/…`; 409 `UNDISPOSED_INPUT`.
 */
import { z } from 'zod';
import { stepSchema } from '../../process/schema';
import type { Form, Step } from '../../process/types';
import { formSchema } from '../../process/schema';
import { definitionRef, json, localized, page, paging, person, processId, rehearsalMark, time, userId } from './common';
import { consultationSummary } from './consultations';
import { documentVersion } from './documents';
import { historyItem } from './history';
import { clockStatus } from './processes';

export const taskKind = z
  .enum(['form', 'needs-analysis', 'draft', 'respond', 'dispose', 'approve', 'organize', 'measure', 'evaluate', 'complaint'])
  .meta({ id: 'TaskKind' });
export const taskStatus = z.enum(['open', 'completed', 'closed']).meta({ id: 'TaskStatus', description: 'closed: ended by the engine, nobody did it.' });

export const taskSummary = z
  .object({
    id: z.string(),
    kind: taskKind,
    status: taskStatus,
    step: z.object({ id: z.string(), kind: z.string(), title: localized, round: z.int() }),
    process: z.object({ id: processId, title: z.string() }),
    rehearsal: rehearsalMark.nullable(),
    role: z.object({ id: z.string(), title: localized }),
    openedAt: time,
    dueAt: time.nullable(),
    /** Against the deadline, at the moment of the answer. `at-risk`: beyond the step's warning share. */
    clock: clockStatus,
    /** Who said that they are on it. */
    claimedBy: person.nullable(),
    /** The reader has begun to fill it in. */
    hasDraft: z.boolean(),
    endedAt: time.nullable(),
    endedBy: person.nullable(),
    outcome: z.string().nullable(),
  })
  .meta({ id: 'TaskSummary' });
export const taskPage = page(taskSummary);
export const taskQuery = z.strictObject({
  ...paging,
  /** Only one's own tasks are listed. */
  assignee: z.literal('me').optional(),
  /** `ended`: those that the reader has completed. */
  status: z.enum(['open', 'ended']).optional(),
  sort: z.enum(['due', 'opened']).optional(),
  process: processId.optional(),
  q: z.string().max(100).optional(),
});

export const taskDraft = z
  .object({ outcome: z.string().nullable(), data: json, savedAt: time })
  .meta({ id: 'TaskDraft', description: 'What the reader has filled in so far; not on record.' });

/** Open to the kind's needs; absent where it doesn't apply. */
export const taskMaterial = z
  .object({
    /** The form to fill in: `form`, `respond`, `draft` (further questions at submission). */
    form: formSchema.nullable(),
    /** `draft`: the newest version to start from; `respond`, `dispose`, `approve`: the version concerned. */
    document: documentVersion.nullable(),
    /** `draft`, `dispose`: the consultations whose input must have a disposition, with how much is left. */
    consultations: z.array(consultationSummary),
    /** `complaint`: what was reported. Name and contact are left out where the desk keeps them from handlers. */
    complaint: z.object({ id: z.string(), at: time, subject: z.string(), text: z.string(), reporter: z.object({ name: z.string(), contact: z.string() }).nullable(), answerBy: time.nullable() }).nullable(),
    /** `evaluate`: what the cycle found. `index`, `grade`: SKM; null while an element has no answer. */
    cycle: z
      .object({
        cycle: z.int(),
        cycles: z.int(),
        from: time,
        to: time,
        indicators: z.array(
          z.object({ id: z.string(), title: localized, unit: z.string(), baseline: z.number(), target: z.number(), better: z.enum(['higher', 'lower']), previous: z.number().nullable() }),
        ),
        survey: z.object({ respondents: z.int(), minimum: z.int().nullable(), index: z.number().nullable(), grade: z.string().nullable(), means: z.record(z.string(), z.number()) }).nullable(),
        complaints: z.object({ received: z.int(), answered: z.int() }).nullable(),
      })
      .nullable(),
    /** `organize`: how far the target is. */
    coverage: z.object({ windowId: z.string(), acknowledged: z.int(), needed: z.int(), audience: z.int().nullable(), budgetCeiling: z.number().nullable() }).nullable(),
    /** `approve`: place in the chain, or votes so far. */
    approval: z
      .object({
        mode: z.enum(['one', 'chain', 'quorum', 'unanimous']),
        link: z.int().nullable(),
        links: z.int().nullable(),
        legalBasisRequired: z.boolean(),
        /** Set: the reader worked on what is to be approved and must leave it to others. */
        separated: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'TaskMaterial' });

export const taskDetail = taskSummary
  .extend({
    definition: definitionRef.extend({ title: localized }),
    /** The whole step, with description, instructions, settings, deadline. */
    design: stepSchema,
    /** Choose one; a single one needs no choice. */
    outcomes: z.array(z.string()),
    candidates: z.array(person),
    context: z.record(z.string(), json),
    draft: taskDraft.nullable(),
    material: taskMaterial,
    /** What happened before in the process, newest first, at most 20. */
    before: z.array(historyItem),
    /** What was handed in, once it is completed: visible to who did it, owners and auditors. */
    result: z.object({ data: json, entryId: z.string(), leafHash: z.string() }).nullable(),
    /** May the reader complete it now? */
    mine: z.boolean(),
  })
  .meta({ id: 'TaskDetail' });

export const draftRequest = z.strictObject({ outcome: z.string().max(64).nullable().optional(), data: json }).meta({ id: 'DraftRequest' });
export const delegateRequest = z.strictObject({ to: userId, reason: z.string().trim().min(1).max(2000) }).meta({ id: 'DelegateRequest' });
export const completeRequest = z
  .strictObject({
    /** May be left out where the task has only one. */
    outcome: z.string().max(64).optional(),
    /** By the task's kind: task-data.ts. */
    data: z.record(z.string(), json),
  })
  .meta({ id: 'CompleteRequest', example: { outcome: 'answered', data: { answers: { position: 'agree', input: 'Kami setuju.' } } } });

export type TaskKindJson = z.infer<typeof taskKind>;
export type TaskSummary = z.infer<typeof taskSummary>;
export type TaskDraft = z.infer<typeof taskDraft>;
export type TaskMaterial = Omit<z.infer<typeof taskMaterial>, 'form'> & { form: Form | null };
export type TaskDetail = Omit<z.infer<typeof taskDetail>, 'design' | 'material'> & { design: Step; material: TaskMaterial };
export type DraftRequest = z.infer<typeof draftRequest>;
export type DelegateRequest = z.infer<typeof delegateRequest>;
export type CompleteRequest = z.infer<typeof completeRequest>;
