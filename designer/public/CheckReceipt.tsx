/** The check of a receipt in the reader's own browser, trusting only the log's key. */
import { useQueryClient } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { PublicReceiptStatus } from '../../server/contract/public';
import { ApiProblem } from '../api/problem';
import { ledgerQuery } from '../audit/queries';
import { Verdict } from '../audit/Verdict';
import type { EntryVerdict } from '../audit/verify-entry';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { ErrorState } from '../ui/ErrorState';

export function CheckReceipt({ receipt, proofPath }: { receipt: PublicReceiptStatus; proofPath: string }) {
  const { t } = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<EntryVerdict>();
  const [error, setError] = useState<unknown>();
  const check = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const [{ verifyReceipt }, { key }, proof] = await Promise.all([import('../audit/verify-entry'), client.fetchQuery(ledgerQuery), textOf(proofPath)]);
      setVerdict(await verifyReceipt(proof, receipt.leafHash, key));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <p className="muted">{t('open.checkText')}</p>
      <div className="row"><Button icon={ShieldCheck} busy={busy} onPress={() => void check()}>{t('open.check')}</Button></div>
      {error !== undefined && <ErrorState error={error} />}
      {verdict && <Verdict verdict={verdict} />}
    </div>
  );
}

async function textOf(path: string): Promise<string> {
  const answer = await fetch(path);
  if (!answer.ok) throw new ApiProblem(answer.status, `HTTP_${answer.status}`, `HTTP ${answer.status}`);
  return answer.text();
}
