/** What the screens of evidence ask of the API. */
import { queryOptions } from '@tanstack/react-query';
import type { EntryDetail, LedgerState } from '../../server/contract/ledger';
import { get, seg } from '../api/client';

export const ledgerQuery = queryOptions({ queryKey: ['ledger', 'state'], queryFn: ({ signal }) => get<LedgerState>('/ledger', { signal }) });

export const entryQuery = (id: string) => queryOptions({ queryKey: ['ledger', 'entry', id], queryFn: ({ signal }) => get<EntryDetail>(`/entries/${seg(id)}`, { signal }) });
