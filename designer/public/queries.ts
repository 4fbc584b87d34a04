/** What the public's pages ask of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Page } from '../../server/contract/common';
import type {
  PublicAcknowledgement, PublicConsultation, PublicDesk, PublicProcess, PublicProcessDetail, PublicReceiptStatus, PublicSurvey,
} from '../../server/contract/public';
import { get, seg } from '../api/client';

const one = <T>(kind: string, id: string) => queryOptions({ queryKey: ['public', kind, id], queryFn: ({ signal }) => get<T>(`/public/${kind}/${seg(id)}`, { signal }) });

export const publicProcessesQuery = infiniteQueryOptions({
  queryKey: ['public', 'processes'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => get<Page<PublicProcess>>('/public/processes', { signal, query: { cursor: pageParam } }),
  getNextPageParam: (last) => last.next ?? undefined,
});
export const publicProcessQuery = (slug: string) => one<PublicProcessDetail>('processes', slug);
export const publicConsultationQuery = (id: string) => one<PublicConsultation>('consultations', id);
export const publicSurveyQuery = (id: string) => one<PublicSurvey>('surveys', id);
export const publicAcknowledgementQuery = (id: string) => one<PublicAcknowledgement>('acknowledgements', id);
export const publicDeskQuery = (id: string) => one<PublicDesk>('complaints', id);
export const publicReceiptQuery = (id: string) => one<PublicReceiptStatus>('receipts', id);
