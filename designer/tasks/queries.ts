/** What screens of tasks ask of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Page } from '../../server/contract/common';
import type { TaskDetail, TaskSummary } from '../../server/contract/tasks';
import { get, seg } from '../api/client';

export interface InboxFilter {
  status: 'open' | 'ended';
  process?: string | undefined;
  q?: string | undefined;
}

export const inboxQuery = (filter: InboxFilter) =>
  infiniteQueryOptions({
    queryKey: ['tasks', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      get<Page<TaskSummary>>('/tasks', { signal, query: { assignee: 'me', sort: filter.status === 'open' ? 'due' : 'opened', ...filter, cursor: pageParam } }),
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const taskQuery = (taskId: string) =>
  queryOptions({ queryKey: ['task', taskId], queryFn: ({ signal }) => get<TaskDetail>(`/tasks/${seg(taskId)}`, { signal }) });
