/** Signing in and out, oneself, personal tokens. */
import type { Request } from 'express';
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import type { UserDocument } from '../../store/contract';
import type { Services } from '../acts/services';
import { passwordFits } from '../auth/passwords';
import { COOKIE } from '../auth/authenticate';
import { me, meRequest, newToken, signInFacts, signInRequest, tokenPage, tokenRequest, type Me, type Token } from '../contract/session';
import { DEMO_ACCOUNTS } from '../demo';
import type { Caller } from '../http/context';
import { Reply, route, SIGNED_IN, type Route } from '../http/route';
import type { TokenRecord } from '../records';
import { rfc3339, rfc3339OrNull } from '../present/common';
import type { SignInLimit } from '../auth/sign-in-limit';

export function sessionRoutes(services: Services, limit: SignInLimit): Route[] {
  return [
    route({
      method: 'POST',
      path: '/session',
      allow: ['public'],
      tag: 'Session',
      summary: 'Sign in',
      body: signInRequest,
      response: me,
      problems: ['SIGN_IN_FAILED', 'RATE_LIMITED'],
      handler: async ({ body, address, request }) => {
        limit.check(body.username, address);
        const account = await services.stores.users.get(body.username);
        const fits = await passwordFits(account?.passwordHash, body.password);
        if (!fits || !account || account.disabled) {
          limit.failed(body.username, address);
          throw new Problem('SIGN_IN_FAILED');
        }
        limit.succeeded(body.username, address);
        await beginSession(request, account._id);
        return meOf(services, account);
      },
    }),
    route({
      method: 'GET',
      path: '/session',
      allow: ['public'],
      tag: 'Session',
      summary: 'What the sign-in page shows',
      response: signInFacts,
      handler: async () => ({ demo: services.demo, accounts: services.demo ? DEMO_ACCOUNTS.map(({ id, name }) => ({ id, name })) : [] }),
    }),
    route({
      method: 'DELETE',
      path: '/session',
      allow: ['public'],
      tag: 'Session',
      summary: 'Sign out',
      handler: async ({ request, response }) => {
        await endSession(request);
        response.clearCookie(COOKIE, { path: '/' });
      },
    }),
    route({
      method: 'GET',
      path: '/me',
      allow: SIGNED_IN,
      tag: 'Session',
      summary: 'Who is signed in',
      response: me,
      handler: async ({ caller }) => meOf(services, await accountOf(services, caller)),
    }),
    route({
      method: 'PUT',
      path: '/me',
      allow: SIGNED_IN,
      tag: 'Session',
      summary: "Change one's language or name",
      body: meRequest,
      response: me,
      handler: async ({ body, caller }) => {
        const account = await accountOf(services, caller);
        const changed = { ...account, ...(body.language && { language: body.language }), ...(body.name && { name: body.name }) };
        await services.stores.users.put(changed);
        services.accounts.forget(account._id);
        return meOf(services, changed);
      },
    }),
    ...tokenRoutes(services),
  ];
}

function tokenRoutes(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/tokens',
      allow: SIGNED_IN,
      tag: 'Session',
      summary: "One's personal tokens",
      response: tokenPage,
      handler: async ({ caller }) => ({ items: (await services.tokens.listOf((caller as Caller).id)).map(tokenJson), next: null }),
    }),
    route({
      method: 'POST',
      path: '/tokens',
      allow: SIGNED_IN,
      tag: 'Session',
      summary: 'Make a personal token; its secret is shown this once',
      body: tokenRequest,
      response: newToken,
      status: 201,
      handler: async ({ body, caller }) => {
        const expiresAt = body.expiresInDays === undefined ? null : services.now() + body.expiresInDays * 86_400_000;
        const { record, secret } = await services.tokens.create({ user: (caller as Caller).id, name: body.name, expiresAt });
        return { ...tokenJson(record), secret };
      },
    }),
    route({
      method: 'DELETE',
      path: '/tokens/:id',
      allow: SIGNED_IN,
      tag: 'Session',
      summary: 'Revoke a token',
      params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{18}$/) }),
      handler: async ({ params, caller, language }) => {
        if (!(await services.tokens.revoke((caller as Caller).id, params.id))) {
          throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Token' : 'The token' } });
        }
        return new Reply(undefined, { status: 204 });
      },
    }),
  ];
}

async function accountOf(services: Services, caller: Caller | null): Promise<UserDocument> {
  const account = caller && (await services.stores.users.get(caller.id));
  if (!account) throw new Problem('SIGN_IN_REQUIRED');
  return account;
}

async function meOf(services: Services, account: UserDocument): Promise<Me> {
  const unread = await unreadNotices(services, account._id);
  return { id: account._id, name: account.name, roles: account.roles, language: account.language, unreadNotices: unread, demo: services.demo };
}

/** Of the newest hundred: more is "many" to anybody. */
async function unreadNotices(services: Services, user: string): Promise<number> {
  const { items } = await services.stores.notices.of(user, { limit: 100 });
  const read = await services.records.noticesRead.many(items.map((notice) => `${notice.id}/${user}`));
  return items.length - read.length;
}

function beginSession(request: Request, user: string): Promise<void> {
  // A new id at sign-in, so that an id planted before is worth nothing.
  return new Promise((resolve, reject) => {
    request.session.regenerate((error) => {
      if (error) return reject(error as Error);
      request.session.user = user;
      request.session.save((failed) => (failed ? reject(failed as Error) : resolve()));
    });
  });
}

function endSession(request: Request): Promise<void> {
  if (!request.session) return Promise.resolve();
  return new Promise((resolve, reject) => request.session.destroy((error) => (error ? reject(error as Error) : resolve())));
}

const tokenJson = (record: TokenRecord): Token => ({
  id: record._id,
  name: record.name,
  createdAt: rfc3339(record.createdAt),
  expiresAt: rfc3339OrNull(record.expiresAt),
  lastUsedAt: rfc3339OrNull(record.lastUsedAt),
});
