/**
 * `GET /processes/:id/history?order=newest|oldest&step=&type=` -> page of `HistoryItem`.
 *
 * One item is one fact of one entry; items of one entry share `entry`. The screen words `fact.type` with its parameters.
 * `GET /entries/:id` shows one entry whole, with its place in the log (ledger.ts).
 */
import { z } from 'zod';
import type { Fact } from '../../process/types';
import { actor, duration, hash, page, paging, person, stepBrief, stepName, time } from './common';

const f = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.object({ type: z.literal(type), ...shape });

export const fact = z
  .discriminatedUnion('type', [
    f('process-started', {}),
    f('process-ended', { result: z.enum(['completed', 'withdrawn']), reason: z.string().optional(), by: person.optional() }),
    f('step-entered', { dueAt: time.optional() }),
    f('step-ended', {
      outcome: z.string(),
      by: z.array(person),
      cause: z.enum(['act', 'owner', 'deadline', 'deemed-consent', 'engine', 'cancelled']),
      reason: z.string().optional(),
    }),
    f('task-ended', { taskId: z.string(), outcome: z.string(), by: person, entryId: z.string(), hash }),
    f('reminded', {}),
    f('warned', {}),
    f('overdue', {}),
    f('escalated', { to: z.string() }),
    f('extended', { by: duration, dueAt: time, automatic: z.boolean(), reason: z.string().optional(), user: person.optional() }),
    f('reopened', { user: person, reason: z.string() }),
    f('reassigned', { user: person, from: person, to: person, reason: z.string() }),
    /** Nothing new comes in any more; the step ends once what is open is done (dispositions, complaints). */
    f('closing', { cause: z.enum(['act', 'owner', 'deadline', 'engine']), reason: z.string().optional() }),
    f('clock-stopped', {}),
    f('clock-resumed', { rested: z.number().meta({ description: 'Milliseconds.' }) }),
    f('deadline-moved', { from: time, to: time, reason: z.string() }),
    f('decided', { outcome: z.string(), condition: z.string().optional() }),
    f('cycle-started', { cycle: z.int() }),
    f('cycle-ended', { cycle: z.int(), verdict: z.string() }),
    f('counted', { counts: z.object({ total: z.int(), undisposed: z.int().optional() }) }),
    f('joined', {}),
    f('notified', { to: z.string() }),
    f('condition-failed', { condition: z.string(), message: z.string() }),
  ])
  .meta({ id: 'Fact' });

export const entryBrief = z
  .object({
    id: z.string(),
    hash,
    stream: z.string(),
    seq: z.int(),
    /** Its place in the signed log; null until the sequencer has placed it, a moment later. */
    logIndex: z.int().nullable(),
  })
  .meta({ id: 'EntryBrief' });

export const historyItem = z
  .object({
    /** `<entryId>#<n>` */
    id: z.string(),
    at: time,
    actor,
    step: stepBrief.nullable(),
    fact,
    entry: entryBrief,
  })
  .meta({ id: 'HistoryItem' });
export const historyPage = page(historyItem);
export const historyQuery = z.strictObject({
  ...paging,
  order: z.enum(['newest', 'oldest']).optional(),
  step: stepName.optional(),
  /** Comma-separated fact types. */
  type: z.string().regex(/^[a-z-]{1,40}(,[a-z-]{1,40})*$/).max(400).optional(),
});

export type FactJson = z.infer<typeof fact>;

// The history must be able to say every fact: either line fails to compile when they part.
'' as FactJson['type'] satisfies Fact['type'];
'' as Fact['type'] satisfies FactJson['type'];
export type EntryBrief = z.infer<typeof entryBrief>;
export type HistoryItem = z.infer<typeof historyItem>;
