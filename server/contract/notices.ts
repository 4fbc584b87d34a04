/**
 * The in-product outbox: what the engine told a person. `GET /notices?unread=true` -> page of `Notice`, newest first;
 * `POST /notices/:id/read`, `POST /notices/read` (all) -> 204.
 */
import { z } from 'zod';
import { json, localized, page, paging, rehearsalMark, time } from './common';

export const notice = z
  .object({
    id: z.string(),
    at: time,
    template: z.enum(['reminder', 'warning', 'overdue', 'escalation', 'message', 'extended', 'reopened', 'withdrawn']),
    process: z.object({ id: z.string(), title: z.string() }),
    step: z.object({ id: z.string(), title: localized, round: z.int() }).nullable(),
    rehearsal: rehearsalMark.nullable(),
    role: z.string(),
    /** By template: `dueAt` (RFC 3339), `subject`, `message` … */
    params: z.record(z.string(), json),
    read: z.boolean(),
  })
  .meta({ id: 'Notice' });
export const noticePage = page(notice);
export const noticeQuery = z.strictObject({ ...paging, unread: z.enum(['true', 'false']).optional() });

export type Notice = z.infer<typeof notice>;
