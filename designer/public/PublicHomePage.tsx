import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { EmptyState, PageHeader, Skeleton, StatusPill } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { Link } from '../ui/Link';
import { LoadMore } from '../ui/LoadMore';
import { DateTime } from '../ui/time';
import { Windows } from './parts';
import { publicProcessesQuery } from './queries';
import styles from './public.module.css';

export default function PublicHomePage() {
  const { t, local } = useText();
  const found = useInfiniteQuery(publicProcessesQuery);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('open.title')} lead={t('open.lead')} />
      <div className="stack" style={{ '--gap': '28px' } as React.CSSProperties}>
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton lines={6} height={60} />}
        {found.data && items.length === 0 && <EmptyState title={t('open.none')}>{t('open.noneText')}</EmptyState>}
        <ul className={styles.list}>
          {items.map((process) => (
            <li key={process.id} className={styles.policy}>
              <div className="row-between"><h2><Link href={paths.publicProcess(process.slug)}>{process.title}</Link></h2><StatusPill status={process.status} /></div>
              <p className="muted small">{t('open.started')} <DateTime time={process.startedAt} style="date" />{process.now.length > 0 && ` · ${t('open.now', { steps: process.now.map(local).join(', ') })}`}</p>
              {process.open.length > 0 && <Windows windows={process.open} />}
            </li>
          ))}
        </ul>
        <LoadMore more={found.hasNextPage} busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />
        <FindReceipt />
      </div>
    </>
  );
}

function FindReceipt() {
  const { t } = useText();
  const router = useRouter();
  const [id, setId] = useState('');
  return (
    <section className="stack" aria-labelledby="status">
      <h2 id="status">{t('open.statusFind')}</h2>
      <form className={styles.find} onSubmit={(event) => { event.preventDefault(); if (id.trim()) void router.navigate({ href: paths.receipt(id.trim()) }); }}>
        <TextField label={t('open.receiptNumber')} value={id} onChange={setId} autoComplete="off" />
        <Button type="submit">{t('open.statusGo')}</Button>
      </form>
    </section>
  );
}
