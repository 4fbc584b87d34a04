/**
 * `POST /session`, `DELETE /session`, `GET /me`, `PUT /me`; `GET /tokens`, `POST /tokens`, `DELETE /tokens/:id`.
 * The browser has a cookie; programs send `Authorization: Bearer <secret>` of a personal token, which may do what its person may.
 */
import { z } from 'zod';
import { accountRole, language, page, time, userId } from './common';

/** `POST /session` -> 200 `Me`, 401 `SIGN_IN_FAILED`, 429 `RATE_LIMITED`. */
export const signInRequest = z
  .strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(1000) })
  .meta({ id: 'SignIn', example: { username: 'owner', password: '…' } });

/** `GET /me` -> 200 `Me`, 401 `SIGN_IN_REQUIRED`. */
export const me = z
  .object({ id: userId, name: z.string(), roles: z.array(accountRole), language, unreadNotices: z.int(), demo: z.boolean() })
  .meta({ id: 'Me', example: { id: 'owner', name: 'BKPSDM Kabupaten Bungo', roles: ['owner'], language: 'id', unreadNotices: 2, demo: true } });

/** `PUT /me` -> 200 `Me`. */
export const meRequest = z.strictObject({ language: language.optional(), name: z.string().trim().min(1).max(200).optional() });

export const tokenRequest = z
  .strictObject({ name: z.string().trim().min(1).max(100), expiresInDays: z.int().min(1).max(3650).optional() })
  .meta({ id: 'TokenRequest', example: { name: 'Laporan bulanan', expiresInDays: 90 } });
export const token = z
  .object({ id: z.string(), name: z.string(), createdAt: time, expiresAt: time.nullable(), lastUsedAt: time.nullable() })
  .meta({ id: 'Token' });
/** `POST /tokens` -> 201. The secret is shown this once; the server keeps only its hash. */
export const newToken = token.extend({ secret: z.string() }).meta({ id: 'NewToken' });
export const tokenPage = page(token);

export type SignInRequest = z.infer<typeof signInRequest>;
export type Me = z.infer<typeof me>;
export type MeRequest = z.infer<typeof meRequest>;
export type Token = z.infer<typeof token>;
export type TokenRequest = z.infer<typeof tokenRequest>;
export type NewToken = z.infer<typeof newToken>;

/** `GET /session` -> 200, without an account: what the sign-in page shows. `accounts` is empty unless `demo`. */
export const signInFacts = z
  .object({ demo: z.boolean(), accounts: z.array(z.object({ id: userId, name: z.string() })) })
  .meta({ id: 'SignInFacts', example: { demo: true, accounts: [{ id: 'owner', name: 'BKPSDM Kabupaten Bungo' }] } });
export type SignInFacts = z.infer<typeof signInFacts>;
