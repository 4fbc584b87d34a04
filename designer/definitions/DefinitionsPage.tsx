import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import type { DefinitionSummary } from '../../server/contract/definitions';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { hasRole, useMe } from '../session/session';
import { Button } from '../ui/Button';
import { Badge, Card, EmptyState, PageHeader, Skeleton, StatusPill } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { Link } from '../ui/Link';
import { LoadMore } from '../ui/LoadMore';
import { Table, type Column } from '../ui/Table';
import { RelativeTime } from '../ui/time';
import { definitionsQuery } from './queries';
import styles from './pages.module.css';

const NewDefinitionDialog = lazy(() => import('./NewDefinitionDialog'));

export default function DefinitionsPage() {
  const { t } = useText();
  const mayDraw = hasRole(useMe(), 'owner');
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const q = useDeferredValue(search.trim());
  const found = useInfiniteQuery(definitionsQuery(q));
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns();
  const create = mayDraw && <Button look="primary" icon={Plus} onPress={() => setCreating(true)}>{t('definitions.new')}</Button>;
  return (
    <>
      <PageHeader title={t('definitions.title')} lead={t('definitions.lead')} actions={create} />
      <div className="stack">
        <div className={styles.search} role="search"><TextField label={t('definitions.search')} type="search" value={search} onChange={setSearch} /></div>
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton lines={6} height={48} />}
        {found.data && rows.length === 0 && (q === ''
          ? <EmptyState title={t('definitions.empty')} actions={create}>{t('definitions.emptyText')}</EmptyState>
          : <EmptyState title={t('definitions.none')} actions={<Button onPress={() => setSearch('')}>{t('action.clear')}</Button>} />)}
        {rows.length > 0 && <Card flush><Table label={t('definitions.title')} columns={columns} rows={rows} rowKey={(row) => row.id} /></Card>}
        <LoadMore more={found.hasNextPage} busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />
      </div>
      {creating && <Suspense><NewDefinitionDialog onClose={() => setCreating(false)} /></Suspense>}
    </>
  );
}

function useColumns(): Column<DefinitionSummary>[] {
  const { t, local, number } = useText();
  return [
    {
      id: 'title',
      main: true,
      label: t('definitions.column.title'),
      cell: (row) => (
        <span className={styles.name}>
          <Link href={paths.definition(row.id)}>{local(row.title)}</Link>
          <span className={styles.note}>{t('definitions.new.steps', { count: row.steps })}{row.description && ` · ${local(row.description)}`}</span>
        </span>
      ),
    },
    {
      id: 'published',
      label: t('definitions.column.published'),
      cell: (row) => (
        <span className="row" style={{ '--gap': '6px' } as React.CSSProperties}>
          {row.published ? <StatusPill status="published">{t('definitions.version', { version: row.published.version })}</StatusPill> : <StatusPill status="draft">{t('definitions.unpublished')}</StatusPill>}
          {row.published && row.changed && <Badge tone="gold">{t('definitions.changed')}</Badge>}
        </span>
      ),
    },
    { id: 'running', label: t('definitions.column.running'), numeric: true, cell: (row) => number(row.running) },
    {
      id: 'changed',
      label: t('definitions.column.changed'),
      cell: (row) => <span className={styles.name}><RelativeTime time={row.updatedAt} /><span className={styles.note}>{row.updatedBy.name}</span></span>,
    },
  ];
}
