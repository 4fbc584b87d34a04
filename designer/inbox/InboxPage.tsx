import { useInfiniteQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { TaskSummary } from '../../server/contract/tasks';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { EmptyState, PageHeader, Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { LoadMore } from '../ui/LoadMore';
import { Select } from '../ui/Select';
import { Tabs } from '../ui/Tabs';
import { useNow } from '../ui/time';
import { clockOf, instanceTime, msOf } from '../ui/time-words';
import { inboxQuery } from '../tasks/queries';
import { bucketOf, inBuckets, type Bucket } from './buckets';
import { TaskRow } from './TaskRow';
import styles from './inbox.module.css';

type Due = 'all' | 'pressing' | 'week';
const ALL = 'all';
/** So few are seen at a glance; filters would only stand in their way. */
const FEW = 5;

export default function InboxPage() {
  const { t } = useText();
  const [tab, setTab] = useState<'open' | 'ended'>('open');
  return (
    <>
      <PageHeader title={t('inbox.title')} lead={t('inbox.lead')} />
      <Tabs
        label={t('inbox.tabs')}
        value={tab}
        onChange={(id) => setTab(id as 'open' | 'ended')}
        items={[
          { id: 'open', label: t('inbox.open'), content: <OpenTasks /> },
          { id: 'ended', label: t('inbox.ended'), content: <EndedTasks /> },
        ]}
      />
    </>
  );
}

function OpenTasks() {
  const { t } = useText();
  const [search, setSearch] = useState('');
  const [process, setProcess] = useState(ALL);
  const [due, setDue] = useState<Due>('all');
  const [seen, setSeen] = useState<Record<string, string>>({});
  const now = useNow();
  const q = useDeferredValue(search.trim());
  const tasks = useInfiniteQuery(inboxQuery({ status: 'open', ...(process !== ALL && { process }), ...(q && { q }) }));
  const loaded = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  // Processes stay in the filter once seen, else choosing one would empty the list of the others.
  const fresh = loaded.filter((task) => seen[task.process.id] === undefined);
  if (fresh.length > 0) setSeen({ ...seen, ...Object.fromEntries(fresh.map((task) => [task.process.id, task.process.title])) });
  const bucket = (task: TaskSummary): Bucket => bucketOf(task.dueAt === null ? null : msOf(task.dueAt), instanceTime(clockOf(task.rehearsal), now));
  const shown = loaded.filter((task) => fits(task, due, bucket(task)));
  const filtered = q !== '' || process !== ALL || due !== 'all';
  const clear = () => {
    setSearch('');
    setProcess(ALL);
    setDue('all');
  };
  const processes = Object.entries(seen).map(([value, label]) => ({ value, label }));
  return (
    <div className="stack" style={{ '--gap': '24px' } as React.CSSProperties}>
      {(filtered || loaded.length > FEW) && <div className={styles.filters} role="search">
        <div className={styles.search}>
          <Search size={18} aria-hidden />
          <TextField label={t('inbox.search')} type="search" value={search} onChange={setSearch} />
        </div>
        {processes.length > 1 && (
          <Select label={t('inbox.process')} value={process} onChange={setProcess} options={[{ value: ALL, label: t('inbox.allProcesses') }, ...processes]} />
        )}
        <div className={styles.dues} role="group" aria-label={t('inbox.due')}>
          {(['all', 'pressing', 'week'] as const).map((choice) => (
            <button key={choice} type="button" aria-pressed={due === choice} onClick={() => setDue(choice)}>{t(`inbox.due.${choice}`)}</button>
          ))}
        </div>
      </div>}
      {tasks.error && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isPending && <Skeleton lines={6} height={64} />}
      {tasks.data && shown.length === 0 && !tasks.hasNextPage && (filtered ? (
        <EmptyState title={t('inbox.noneMatch.title')} actions={<Button onPress={clear}>{t('inbox.noneMatch.clear')}</Button>}>{t('inbox.noneMatch.text')}</EmptyState>
      ) : (
        <EmptyState title={t('inbox.empty.title')}>{t('inbox.empty.text')}</EmptyState>
      ))}
      {inBuckets(shown, bucket).map((group) => (
        <section key={group.bucket} className={styles.group} data-bucket={group.bucket} aria-labelledby={`bucket-${group.bucket}`}>
          <h2 id={`bucket-${group.bucket}`}>{t(`inbox.bucket.${group.bucket}`)} <span className={styles.count}>{group.items.length}</span></h2>
          <ul className={styles.list}>{group.items.map((task) => <TaskRow key={task.id} task={task} />)}</ul>
        </section>
      ))}
      <LoadMore more={tasks.hasNextPage} busy={tasks.isFetchingNextPage} onMore={() => void tasks.fetchNextPage()} />
    </div>
  );
}

function fits(task: TaskSummary, due: Due, bucket: Bucket): boolean {
  if (due === 'pressing') return task.clock === 'overdue' || task.clock === 'at-risk' || bucket === 'overdue';
  return due === 'all' || bucket === 'overdue' || bucket === 'today' || bucket === 'week';
}

function EndedTasks() {
  const { t } = useText();
  const tasks = useInfiniteQuery(inboxQuery({ status: 'ended' }));
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  if (tasks.error) return <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />;
  if (tasks.isPending) return <Skeleton lines={6} height={64} />;
  if (items.length === 0) return <EmptyState title={t('inbox.endedEmpty.title')}>{t('inbox.endedEmpty.text')}</EmptyState>;
  return (
    <>
      <ul className={styles.list}>{items.map((task) => <TaskRow key={task.id} task={task} />)}</ul>
      <LoadMore more={tasks.hasNextPage} busy={tasks.isFetchingNextPage} onMore={() => void tasks.fetchNextPage()} />
    </>
  );
}
