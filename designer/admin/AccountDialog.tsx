/** Opens an account, or changes one. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountRole } from '../../server/contract/common';
import type { User } from '../../server/contract/users';
import { post, put, seg } from '../api/client';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Checkbox, CheckboxGroup } from '../ui/choices';
import { Dialog } from '../ui/Dialog';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { Select } from '../ui/Select';
import { toast } from '../ui/toast';

const ROLES: AccountRole[] = ['owner', 'stakeholder', 'auditor', 'admin'];
const PASSWORD_MIN = 10;

export default function AccountDialog({ user, onClose }: { user: User | undefined; onClose: () => void }) {
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
