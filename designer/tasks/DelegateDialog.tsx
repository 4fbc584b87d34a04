import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page } from '../../server/contract/common';
import type { TaskDetail } from '../../server/contract/tasks';
import type { User } from '../../server/contract/users';
import { get, post, seg } from '../api/client';
import { useText } from '../i18n/use-text';
import { hasRole, useMe } from '../session/session';
import { ConfirmDialog } from '../ui/Dialog';
import { TextArea, TextField } from '../ui/fields';
import { ComboBox } from '../ui/ComboBox';
import { toast } from '../ui/toast';

/** Someone else does it in my place. Who may see the accounts chooses from them; others know the account name. */
export default function DelegateDialog({ task, onClose }: { task: TaskDetail; onClose: () => void }) {
  const { t } = useText();
  const me = useMe();
  const client = useQueryClient();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const mayList = hasRole(me, 'owner', 'admin');
  const users = useQuery({ queryKey: ['users', 'all'], enabled: mayList, queryFn: () => get<Page<User>>('/users', { query: { limit: 200 } }) });
  const delegate = async () => {
    await post(`/tasks/${seg(task.id)}/delegate`, { to: to.trim(), reason: reason.trim() });
    toast(t('task.delegate.done'));
    await Promise.all([client.invalidateQueries({ queryKey: ['task', task.id] }), client.invalidateQueries({ queryKey: ['tasks'] })]);
  };
  const people = users.data?.items.filter((user) => !user.disabled && user.id !== me?.id).map((user) => ({ value: user.id, label: user.name, note: user.id }));
  return (
    <ConfirmDialog open onClose={onClose} title={t('task.delegate.title')} confirm={t('task.delegate')} onConfirm={delegate} disabled={to.trim() === '' || reason.trim() === ''}>
      <p>{t('task.delegate.text')}</p>
      {people ? <ComboBox label={t('task.delegate.to')} required value={to || undefined} onChange={(next) => setTo(next ?? '')} options={people} /> : <TextField label={t('task.delegate.to')} help={t('task.delegate.toHelp')} required value={to} onChange={setTo} autoComplete="off" />}
      <TextArea label={t('task.delegate.reason')} required rows={3} max={2000} value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
