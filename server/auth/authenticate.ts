/** Finds out who sent a request: by the cookie of a session, or by the bearer token of a program. */
import type { RequestHandler } from 'express';
import session from 'express-session';
import { Problem } from '../../errors/problem';
import type { UserDocument } from '../../store/contract';
import { infoOf, type Caller } from '../http/context';
import { languageOf } from '../http/request-info';
import type { Accounts } from './accounts';
import { SESSION_HOURS, type SessionStore } from './session-store';
import type { Tokens } from './tokens';

export const COOKIE = 'musyawarah';

export interface AuthenticateDeps {
  accounts: Accounts;
  tokens: Tokens;
  sessions: SessionStore;
  sessionSecret: string;
  /** Reached by HTTPS only: the cookie must not travel in the open. */
  secure: boolean;
}

/** Two middlewares: the session, unless a token is sent, then the caller. */
export function authenticate(deps: AuthenticateDeps): RequestHandler[] {
  const withSession = session({
    name: COOKIE,
    secret: deps.sessionSecret,
    store: deps.sessions,
    resave: false,
    saveUninitialized: false,
    proxy: deps.secure,
    cookie: { httpOnly: true, sameSite: 'lax', secure: deps.secure, path: '/', maxAge: SESSION_HOURS * 3_600_000 },
  });
  return [
    (request, response, next) => (bearerOf(request.headers.authorization) === undefined ? withSession(request, response, next) : next()),
    async (request, _response, next) => {
      const bearer = bearerOf(request.headers.authorization);
      const caller = bearer === undefined ? await callerOfSession(deps, request.session?.user) : await callerOfToken(deps, bearer);
      const info = infoOf(request);
      info.caller = caller;
      info.language = languageOf(request.headers['accept-language'], caller?.language);
      next();
    },
  ];
}

async function callerOfSession({ accounts }: AuthenticateDeps, user: string | undefined): Promise<Caller | null> {
  const account = user === undefined ? null : await accounts.active(user);
  return account && callerFrom(account, 'cookie');
}

/** A token that is sent but doesn't hold is refused at once, even where anyone may: the program must learn of it. */
async function callerOfToken({ accounts, tokens }: AuthenticateDeps, bearer: string): Promise<Caller> {
  const user = await tokens.userOf(bearer);
  const account = user === undefined ? null : await accounts.active(user);
  if (!account) throw new Problem('SIGN_IN_REQUIRED');
  return callerFrom(account, 'token');
}

const callerFrom = (account: UserDocument, by: Caller['by']): Caller => ({ id: account._id, name: account.name, roles: account.roles, language: account.language, by });

const bearerOf = (header: string | undefined): string | undefined => /^Bearer (.+)$/i.exec(header ?? '')?.[1];
