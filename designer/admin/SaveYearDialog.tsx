/** The question before a holiday year is saved: running deadlines move with it, so it needs a reason. */
import { useState } from 'react';
import { useText } from '../i18n/use-text';
import { ConfirmDialog } from '../ui/Dialog';
import { TextArea } from '../ui/fields';

export default function SaveYearDialog({ year, onClose, onSave }: { year: string; onClose: () => void; onSave: (reason: string) => Promise<void> }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog open onClose={onClose} title={t('holidays.save', { year })} confirm={t('action.save')} onConfirm={() => onSave(reason.trim())} disabled={reason.trim() === ''}>
      <p>{t('holidays.confirm')}</p>
      <TextArea label={t('holidays.reason')} help={t('holidays.reasonHelp')} value={reason} onChange={setReason} required rows={3} max={1000} />
    </ConfirmDialog>
  );
}
