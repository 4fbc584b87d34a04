/**
 *   GET /calendars                    page of `CalendarJson` (all signed-in)
 *   GET /calendars/:id                `CalendarJson`, `ETag: "<revision>"`
 *   PUT /calendars/:id/years/:year    admin, needs `If-Match`; replaces one year; running deadlines move
 */
import { z } from 'zod';
import { page, time, person } from './common';

const date = z.iso.date();
const bothText = z.strictObject({ id: z.string().max(500), en: z.string().max(500).optional() });

export const holiday = z
  .strictObject({ date, kind: z.enum(['holiday', 'collective-leave']), name: bothText })
  .meta({ id: 'Holiday', example: { date: '2026-08-17', kind: 'holiday', name: { id: 'Hari Kemerdekaan', en: 'Independence Day' } } });

/** `decreed`: entered from the decree; `unverified`: believed, but the decree's number is missing; `provisional`: computed. */
export const holidayYear = z
  .strictObject({ status: z.enum(['decreed', 'unverified', 'provisional']), source: bothText, days: z.array(holiday).max(120) })
  .meta({ id: 'HolidayYear' });

export const calendar = z
  .object({
    id: z.string(),
    timeZone: z.string(),
    /** ISO weekdays, 1 = Monday. */
    workWeek: z.array(z.int()),
    years: z.record(z.string(), holidayYear),
    revision: z.int(),
    updatedAt: time.nullable(),
    updatedBy: person.nullable(),
  })
  .meta({ id: 'Calendar' });
export const calendarPage = page(calendar);

/** `reason` goes to the history of every process whose deadlines move. */
export const holidayYearRequest = z
  .strictObject({ year: holidayYear, reason: z.string().trim().min(1).max(1000) })
  .meta({ id: 'HolidayYearChange', example: { year: { status: 'decreed', source: { id: 'SKB 3 Menteri' }, days: [] }, reason: 'SKB terbit' } });

export type Holiday = z.infer<typeof holiday>;
export type HolidayYearJson = z.infer<typeof holidayYear>;
export type CalendarJson = z.infer<typeof calendar>;
export type HolidayYearRequest = z.infer<typeof holidayYearRequest>;
