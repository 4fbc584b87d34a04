/** Sends what the public hands in: the same content again has the same key, so that it counts once, and gets the same receipt. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { PublicReceipt } from '../../server/contract/public';
import { newKey, post } from '../api/client';

export function useSend(path: string) {
  const client = useQueryClient();
  const sent = useRef({ body: '', key: '' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [receipt, setReceipt] = useState<PublicReceipt>();
  const send = async (body: unknown): Promise<void> => {
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    setBusy(true);
    setError(undefined);
    try {
      setReceipt(await post<PublicReceipt>(path, body, { key: sent.current.key }));
      void client.invalidateQueries({ queryKey: ['public'] });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, receipt, send };
}
