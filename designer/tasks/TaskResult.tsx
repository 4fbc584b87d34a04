/** An ended task: who did it, with what result, and where the proof is. */
import { Download } from 'lucide-react';
import { lazy, Suspense, type ComponentType } from 'react';
import type { TaskDetail } from '../../server/contract/tasks';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Banner, Card, Facts, Skeleton } from '../ui/display';
import { AnswersView } from '../ui/form/AnswersView';
import { ButtonLink } from '../ui/Link';
import { DateTime } from '../ui/time';
import { answersOf } from './faults';
import type { KindProps } from './kind-props';
import styles from './tasks.module.css';
import type { TaskData } from './use-draft';

/** Kinds whose own screen reads better than a list of answers. */
const READERS: Partial<Record<TaskDetail['kind'], ComponentType<KindProps>>> = {
  'needs-analysis': lazy(() => import('./kinds/NeedsAnalysisTask')),
  approve: lazy(() => import('./kinds/ApproveTask')),
  draft: lazy(() => import('./kinds/DraftTask')),
  organize: lazy(() => import('./kinds/OrganizeTask')),
  measure: lazy(() => import('./kinds/EvaluateTask')),
  evaluate: lazy(() => import('./kinds/EvaluateTask')),
  complaint: lazy(() => import('./kinds/ComplaintTask')),
};
const nothing = () => undefined;

export function TaskResult({ task }: { task: TaskDetail }) {
  const { t, word } = useText();
  if (task.status === 'closed') return <Banner tone="info">{t('task.page.closed')}</Banner>;
  const data = (task.result?.data ?? {}) as TaskData;
  const Reader = READERS[task.kind];
  return (
    <div className="stack">
      <Card tone="brand">
        <Facts
          items={[
            ...(task.outcome ? [{ label: t('task.outcome'), value: word(`outcome.${task.outcome}`, task.outcome) }] : []),
            ...(task.endedBy ? [{ label: t('task.page.completedBy', { name: '' }).trim(), value: task.endedBy.name }] : []),
            ...(task.endedAt ? [{ label: t('receipt.at'), value: <DateTime time={task.endedAt} style="long" /> }] : []),
            ...(task.result ? [{ label: t('audit.hash'), value: <code className={styles.hash}>{task.result.leafHash}</code> }] : []),
          ]}
        />
        {task.result && (
          <div className="row">
            <ButtonLink small href={paths.entry(task.result.entryId)}>{t('receipt.entry')}</ButtonLink>
            <ButtonLink small look="quiet" icon={Download} href={`/ledger/proof/${encodeURIComponent(task.result.entryId)}`} download>{t('receipt.proof')}</ButtonLink>
          </div>
        )}
      </Card>
      {task.result && (Reader ? (
        <Suspense fallback={<Skeleton lines={5} />}>
          <Reader task={task} data={data} set={nothing} outcome={task.outcome ?? undefined} setOutcome={nothing} errors={{}} isShown={() => true} readOnly />
        </Suspense>
      ) : task.material.form && <Card><AnswersView form={task.material.form} answers={answersOf(data)} /></Card>)}
    </div>
  );
}
