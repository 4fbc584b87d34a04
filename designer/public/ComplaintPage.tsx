/** A complaint: which policy it is about, what happened, and, if wished, who tells it. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ComplaintRequest } from '../../server/contract/public';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { Card, EmptyState, PageHeader, Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextArea, TextField } from '../ui/fields';
import { ErrorSummary } from '../ui/form/ErrorSummary';
import { ButtonLink } from '../ui/Link';
import { RehearsalMark } from '../ui/RehearsalMark';
import { Select } from '../ui/Select';
import { PublicReceiptCard } from './PublicReceiptCard';
import { publicDeskQuery, publicProcessesQuery } from './queries';
import { useSend } from './use-send';
import styles from './public.module.css';

const SHORTEST = 3;

export default function ComplaintPage() {
  const { t } = useText();
  const { layanan } = useSearch({ strict: false }) as { layanan?: string };
  const [chosen, setChosen] = useState<string | undefined>(typeof layanan === 'string' ? layanan : undefined);
  const processes = useInfiniteQuery(publicProcessesQuery);
  const desks = (processes.data?.pages.flatMap((page) => page.items) ?? []).flatMap((process) => process.open.filter((window) => window.kind === 'complaints').map((window) => ({ value: window.id, label: process.title })));
  const known = chosen !== undefined && !desks.some((desk) => desk.value === chosen) ? [{ value: chosen, label: chosen }, ...desks] : desks;
  return (
    <div className={styles.narrow}>
      <PageHeader title={t('open.complaint.title')} crumbs={[{ label: t('nav.consultations'), href: paths.publicHome }, { label: t('open.complaint.title') }]} />
      {processes.error && <ErrorState error={processes.error} onRetry={() => void processes.refetch()} />}
      {processes.isPending && <Skeleton lines={6} />}
      {processes.data && known.length === 0 && <EmptyState title={t('open.complaint.none')} actions={<ButtonLink href={paths.publicHome}>{t('open.back')}</ButtonLink>} />}
      {processes.data && known.length > 0 && (
        <div className="stack">
          {known.length > 1 || chosen === undefined ? <Select label={t('open.complaint.choose')} required value={chosen} placeholder={t('field.choose')} onChange={setChosen} options={known} /> : null}
          {chosen !== undefined && <Desk key={chosen} windowId={chosen} />}
        </div>
      )}
    </div>
  );
}

function Desk({ windowId }: { windowId: string }) {
  const { t } = useText();
  const found = useQuery(publicDeskQuery(windowId));
  const [form, setForm] = useState({ subject: '', text: '', name: '', contact: '' });
  const [attempt, setAttempt] = useState(0);
  const { busy, error, receipt, send } = useSend('/public/complaints');
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton lines={6} />;
  if (receipt) return <PublicReceiptCard receipt={receipt} />;
  const set = (field: keyof typeof form) => (value: string) => setForm({ ...form, [field]: value });
  const all = (['subject', 'text'] as const).filter((field) => form[field].trim().length < SHORTEST);
  const faults = attempt > 0 ? all : [];
  const errorOf = (field: 'subject' | 'text') => (faults.includes(field) ? t('open.complaint.tooShort') : undefined);
  const submit = () => {
    setAttempt(attempt + 1);
    if (all.length > 0) return;
    const body: ComplaintRequest = {
      windowId,
      subject: form.subject.trim(),
      text: form.text.trim(),
      ...(form.name.trim() && { name: form.name.trim() }),
      ...(form.contact.trim() && { contact: form.contact.trim() }),
    };
    void send(body);
  };
  return (
    <>
      {found.data.rehearsal && <RehearsalMark scale={found.data.rehearsal.scale} />}
      <Card title={found.data.process.title}>
        <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
          <ErrorSummary attempt={attempt} errors={faults.map((field) => ({ anchor: `aduan-${field}`, label: t(`open.complaint.${field}`), message: t('open.complaint.tooShort') }))} />
          <div id="aduan-subject"><TextField label={t('open.complaint.subject')} required max={300} value={form.subject} onChange={set('subject')} error={errorOf('subject')} /></div>
          <div id="aduan-text"><TextArea label={t('open.complaint.text')} required rows={7} max={20_000} value={form.text} onChange={set('text')} error={errorOf('text')} /></div>
          <p className="muted small">{t(found.data.anonymous ? 'open.complaint.anonymous' : 'open.complaint.needContact')}</p>
          <div className={styles.two}>
            <TextField label={t('open.name')} max={200} value={form.name} onChange={set('name')} autoComplete="name" markOptional />
            <TextField label={t('open.contact')} help={t('open.contactHelp')} max={200} value={form.contact} onChange={set('contact')} autoComplete="email" markOptional />
          </div>
          {error !== undefined && <ErrorState error={error} />}
          <div className="row"><Button type="submit" look="primary" busy={busy}>{t('open.sendComplaint')}</Button></div>
        </form>
      </Card>
    </>
  );
}
