/** Holiday years: everyone reads them, an administrator keeps them; a change moves running deadlines and is on record. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import { checkHolidayYear } from '../../process/calendar/check';
import type { HolidayYear } from '../../process/calendar/types';
import type { Json } from '../../process/types';
import type { CalendarDocument } from '../../store/contract';
import { newestAdministration, recordAdministration } from '../acts/administration';
import type { Services } from '../acts/services';
import { calendar, calendarPage, holidayYearRequest, type CalendarJson } from '../contract/calendars';
import type { Caller } from '../http/context';
import { Reply, route, SIGNED_IN, type Route } from '../http/route';
import { actorOf } from '../present/common';
import { processWorkflowId } from '../../workflows/messages';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const YEAR_BYTES = 200_000;

export function calendarRoutes(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/calendars',
      allow: SIGNED_IN,
      tag: 'Calendars',
      summary: 'Calendars with their holiday years',
      response: calendarPage,
      handler: async () => ({ items: await Promise.all((await services.stores.calendars.all()).map((one) => calendarJson(services, one))), next: null }),
    }),
    route({
      method: 'GET',
      path: '/calendars/:id',
      allow: SIGNED_IN,
      tag: 'Calendars',
      summary: 'One calendar',
      params: z.strictObject({ id }),
      response: calendar,
      handler: async ({ params, language }) => calendarReply(services, await calendarOf(services, params.id, language)),
    }),
    route({
      method: 'PUT',
      path: '/calendars/:id/years/:year',
      allow: ['admin'],
      tag: 'Calendars',
      summary: 'Replace one holiday year',
      params: z.strictObject({ id, year: z.string().regex(/^(19|20|21)\d\d$/) }),
      body: holidayYearRequest,
      limit: YEAR_BYTES,
      ifMatch: 'required',
      response: calendar,
      problems: ['NOT_FOUND', 'REVISION_REQUIRED', 'CALENDAR_CHANGED'],
      handler: async ({ params, body, caller, ifMatch, language }) => {
        const before = await calendarOf(services, params.id, language);
        const stale = new Problem('CALENDAR_CHANGED', { expected: String(before.revision), received: ifMatch ?? '–' });
        if (ifMatch !== String(before.revision)) throw stale;
        const year = checkedYear(body.year as HolidayYear, params.year, before.calendar.workWeek, language);
        const changed = { ...before.calendar, years: { ...before.calendar.years, [params.year]: year } };
        if (!(await services.stores.calendars.replace(changed, before.revision))) throw stale;
        await recordAdministration(services, caller as Caller, {
          topic: 'calendar',
          id: params.id,
          type: 'holiday-year-changed',
          payload: { year: params.year, before: (before.calendar.years[params.year] as unknown as Json) ?? null, after: year as unknown as Json, reason: body.reason },
        });
        await tellRunning(services, params.id, body.reason);
        return calendarReply(services, await calendarOf(services, params.id, language));
      },
    }),
  ];
}

async function calendarOf(services: Services, calendarId: string, language: 'id' | 'en'): Promise<CalendarDocument> {
  const found = await services.stores.calendars.get(calendarId);
  if (!found) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Kalender' : 'The calendar' } });
  return found;
}

/** The year without errors, its days in order. What only asks for a second look is the administrator's to judge. */
function checkedYear(year: HolidayYear, name: string, workWeek: readonly number[], language: 'id' | 'en'): HolidayYear {
  const errors = checkHolidayYear(Number(name), year, workWeek, '/year').filter((finding) => finding.severity === 'error');
  if (errors.length > 0) throw new Problem('BODY_INVALID', { issues: errors.slice(0, ISSUES_MAX).map(({ path, message }) => ({ path, message: message[language] })) });
  return { ...year, days: [...year.days].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

const ISSUES_MAX = 50;
const PAGES_MAX = 1_000;

/** Running processes on this calendar move their deadlines. One that can't be told now reads the new calendar when it next continues. */
async function tellRunning(services: Services, calendarId: string, reason: string): Promise<void> {
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { items, next } = await services.stores.processes.list({ status: 'running', rehearsal: 'all' }, { limit: 200, cursor });
    const concerned: string[] = [];
    for (const process of items) {
      if ((await services.published.definition(process.definition)).calendar === calendarId) concerned.push(processWorkflowId(process._id));
    }
    await services.engine.calendarChanged(concerned, { calendarId, reason });
    if (next === null) return;
    cursor = next;
  }
}

/** When and by whom is in the ledger; a calendar that nobody has changed yet was there from the beginning. */
async function calendarJson(services: Services, { calendar: kept, revision }: CalendarDocument): Promise<CalendarJson> {
  const newest = await newestAdministration(services, 'calendar', kept.id);
  if (!newest) return { ...kept, revision, updatedAt: null, updatedBy: null };
  const actor = actorOf(await services.accounts.names(), newest.leaf.actor);
  return { ...kept, revision, updatedAt: newest.leaf.at, updatedBy: actor.type === 'user' ? { id: actor.id, name: actor.name } : null };
}

async function calendarReply(services: Services, document: CalendarDocument): Promise<Reply<CalendarJson>> {
  return new Reply(await calendarJson(services, document), { headers: { ETag: `"${document.revision}"` } });
}
