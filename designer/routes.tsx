/**
 * Every screen and its address. Each is loaded when it is first visited, together with the words of the features it names.
 * To add a screen: its address in `paths.ts`, one `createRoute` here under `app` (signed in) or `open` (anyone).
 * A screen's file exports its component by default and reads its parameters with `useParams({ strict: false })`.
 */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect, Outlet } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Feature } from './i18n/catalogues';
import { loadWords } from './i18n/language-store';
import { paths } from './paths';
import { meQuery } from './session/session';
import { AppShell } from './shell/AppShell';
import { OpenShell } from './shell/OpenShell';
import { homeOf } from './shell/navigation';
import { NotFound } from './shell/NotFound';
import { ScreenError } from './shell/ScreenError';
import { Skeleton } from './ui/display';

export interface RouterContext {
  client: QueryClient;
}

/** A screen of its own file, with the words that it uses. */
function screen(words: Feature[], load: () => Promise<{ default: ComponentType }>) {
  // Loaded beside the words, not after them.
  const component = lazyRouteComponent(load);
  return { component, loader: async () => void (await Promise.all([loadWords(words), load()])) };
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFound });

/** Pages that need an account; who has none signs in first and comes back. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: AppShell,
  notFoundComponent: NotFound,
  beforeLoad: async ({ context, location }) => {
    const me = await context.client.ensureQueryData(meQuery);
    if (!me) throw redirect({ href: paths.signIn(location.href) });
  },
});

/** Pages that anyone may open. */
const open = createRoute({
  getParentRoute: () => root,
  id: 'open',
  component: OpenShell,
  notFoundComponent: NotFound,
  // Who has an account is offered their work; who has none is not asked.
  beforeLoad: ({ context }) => void context.client.prefetchQuery(meQuery),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const me = await context.client.ensureQueryData(meQuery);
    throw redirect({ href: me ? homeOf(me.roles) : paths.signIn() });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/masuk',
  validateSearch: (search: Record<string, unknown>): { next?: string } => (typeof search.next === 'string' ? { next: search.next } : {}),
  ...screen(['session'], () => import('./session/SignInPage')),
});

// ---- tasks
const tasks = [
  createRoute({ getParentRoute: () => app, path: '/tugas', ...screen(['words', 'inbox'], () => import('./inbox/InboxPage')) }),
  createRoute({ getParentRoute: () => app, path: '/tugas/$taskId', ...screen(['words', 'tasks'], () => import('./tasks/TaskPage')) }),
];

// ---- notices
const notices = [createRoute({ getParentRoute: () => app, path: '/pemberitahuan', ...screen(['notices'], () => import('./notices/NoticesPage')) })];

// ---- administration
const admin = [
  createRoute({ getParentRoute: () => app, path: '/pengaturan', ...screen(['admin'], () => import('./admin/SettingsPage')) }),
  createRoute({ getParentRoute: () => app, path: '/pengaturan/hari-libur', ...screen(['admin'], () => import('./admin/HolidaysPage')) }),
  createRoute({ getParentRoute: () => app, path: '/pengaturan/akun', ...screen(['admin'], () => import('./admin/AccountsPage')) }),
];

// ---- definitions (drawing)
const drawing: Feature[] = ['words', 'canvas', 'editor'];
const definitions = [
  createRoute({ getParentRoute: () => app, path: '/rancangan', ...screen(['editor'], () => import('./definitions/DefinitionsPage')) }),
  createRoute({ getParentRoute: () => app, path: '/rancangan/$definitionId', ...screen(drawing, () => import('./definitions/EditorPage')) }),
  createRoute({ getParentRoute: () => app, path: '/rancangan/$definitionId/versi/$version', ...screen(drawing, () => import('./definitions/VersionPage')) }),
];

// ---- processes: list, start, instance page, rehearsal
const processes = [
  createRoute({ getParentRoute: () => app, path: '/proses', ...screen(['processes'], () => import('./processes/ProcessesPage')) }),
  createRoute({ getParentRoute: () => app, path: '/proses/baru', ...screen(['processes'], () => import('./processes/StartPage')) }),
  createRoute({ getParentRoute: () => app, path: '/proses/$processId', ...screen(['words', 'canvas', 'processes', 'history'], () => import('./processes/ProcessPage')) }),
];

// ---- audit: history, verify
const audit = [
  createRoute({ getParentRoute: () => app, path: '/proses/$processId/riwayat', ...screen(['words', 'history'], () => import('./audit/HistoryPage')) }),
  createRoute({ getParentRoute: () => app, path: '/audit', ...screen(['history'], () => import('./audit/AuditPage')) }),
  createRoute({ getParentRoute: () => app, path: '/audit/entri/$entryId', ...screen(['history'], () => import('./audit/EntryPage')) }),
  createRoute({ getParentRoute: () => app, path: '/jejak-audit', beforeLoad: () => { throw redirect({ href: paths.audit }); } }),
];

// ---- public pages, without an account
const everyone = [
  createRoute({ getParentRoute: () => open, path: '/publik', ...screen(['open'], () => import('./public/PublicHomePage')) }),
  createRoute({ getParentRoute: () => open, path: '/publik/proses/$slug', ...screen(['words', 'open'], () => import('./public/PublicProcessPage')) }),
  createRoute({ getParentRoute: () => open, path: '/publik/konsultasi/$windowId', ...screen(['open'], () => import('./public/ConsultationPage')) }),
  createRoute({ getParentRoute: () => open, path: '/publik/survei/$windowId', ...screen(['open'], () => import('./public/SurveyPage')) }),
  createRoute({ getParentRoute: () => open, path: '/publik/sosialisasi/$windowId', ...screen(['open'], () => import('./public/AcknowledgementPage')) }),
  createRoute({ getParentRoute: () => open, path: '/publik/pengaduan', ...screen(['open'], () => import('./public/ComplaintPage')) }),
  createRoute({ getParentRoute: () => open, path: '/publik/tanda-terima/$receiptId', ...screen(['open', 'history'], () => import('./public/ReceiptPage')) }),
];

export const routeTree = root.addChildren([home, signIn, app.addChildren([...tasks, ...notices, ...admin, ...definitions, ...processes, ...audit]), open.addChildren(everyone)]);

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree,
    context: { client },
    defaultPreload: false,
    defaultPendingComponent: () => <Skeleton lines={6} />,
    defaultErrorComponent: ScreenError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
