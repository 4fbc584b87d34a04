/** Publishing: the checker's errors block it; what is published is the draft that is stored, never one that lags behind. */
import { useState } from 'react';
import type { Finding } from '../../process/types';
import type { PublishedVersionJson } from '../../server/contract/definitions';
import { post, seg } from '../api/client';
import type { EditorStore } from '../canvas/editor-store';
import { useText } from '../i18n/use-text';
import { ConfirmDialog } from '../ui/Dialog';
import { Banner, Skeleton } from '../ui/display';
import { TextArea } from '../ui/fields';
import { toast } from '../ui/toast';
import { useFindings } from './use-findings';

export default function PublishDialog({ store, id, next, onClose, onPublished }: {
  store: EditorStore;
  id: string;
  /** Number of the version that it becomes. */
  next: number;
  onClose: () => void;
  onPublished: (version: number, publishedAt: string) => void;
}) {
  const { t } = useText();
  const [note, setNote] = useState('');
  const [unsaved, setUnsaved] = useState(false);
  const findings = useFindings(store.definition);
  const countOf = (severity: Finding['severity']) => findings?.filter((finding) => finding.severity === severity).length ?? 0;
  const errors = countOf('error');
  const warnings = countOf('warning');
  const publish = async () => {
    setUnsaved(false);
    await store.flush();
    if (store.dirty) {
      setUnsaved(true);
      throw new Error('unsaved');
    }
    const made = await post<PublishedVersionJson>(`/definitions/${seg(id)}/publish`, {
      ...(note.trim() && { note: note.trim() }),
      revision: Number(store.get().revision.replaceAll(/\D/g, '')),
    });
    onPublished(made.version, made.publishedAt);
    toast(t('editor.publish.done', { version: made.version }));
  };
  return (
    <ConfirmDialog open onClose={onClose} title={t('editor.publish.title', { version: next })} confirm={t('editor.publish')} onConfirm={publish} disabled={!findings || errors > 0}>
      {!findings
        ? <Skeleton lines={1} />
        : errors > 0
        ? <Banner tone="danger">{t('editor.publish.blocked', { count: errors })}</Banner>
        : <Banner tone={warnings > 0 ? 'warn' : 'ok'}>{t('editor.publish.noErrors', { count: warnings })}</Banner>}
      <p>{t('editor.publish.text')}</p>
      <TextArea label={t('editor.publish.note')} value={note} onChange={setNote} max={2000} rows={3} markOptional />
      {unsaved && <Banner tone="warn" live>{t('editor.publish.unsaved')}</Banner>}
    </ConfirmDialog>
  );
}
