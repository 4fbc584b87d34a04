import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Receipt } from '../../server/contract/common';
import type { TaskDetail } from '../../server/contract/tasks';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Badge, Banner, PageHeader, Skeleton, StatusPill } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { Link } from '../ui/Link';
import { RehearsalMark } from '../ui/RehearsalMark';
import { clockOf, DateTime, DueTime, ProcessClockProvider, RelativeTime } from '../ui/time';
import { ReceiptCard } from './ReceiptCard';
import { TaskAside } from './TaskAside';
import { taskQuery } from './queries';
import { TaskResult } from './TaskResult';
import { TaskWork } from './TaskWork';
import styles from './tasks.module.css';

export default function TaskPage() {
  const { t } = useText();
  const { taskId = '' } = useParams({ strict: false });
  const { data: task, error, refetch } = useQuery(taskQuery(taskId));
  // Kept here, because the task itself soon comes back as ended.
  const [taken, setTaken] = useState<{ taskId: string; receipt: Receipt }>();
  if (error && !task) return (
    <>
      <PageHeader crumbs={[{ label: t('nav.tasks'), href: paths.tasks }]} title={t('error.title')} />
      <ErrorState error={error} onRetry={() => void refetch()} compact />
    </>
  );
  if (!task) return <><h1 className="visually-hidden">{t('state.loading')}</h1><Skeleton lines={8} height={40} /></>;
  return (
    <ProcessClockProvider clock={clockOf(task.rehearsal)}>
      {task.rehearsal && <RehearsalMark scale={task.rehearsal.scale} />}
      <TaskHeader task={task} />
      {/* A document and what is asked about it stand side by side: that takes the whole width. */}
      <div className={styles.page} data-wide={(task.material.document !== null && task.kind !== 'draft') || undefined}>
        <div className={styles.work}>
          {taken?.taskId === task.id ? (
            <ReceiptCard receipt={taken.receipt} processId={task.process.id} />
          ) : task.status === 'open' ? (
            <OpenTask task={task} onTaken={(receipt) => setTaken({ taskId: task.id, receipt })} />
          ) : (
            <TaskResult task={task} />
          )}
        </div>
        <TaskAside task={task} />
      </div>
    </ProcessClockProvider>
  );
}

function OpenTask({ task, onTaken }: { task: TaskDetail; onTaken: (receipt: Receipt) => void }) {
  const { t } = useText();
  return (
    <>
      {!task.mine && !task.material.approval?.separated && <Banner tone="info">{t('task.page.notMine')}</Banner>}
      {/* A task that changed hands or was opened anew begins with fresh fields. */}
      <TaskWork key={`${task.id}.${task.mine}`} task={task} onTaken={onTaken} />
    </>
  );
}

function TaskHeader({ task }: { task: TaskDetail }) {
  const { t, local } = useText();
  return (
    <PageHeader
      crumbs={[{ label: t('nav.tasks'), href: paths.tasks }, { label: local(task.step.title) }]}
      eyebrow={<>{t(`task.${task.kind}`)}{task.step.round > 1 && <Badge tone="gold">{t('task.page.round', { round: task.step.round })}</Badge>}</>}
      title={local(task.step.title)}
      {...(task.design.description && { lead: local(task.design.description) })}
      meta={
        <>
          <Link href={paths.process(task.process.id)}>{task.process.title}</Link>
          {task.status === 'open' ? (
            <>
              {task.dueAt && <StatusPill status={task.clock} />}
              {task.dueAt && <span>{t('time.due', { when: '' })}<RelativeTime time={task.dueAt} />, <DateTime time={task.dueAt} /></span>}
              {!task.dueAt && <DueTime due={null} />}
            </>
          ) : <StatusPill status={task.status === 'completed' ? 'done' : 'closed'} />}
        </>
      }
    />
  );
}
