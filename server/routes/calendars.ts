/** Holiday years: everyone reads them, an administrator keeps them; a change moves running deadlines and is on record. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import type { HolidayYear } from '../../process/calendar/types';
import type { Json } from '../../process/types';
import type { CalendarDocument } from '../../store/contract';
import { recordAdministration } from '../acts/administration';
import type { Services } from '../acts/services';
import { calendar, calendarPage, holidayYearRequest, type CalendarJson } from '../contract/calendars';
import type { Caller } from '../http/context';
import { Reply, route, SIGNED_IN, type Route } from '../http/route';
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
      handler: async () => ({ items: (await services.stores.calendars.all()).map(calendarJson), next: null }),
    }),
    route({
      method: 'GET',
      path: '/calendars/:id',
      allow: SIGNED_IN,
      tag: 'Calendars',
      summary: 'One calendar',
      params: z.strictObject({ id }),
      response: calendar,
      handler: async ({ params, language }) => calendarReply(await calendarOf(services, params.id, language)),
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
        const year = checkedYear(body.year as HolidayYear, params.year, language);
        const changed = { ...before.calendar, years: { ...before.calendar.years, [params.year]: year } };
        if (!(await services.stores.calendars.replace(changed, before.revision))) throw stale;
        await recordAdministration(services, caller as Caller, {
          topic: 'calendar',
          id: params.id,
          type: 'holiday-year-changed',
          payload: { year: params.year, before: (before.calendar.years[params.year] as unknown as Json) ?? null, after: year as unknown as Json, reason: body.reason },
        });
        await tellRunning(services, params.id, body.reason);
        return calendarReply(await calendarOf(services, params.id, language));
      },
    }),
  ];
}

async function calendarOf(services: Services, calendarId: string, language: 'id' | 'en'): Promise<CalendarDocument> {
  const found = await services.stores.calendars.get(calendarId);
  if (!found) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Kalender' : 'The calendar' } });
  return found;
}

/** Each day lies in its year and is named once. */
function checkedYear(year: HolidayYear, name: string, language: 'id' | 'en'): HolidayYear {
  const dates = year.days.map((day) => day.date);
  const issues = dates.flatMap((date, index) => {
    const path = `/year/days/${index}/date`;
    if (!date.startsWith(`${name}-`)) return [{ path, message: language === 'id' ? 'Tanggal ini bukan dalam tahun ini.' : 'This date lies in another year.', expected: name, received: date }];
    return dates.indexOf(date) < index ? [{ path, message: language === 'id' ? 'Tanggal ini sudah ada.' : 'This date is there already.', expected: 'dates that differ', received: date }] : [];
  });
  if (issues.length > 0) throw new Problem('BODY_INVALID', { issues: issues.slice(0, 50) });
  return { ...year, days: [...year.days].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

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

const calendarJson = ({ calendar: kept, revision }: CalendarDocument): CalendarJson => ({ ...kept, revision, updatedAt: null, updatedBy: null });

const calendarReply = (document: CalendarDocument): Reply<CalendarJson> => new Reply(calendarJson(document), { headers: { ETag: `"${document.revision}"` } });
