/** `GET /users` (owner, admin): whom roles can be given to; `POST /users`, `PUT /users/:id` (admin): accounts. */
import { z } from 'zod';
import { accountRole, language, page, paging, userId } from './common';

export const user = z
  .object({ id: userId, name: z.string(), roles: z.array(accountRole), language, disabled: z.boolean() })
  .meta({ id: 'User', example: { id: 'expert1', name: 'Korpri Kabupaten Bungo', roles: ['stakeholder'], language: 'id', disabled: false } });

export const userQuery = z.strictObject({ ...paging, q: z.string().max(100).optional(), role: accountRole.optional() });
export const userPage = page(user);

const password = z.string().min(10).max(1000);
export const newUserRequest = z
  .strictObject({ id: userId, name: z.string().trim().min(1).max(200), roles: z.array(accountRole).min(1).max(4), language: language.optional(), password })
  .meta({ id: 'NewUser' });
/** Absent fields stay. A new password or `disabled` ends the person's sessions. */
export const userRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(200).optional(),
    roles: z.array(accountRole).min(1).max(4).optional(),
    language: language.optional(),
    disabled: z.boolean().optional(),
    password: password.optional(),
  })
  .meta({ id: 'UserChange' });

export type User = z.infer<typeof user>;
export type NewUserRequest = z.infer<typeof newUserRequest>;
export type UserRequest = z.infer<typeof userRequest>;
