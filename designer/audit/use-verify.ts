/** Checks entries on request and keeps what was found, by entry. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { entryQuery, ledgerQuery } from './queries';
import type { EntryVerdict } from './verify-entry';

export interface Named {
  id: string;
  /** Leaf hash as the reader has it: what the entry must lead to. */
  hash: string;
}

export function useVerify() {
  const client = useQueryClient();
  const [verdicts, setVerdicts] = useState<Record<string, EntryVerdict>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const verify = async (entries: readonly Named[]): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      // The code of the ledger is loaded when somebody checks, not with the page.
      const [{ verifyEntry }, { key }] = await Promise.all([import('./verify-entry'), client.fetchQuery(ledgerQuery)]);
      for (const { id, hash } of entries) {
        const verdict = await verifyEntry(await client.fetchQuery({ ...entryQuery(id), staleTime: 0 }), key, hash);
        setVerdicts((known) => ({ ...known, [id]: verdict }));
      }
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { verdicts, busy, error, verify };
}
