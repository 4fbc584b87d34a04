/** What the screens of processes ask of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Page } from '../../server/contract/common';
import type { HistoryItem } from '../../server/contract/history';
import type { ProcessDetail, ProcessStatusJson, ProcessSummary } from '../../server/contract/processes';
import type { User } from '../../server/contract/users';
import { get, seg } from '../api/client';

export interface ProcessFilter {
  status?: ProcessStatusJson | undefined;
  rehearsal: 'only' | 'none' | 'all';
  q?: string | undefined;
}

export const processesQuery = (filter: ProcessFilter) =>
  infiniteQueryOptions({
    queryKey: ['processes', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<Page<ProcessSummary>>('/processes', { signal, query: { ...filter, cursor: pageParam } }),
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** The newest process of a definition, official or rehearsal. */
export const latestOfQuery = (definition: string) =>
  queryOptions({
    queryKey: ['processes', 'latest', definition],
    queryFn: ({ signal }) => get<Page<ProcessSummary>>('/processes', { signal, query: { definition, rehearsal: 'all', limit: 1 } }),
  });

/** A process that is accepted but not yet under way is looked at again until it is; from then on events say what changed. */
const SETTING_UP_MS = 1_000;

export const processQuery = (id: string) =>
  queryOptions({
    queryKey: ['process', id],
    queryFn: ({ signal }) => get<ProcessDetail>(`/processes/${seg(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.seq < 0 ? SETTING_UP_MS : false),
  });

export interface HistoryFilter {
  order: 'newest' | 'oldest';
  step?: string | undefined;
  type?: string | undefined;
  limit?: number;
}

export const historyQuery = (id: string, filter: HistoryFilter) =>
  infiniteQueryOptions({
    queryKey: ['history', id, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<Page<HistoryItem>>(`/processes/${seg(id)}/history`, { signal, query: { ...filter, cursor: pageParam } }),
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const usersQuery = queryOptions({ queryKey: ['users', 'all'], staleTime: 60_000, queryFn: ({ signal }) => get<Page<User>>('/users', { signal, query: { limit: 200 } }) });
