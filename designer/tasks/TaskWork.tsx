/** Filling in, checking, asking, sending: the same for every kind of task; only the fields differ. */
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import type { TaskKind } from '../../process/types';
import type { Receipt } from '../../server/contract/common';
import type { TaskDetail } from '../../server/contract/tasks';
import type { ApiProblem } from '../api/problem';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Skeleton } from '../ui/display';
import { anchorOf } from '../ui/form/anchors';
import { ErrorSummary } from '../ui/form/ErrorSummary';
import type { Fault } from '../ui/form/check';
import { useShown } from '../ui/form/use-shown';
import { relativeWords } from '../ui/time';
import { answersOf, faultsOf } from './faults';
import type { KindProps } from './kind-props';
import { startData } from './start-data';
import styles from './tasks.module.css';
import { checkedAnswers } from './checked-answers';
import { useDraft, type Draft } from './use-draft';

const SendDialog = lazy(() => import('./SendDialog'));

/** Each kind's fields come in a file of their own, so that a page loads only its kind's. */
const KINDS: Record<TaskKind, ComponentType<KindProps>> = {
  form: lazy(() => import('./kinds/FormTask')),
  'needs-analysis': lazy(() => import('./kinds/NeedsAnalysisTask')),
  draft: lazy(() => import('./kinds/DraftTask')),
  respond: lazy(() => import('./kinds/RespondTask')),
  dispose: lazy(() => import('./kinds/DisposeTask')),
  approve: lazy(() => import('./kinds/ApproveTask')),
  organize: lazy(() => import('./kinds/OrganizeTask')),
  measure: lazy(() => import('./kinds/EvaluateTask')),
  evaluate: lazy(() => import('./kinds/EvaluateTask')),
  complaint: lazy(() => import('./kinds/ComplaintTask')),
};

export function TaskWork({ task, onTaken }: { task: TaskDetail; onTaken: (receipt: Receipt) => void }) {
  const text = useText();
  const { t } = text;
  const client = useQueryClient();
  const draft = useDraft(task, startData(task), task.mine);
  const isShown = useShown(task.material.form, answersOf(draft.data));
  const [faults, setFaults] = useState<Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [asking, setAsking] = useState(false);
  const readOnly = !task.mine;
  const Fields = KINDS[task.kind];

  const ask = async () => {
    const found = faultsOf({ task, data: draft.data, outcome: draft.outcome, form: await checkedAnswers(task, draft.data) }, text);
    setFaults(found);
    setAttempt(attempt + 1);
    if (found.length === 0) setAsking(true);
  };
  const refused = (problem: ApiProblem) => {
    // What the server finds wrong is shown at the fields, like what we find.
    const found = problem.issues.filter((issue) => issue.path.startsWith('/data/')).map(({ path, message }) => ({ path: path.slice('/data'.length), label: labelOf(path, task, text.local), message }));
    setFaults(found);
    setAttempt(attempt + 1);
    setAsking(found.length === 0);
  };
  const taken = async (done: Receipt) => {
    draft.stop();
    setAsking(false);
    onTaken(done);
    window.scrollTo({ top: 0 });
    await Promise.all([client.invalidateQueries({ queryKey: ['tasks'] }), client.invalidateQueries({ queryKey: ['process', task.process.id] })]);
  };

  const errors = Object.fromEntries(faults.map((fault) => [fault.path, fault.message]));
  return (
    <div className="stack">
      <ErrorSummary attempt={attempt} errors={faults.map(({ path, label, message }) => ({ anchor: anchorOf(path), label, message }))} />
      <Suspense fallback={<Skeleton lines={6} height={44} />}>
        <Fields task={task} data={draft.data} set={draft.set} outcome={draft.outcome} setOutcome={draft.setOutcome} errors={errors} isShown={isShown} readOnly={readOnly} />
      </Suspense>
      {!readOnly && (
        <div className={styles.bar}>
          <SaveState draft={draft} />
          <Button look="primary" onPress={() => void ask()}>{submitWord(task, text)}</Button>
        </div>
      )}
      {asking && <Suspense><SendDialog task={task} draft={draft} onClose={() => setAsking(false)} onTaken={(done) => void taken(done)} onRefused={refused} /></Suspense>}
    </div>
  );
}

function submitWord(task: TaskDetail, { t, word }: ReturnType<typeof useText>): string {
  const only = task.outcomes.length === 1 ? task.outcomes[0] : undefined;
  return only ? word(`task.submit.${only}`, t('task.submit')) : t('task.submit');
}

/** The name of the field at a path that the server complains about; the path itself where it is not a question's. */
function labelOf(path: string, task: TaskDetail, local: ReturnType<typeof useText>['local']): string {
  const fieldId = /^\/data\/answers\/([A-Za-z0-9]+)/.exec(path)?.[1];
  return local(task.material.form?.fields.find((field) => field.id === fieldId)?.label) || path.replace('/data/', '');
}

function SaveState({ draft: { save } }: { draft: Draft }) {
  const text = useText();
  const { t } = text;
  const words = save.state === 'saved' ? t('task.save.saved', { when: relativeWords(text, save.at, Date.now()) }) : t(`task.save.${save.state}`);
  return <p className={styles.save} data-state={save.state} role="status">{words}</p>;
}
