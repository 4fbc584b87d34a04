/** Who is signed in. */
import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { del, get, post, put } from '../api/client';
import { isProblem } from '../api/problem';
import type { Language } from '../i18n/catalogues';
import type { AccountRole } from '../../server/contract/common';
import type { Me } from '../../server/contract/session';

export type { AccountRole, Me };

/** `null` when nobody is signed in: that is an answer, not a failure. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await get<Me>('/me', { signal });
    } catch (error) {
      if (isProblem(error) && error.status === 401) return null;
      throw error;
    }
  },
});

export const useMe = (): Me | null | undefined => useQuery(meQuery).data;

export async function signIn(client: QueryClient, username: string, password: string): Promise<Me> {
  await post('/session', { username, password });
  client.clear();
  const me = await client.fetchQuery({ ...meQuery, staleTime: 0 });
  if (!me) throw new Error('Signed in, but the session did not hold: are cookies allowed?');
  return me;
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await del('/session');
    client.clear();
    client.setQueryData(meQuery.queryKey, null);
  };
}

/** Keeps the chosen language with the account, so that it is there on other machines too. */
export const saveLanguage = (language: Language): Promise<unknown> => put('/me', { language });

export const hasRole = (me: Me | null | undefined, ...roles: AccountRole[]): boolean => !!me && roles.some((role) => me.roles.includes(role));
