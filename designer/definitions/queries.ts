/** What the screens of definitions ask of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Page } from '../../server/contract/common';
import type { DefinitionDraft, DefinitionSummary, DefinitionTemplate, PublishedBrief, PublishedVersionJson } from '../../server/contract/definitions';
import { ask, get, seg } from '../api/client';

export const definitionsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['definitions', q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<Page<DefinitionSummary>>('/definitions', { signal, query: { q: q || undefined, cursor: pageParam } }),
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const templatesQuery = queryOptions({
  queryKey: ['definitions', 'templates'],
  staleTime: Infinity,
  queryFn: ({ signal }) => get<Page<DefinitionTemplate>>('/definitions/templates', { signal }),
});

export const versionsQuery = (id: string) =>
  queryOptions({ queryKey: ['definition', id, 'versions'], queryFn: ({ signal }) => get<Page<PublishedBrief>>(`/definitions/${seg(id)}/versions`, { signal }) });

export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['definition', id, 'version', version],
    // A published version never changes.
    staleTime: Infinity,
    queryFn: ({ signal }) => get<PublishedVersionJson>(`/definitions/${seg(id)}/versions/${version}`, { signal }),
  });

/** The draft with the ETag that its next change must name. */
export async function loadDraft(id: string): Promise<{ draft: DefinitionDraft; etag: string }> {
  const { data, etag } = await ask<DefinitionDraft>('GET', `/definitions/${seg(id)}`);
  return { draft: data, etag: etag ?? `"${data.revision}"` };
}
