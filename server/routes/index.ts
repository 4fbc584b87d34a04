/** Every declared route of the API. */
import type { EventFeed } from '../acts/event-feed';
import type { Services } from '../acts/services';
import type { SignInLimit } from '../auth/sign-in-limit';
import type { Route } from '../http/route';
import { calendarRoutes } from './calendars';
import { consultationRoutes } from './consultations';
import { definitionRoutes } from './definitions';
import { entryRoutes } from './entries';
import { eventRoutes } from './events';
import { evidenceRoutes } from './evidence';
import { fileRoutes } from './files';
import { noticeRoutes } from './notices';
import { processRoutes } from './processes';
import { publicRoutes } from './public';
import { sessionRoutes } from './session';
import { taskRoutes } from './tasks';
import { userRoutes } from './users';

export interface RouteParts {
  feed: EventFeed;
  limit: SignInLimit;
  secret: string;
}

export function allRoutes(services: Services, { feed, limit, secret }: RouteParts): Route[] {
  return [
    ...sessionRoutes(services, limit),
    ...userRoutes(services),
    ...definitionRoutes(services),
    ...calendarRoutes(services),
    ...processRoutes(services),
    ...evidenceRoutes(services),
    ...taskRoutes(services),
    ...consultationRoutes(services),
    ...noticeRoutes(services),
    ...fileRoutes(services),
    ...entryRoutes(services),
    ...eventRoutes(services, feed),
    ...publicRoutes(services, secret),
  ];
}
