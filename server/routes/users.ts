/** Accounts: whom a role can be given to, and their administration. Each change is put on record. */
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import type { UserDocument } from '../../store/contract';
import { recordAdministration } from '../acts/administration';
import type { Services } from '../acts/services';
import { hashPassword } from '../auth/passwords';
import { userId } from '../contract/common';
import { newUserRequest, user, userPage, userQuery, userRequest, type User } from '../contract/users';
import type { Caller } from '../http/context';
import { pageOf } from '../http/paging';
import { Reply, route, type Route } from '../http/route';

export function userRoutes(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/users',
      allow: ['owner', 'admin', 'stakeholder', 'auditor'],
      tag: 'Accounts',
      summary: 'Accounts by name, for giving roles and delegating',
      query: userQuery,
      response: userPage,
      handler: async ({ query, caller }) => {
        const wanted = query.q?.toLowerCase();
        const administers = (caller as Caller).roles.includes('admin');
        const found = [...(await services.accounts.all()).values()]
          .filter((one) => administers || !one.disabled)
          .filter((one) => query.role === undefined || one.roles.includes(query.role))
          .filter((one) => wanted === undefined || one._id.includes(wanted) || one.name.toLowerCase().includes(wanted))
          .sort((a, b) => a.name.localeCompare(b.name) || a._id.localeCompare(b._id));
        return pageOf(found.map(userJson), query, (one) => one.id);
      },
    }),
    route({
      method: 'POST',
      path: '/users',
      allow: ['admin'],
      tag: 'Accounts',
      summary: 'Open an account',
      key: 'optional',
      body: newUserRequest,
      response: user,
      status: 201,
      problems: ['ACCOUNT_EXISTS'],
      handler: async ({ body, caller }) => {
        const account: UserDocument = {
          _id: body.id,
          name: body.name,
          roles: [...new Set(body.roles)],
          language: body.language ?? 'id',
          passwordHash: await hashPassword(body.password),
        };
        if (!(await services.stores.users.insert(account))) throw new Problem('ACCOUNT_EXISTS', { received: body.id });
        services.accounts.forget(account._id);
        await recordAdministration(services, caller as Caller, { topic: 'account', id: account._id, type: 'account-opened', payload: { after: visible(account) } });
        return userJson(account);
      },
    }),
    route({
      method: 'PUT',
      path: '/users/:id',
      allow: ['admin'],
      tag: 'Accounts',
      summary: 'Change an account; absent fields stay',
      params: z.strictObject({ id: userId }),
      body: userRequest,
      response: user,
      handler: async ({ params, body, caller, language }) => {
        const before = await services.stores.users.get(params.id);
        if (!before) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Akun' : 'The account' } });
        if (params.id === (caller as Caller).id && (body.disabled || (body.roles && !body.roles.includes('admin')))) throw new Problem('FORBIDDEN');
        const { password, ...fields } = body;
        const after: UserDocument = { ...before, ...fields, ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }) };
        await services.stores.users.put(after);
        services.accounts.forget(after._id);
        if (password !== undefined || after.disabled) await services.sessions.endAllOf(after._id);
        if (after.disabled) await services.tokens.revokeAllOf(after._id);
        await recordAdministration(services, caller as Caller, {
          topic: 'account',
          id: after._id,
          type: 'account-changed',
          payload: { before: visible(before), after: visible(after), passwordChanged: password !== undefined },
        });
        return new Reply(userJson(after));
      },
    }),
  ];
}

/** Never the password's hash. */
const visible = ({ _id, roles, language, disabled }: UserDocument) => ({ id: _id, roles, language, disabled: disabled ?? false });

const userJson = (account: UserDocument): User => ({
  id: account._id,
  name: account.name,
  roles: account.roles,
  language: account.language,
  disabled: account.disabled ?? false,
});
