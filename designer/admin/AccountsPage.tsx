import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, UserPlus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { AccountRole, Page } from '../../server/contract/common';
import type { User } from '../../server/contract/users';
import { get, post, put, seg } from '../api/client';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button, IconButton } from '../ui/Button';
import { Checkbox, CheckboxGroup } from '../ui/choices';
import { Badge, Card, PageHeader, Skeleton, StatusPill } from '../ui/display';
import { Dialog } from '../ui/Dialog';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { LoadMore } from '../ui/LoadMore';
import { Select } from '../ui/Select';
import { Table } from '../ui/Table';
import { toast } from '../ui/toast';

const ROLES: AccountRole[] = ['owner', 'stakeholder', 'auditor', 'admin'];
const PASSWORD_MIN = 10;

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
      {editing && <AccountDialog user={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function AccountDialog({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const [draft, setDraft] = useState(user ?? { id: '', name: '', roles: ['stakeholder'] as AccountRole[], language: 'id' as const, disabled: false });
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const passwordFits = password.length >= PASSWORD_MIN || (user !== undefined && password === '');
  const complete = draft.name.trim() !== '' && draft.roles.length > 0 && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(draft.id) && passwordFits;
  const save = async () => {
    setBusy(true);
    setError(undefined);
    const { id, name, roles, language, disabled } = draft;
    try {
      if (user) await put(`/users/${seg(id)}`, { name: name.trim(), roles, language, disabled, ...(password && { password }) });
      else await post('/users', { id, name: name.trim(), roles, language, password });
      toast(t('accounts.saved', { name }));
      await client.invalidateQueries({ queryKey: ['users'] });
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={user ? t('accounts.edit', { name: user.name }) : t('accounts.new')}
      actions={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" busy={busy} isDisabled={!complete} onPress={() => void save()}>{user ? t('action.save') : t('accounts.create')}</Button>
        </>
      }
    >
      <div className="stack">
        {error !== undefined && <ErrorState error={error} compact />}
        {!user && <TextField label={t('accounts.id')} help={t('accounts.idHelp')} value={draft.id} onChange={(id) => setDraft({ ...draft, id })} required autoComplete="off" />}
        <TextField label={t('accounts.name')} value={draft.name} onChange={(name) => setDraft({ ...draft, name })} required autoComplete="off" />
        <CheckboxGroup label={t('accounts.roles')} value={draft.roles} onChange={(roles) => setDraft({ ...draft, roles: roles as AccountRole[] })} options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} required />
        <Select label={t('accounts.language')} value={draft.language} onChange={(language) => setDraft({ ...draft, language: language as 'id' | 'en' })} options={[{ value: 'id', label: 'Bahasa Indonesia' }, { value: 'en', label: 'English' }]} />
        <TextField
          label={t(user ? 'accounts.newPassword' : 'accounts.password')}
          help={t(user ? 'accounts.newPasswordHelp' : 'accounts.passwordHelp')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          required={!user}
        />
        {user && <Checkbox checked={draft.disabled} onChange={(disabled) => setDraft({ ...draft, disabled })} note={t('accounts.disableNote')}>{t('accounts.disable')}</Checkbox>}
      </div>
    </Dialog>
  );
}
