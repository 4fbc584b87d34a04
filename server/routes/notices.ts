/** The in-product outbox of the reader. */
import { z } from 'zod';
import type { Localized } from '../../process/types';
import type { Services } from '../acts/services';
import { noticePage, noticeQuery, type Notice } from '../contract/notices';
import type { Caller } from '../http/context';
import { filledPage } from '../http/filled-page';
import { Reply, route, SIGNED_IN, type Route } from '../http/route';
import { rehearsalOf, rfc3339, stepOf } from '../present/common';
import type { NoticeDocument } from '../stores';

const READ_AT_ONCE = 200;
const PAGES_MAX = 100;
const markOf = (noticeId: string, user: string): string => `${noticeId}/${user}`;

export function noticeRoutes(services: Services): Route[] {
  const { noticesRead } = services.records;
  return [
    route({
      method: 'GET',
      path: '/notices',
      allow: SIGNED_IN,
      tag: 'Notices',
      summary: 'What one was told, newest first',
      query: noticeQuery,
      response: noticePage,
      handler: async ({ query, caller }) => {
        const user = (caller as Caller).id;
        return filledPage(query, {
          read: (options) => services.stores.notices.of(user, options),
          itemsOf: async (notices) => {
            const read = new Set((await noticesRead.many(notices.map((notice) => markOf(notice.id, user)))).map((one) => one._id));
            const isRead = (notice: NoticeDocument): boolean => read.has(markOf(notice.id, user));
            return Promise.all(notices.map(async (notice) => (query.unread === undefined || isRead(notice) !== (query.unread === 'true') ? [await noticeJson(services, notice, isRead(notice))] : [])));
          },
        });
      },
    }),
    route({
      method: 'POST',
      path: '/notices/:id/read',
      allow: SIGNED_IN,
      tag: 'Notices',
      summary: 'Mark one as read',
      key: 'optional',
      params: z.strictObject({ id: z.string().min(1).max(300) }),
      handler: async ({ params, caller }) => {
        await noticesRead.put({ _id: markOf(params.id, (caller as Caller).id), at: services.now() });
        return new Reply(undefined, { status: 204 });
      },
    }),
    route({
      method: 'POST',
      path: '/notices/read',
      allow: SIGNED_IN,
      tag: 'Notices',
      summary: 'Mark all as read',
      key: 'optional',
      handler: async ({ caller }) => {
        const user = (caller as Caller).id;
        let cursor: string | undefined;
        for (let page = 0; page < PAGES_MAX; page++) {
          const { items, next } = await services.stores.notices.of(user, { limit: READ_AT_ONCE, cursor });
          const read = new Set((await noticesRead.many(items.map((notice) => markOf(notice.id, user)))).map((one) => one._id));
          const unread = items.filter((notice) => !read.has(markOf(notice.id, user)));
          for (const notice of unread) await noticesRead.put({ _id: markOf(notice.id, user), at: services.now() });
          // They are marked from the newest on, so a whole page of read ones ends the work.
          if (next === null || unread.length === 0) break;
          cursor = next;
        }
        return new Reply(undefined, { status: 204 });
      },
    }),
  ];
}

async function noticeJson(services: Services, notice: NoticeDocument, read: boolean): Promise<Notice> {
  const definition = await services.published.definition(notice.definition);
  const title: Localized = stepOf(definition, notice.stepId)?.title ?? { id: notice.stepId };
  const process = notice.rehearsal ? await services.stores.processes.get(notice.processId) : null;
  return {
    id: notice.id,
    at: rfc3339(notice.at),
    template: notice.template,
    process: { id: notice.processId, title: notice.processTitle },
    step: { id: notice.stepId, title, round: notice.round },
    rehearsal: rehearsalOf(process ?? undefined, services.now()),
    role: notice.role,
    params: Object.fromEntries(Object.entries(notice.params).map(([key, value]) => [key, isInstant(key, value) ? rfc3339(value) : value])),
    read,
  };
}

/** Parameters that are instants have names that say so. */
const isInstant = (key: string, value: unknown): value is number => typeof value === 'number' && value > 1e11 && /(At|By|from|to|until)$/.test(key);
