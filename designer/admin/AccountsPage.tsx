import { useInfiniteQuery } from '@tanstack/react-query';
import { Pencil, UserPlus } from 'lucide-react';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import type { Page } from '../../server/contract/common';
import type { User } from '../../server/contract/users';
import { get } from '../api/client';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button, IconButton } from '../ui/Button';
import { Badge, Card, PageHeader, Skeleton, StatusPill } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { LoadMore } from '../ui/LoadMore';
import { Table } from '../ui/Table';

const AccountDialog = lazy(() => import('./AccountDialog'));

export default function AccountsPage() {
  const { t } = useText();
  const [search, setSearch] = useState('');
  const [editing, setEditing] = useState<User | 'new'>();
  const q = useDeferredValue(search.trim());
  const accounts = useInfiniteQuery({
    queryKey: ['users', q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<Page<User>>('/users', { signal, query: { q, cursor: pageParam } }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = accounts.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('admin.title'), href: paths.settings }, { label: t('admin.accounts') }]}
        title={t('admin.accounts')}
        lead={t('admin.accountsLead')}
        actions={<Button look="primary" icon={UserPlus} onPress={() => setEditing('new')}>{t('accounts.new')}</Button>}
      />
      <div style={{ maxWidth: 360, marginBottom: 16 }}><TextField label={t('accounts.search')} type="search" value={search} onChange={setSearch} /></div>
      {accounts.error ? <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} /> : accounts.isPending ? <Skeleton lines={8} /> : (
        <Card flush>
          <Table
            label={t('admin.accounts')}
            rows={rows}
            rowKey={(user) => user.id}
            columns={[
              { id: 'name', label: t('accounts.name'), main: true, cell: (user) => user.name },
              { id: 'id', label: t('accounts.id'), cell: (user) => <code>{user.id}</code> },
              { id: 'roles', label: t('accounts.roles'), cell: (user) => <span className="row" style={{ gap: 6 }}>{user.roles.map((role) => <Badge key={role} tone={role === 'admin' ? 'gold' : 'brand'}>{t(`role.${role}`)}</Badge>)}</span> },
              { id: 'status', label: t('accounts.status'), cell: (user) => <StatusPill status={user.disabled ? 'closed' : 'done'}>{t(user.disabled ? 'accounts.disabled' : 'accounts.active')}</StatusPill> },
              { id: 'edit', label: t('action.edit'), hideLabel: true, width: '64px', cell: (user) => <IconButton icon={Pencil} label={t('accounts.edit', { name: user.name })} onPress={() => setEditing(user)} /> },
            ]}
          />
          <LoadMore more={accounts.hasNextPage} busy={accounts.isFetchingNextPage} onMore={() => void accounts.fetchNextPage()} />
        </Card>
      )}
      {editing && <Suspense><AccountDialog user={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} /></Suspense>}
    </>
  );
}
