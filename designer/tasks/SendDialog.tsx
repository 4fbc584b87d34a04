/** The last question before an act goes on record. */
import { useRef, useState } from 'react';
import type { Receipt } from '../../server/contract/common';
import type { TaskDetail } from '../../server/contract/tasks';
import { newKey, post, seg } from '../api/client';
import { isProblem, type ApiProblem } from '../api/problem';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Banner } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { checkedAnswers } from './checked-answers';
import { withoutGaps, type Draft } from './use-draft';

export default function SendDialog({ task, draft, onClose, onTaken, onRefused }: {
  task: TaskDetail;
  draft: Draft;
  onClose: () => void;
  onTaken: (receipt: Receipt) => void;
  onRefused: (problem: ApiProblem) => void;
}) {
  const { t, word } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  // One key for this dialog: sending again after a lost answer is the same act.
  const key = useRef(newKey());
  const outcome = task.outcomes.length > 1 ? draft.outcome : undefined;
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const form = await checkedAnswers(task, draft.data);
      const data = { ...withoutGaps(draft.data), ...(form && { answers: form.answers }) };
      onTaken(await post<Receipt>(`/tasks/${seg(task.id)}/complete`, { ...(draft.outcome && { outcome: draft.outcome }), data }, { key: key.current }));
    } catch (problem) {
      setError(problem);
      if (isProblem(problem) && problem.status === 422 && problem.issues.length > 0) onRefused(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('task.confirm.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" busy={busy} onPress={() => void send()}>{t('task.confirm.send')}</Button>
        </>
      }
    >
      <div className="stack">
        {outcome && <Banner tone="gold">{t('task.confirm.outcome', { outcome: word(`outcomeText.${outcome}`, word(`outcome.${outcome}`, outcome)) })}</Banner>}
        <p>{t('task.confirm.text')}</p>
        {error !== undefined && <ErrorState error={error} compact />}
      </div>
    </Dialog>
  );
}
