import { useInfiniteQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { ProcessStatusJson, ProcessSummary } from '../../server/contract/processes';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { hasRole, useMe } from '../session/session';
import { Button } from '../ui/Button';
import { Card, EmptyState, PageHeader, Skeleton, StatusPill } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { ButtonLink, Link } from '../ui/Link';
import { LoadMore } from '../ui/LoadMore';
import { RehearsalBadge } from '../ui/RehearsalMark';
import { Select } from '../ui/Select';
import { Table, type Column } from '../ui/Table';
import { clockOf, DateTime, DueTime, ProcessClockProvider } from '../ui/time';
import { processesQuery, type ProcessFilter } from './queries';
import styles from './processes.module.css';

const ANY = 'all';
const STATES: readonly ProcessStatusJson[] = ['running', 'completed', 'withdrawn'];
const KINDS: readonly ProcessFilter['rehearsal'][] = ['none', 'only', 'all'];

export default function ProcessesPage() {
  const { t } = useText();
  const me = useMe();
  const mayStart = hasRole(me, 'owner');
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<string>(ANY);
  const [rehearsal, setRehearsal] = useState<ProcessFilter['rehearsal']>('none');
  const q = useDeferredValue(search.trim());
  const found = useInfiniteQuery(processesQuery({ rehearsal, ...(q && { q }), ...(status !== ANY && { status: status as ProcessStatusJson }) }));
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns();
  const filtered = q !== '' || status !== ANY || rehearsal !== 'none';
  const clear = () => {
    setSearch('');
    setStatus(ANY);
    setRehearsal('none');
  };
  const start = mayStart && <ButtonLink look="primary" icon={Play} href={paths.newProcess()}>{t('processes.new')}</ButtonLink>;
  return (
    <>
      <PageHeader title={t('processes.title')} lead={t('processes.lead')} actions={start} />
      <div className="stack">
        <div className={styles.filters} role="search">
          <TextField label={t('processes.search')} type="search" value={search} onChange={setSearch} />
          <Select label={t('processes.status')} value={status} onChange={setStatus} options={[{ value: ANY, label: t('processes.status.all') }, ...STATES.map((value) => ({ value, label: t(`status.${value}`) }))]} />
          <Select label={t('processes.kind')} value={rehearsal} onChange={(value) => setRehearsal(value as ProcessFilter['rehearsal'])} options={KINDS.map((value) => ({ value, label: t(`processes.kind.${value}`) }))} />
        </div>
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton lines={6} height={52} />}
        {found.data && rows.length === 0 && (filtered
          ? <EmptyState title={t('processes.noneMatch')} actions={<Button onPress={clear}>{t('processes.clear')}</Button>} />
          : <EmptyState title={t('processes.empty')} actions={start}>{t(hasRole(me, 'owner', 'auditor') ? 'processes.emptyText' : 'processes.emptyMember')}</EmptyState>)}
        {rows.length > 0 && <Card flush><Table label={t('processes.title')} columns={columns} rows={rows} rowKey={(row) => row.id} mark={(row) => (row.status !== 'running' ? undefined : row.clock === 'overdue' ? 'danger' : row.clock === 'at-risk' ? 'warn' : undefined)} /></Card>}
        <LoadMore more={found.hasNextPage} busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />
      </div>
    </>
  );
}

function useColumns(): Column<ProcessSummary>[] {
  const { t, local } = useText();
  return [
    {
      id: 'title',
      main: true,
      label: t('processes.column.title'),
      width: '38%',
      cell: (row) => (
        <span className={styles.name}>
          <span className="row" style={{ '--gap': '8px' } as React.CSSProperties}><Link href={paths.process(row.id)}>{row.title}</Link>{row.rehearsal && <RehearsalBadge />}</span>
          <span className={styles.note}>{t('processes.version', { title: local(row.definition.title), version: row.definition.version })}</span>
        </span>
      ),
    },
    { id: 'status', label: t('processes.column.status'), cell: (row) => <StatusPill status={row.status === 'running' ? (row.clock === 'on-time' ? 'running' : row.clock) : row.status} /> },
    { id: 'now', label: t('processes.column.now'), cell: (row) => (row.active.length === 0 ? <span className="muted">–</span> : row.active.map((step) => local(step.title)).join(', ')) },
    { id: 'due', label: t('processes.column.due'), cell: (row) => (row.status === 'running' ? <ProcessClockProvider clock={clockOf(row.rehearsal)}><DueTime due={row.dueAt} /></ProcessClockProvider> : <span className="muted">–</span>) },
    { id: 'started', label: t('processes.column.started'), wideOnly: true, cell: (row) => <DateTime time={row.startedAt} style="date" /> },
  ];
}
