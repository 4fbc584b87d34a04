/** What the public's pages share: the list of ways to take part, and the head of each such page. */
import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { RehearsalMark as Rehearsal } from '../../server/contract/common';
import type { PublicWindow } from '../../server/contract/public';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Banner, PageHeader, Skeleton, StatusPill } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { ButtonLink } from '../ui/Link';
import { RehearsalMark } from '../ui/RehearsalMark';
import { clockOf, DateTime, ProcessClockProvider } from '../ui/time';
import styles from './public.module.css';

/** Where a window's own page is. */
export function windowPath(window: PublicWindow): string {
  switch (window.kind) {
    case 'consultation':
      return paths.consultation(window.id);
    case 'survey':
      return paths.survey(window.id);
    case 'acknowledgement':
      return paths.acknowledgement(window.id);
    case 'complaints':
      return `${paths.complaint}?layanan=${encodeURIComponent(window.id)}`;
  }
}

export function Windows({ windows }: { windows: PublicWindow[] }) {
  const { t, local } = useText();
  return (
    <ul className={styles.windows}>
      {windows.map((window) => (
        <li key={window.id}>
          <span className={styles.windowText}>
            <strong>{local(window.title)}</strong>
            <span className="muted small">
              {t(`open.kind.${window.kind}`)} · {t('open.responses', { count: window.responses })}
              {window.status === 'open' && window.closesAt && <> · {t('open.closes')} <DateTime time={window.closesAt} style="date" /></>}
            </span>
          </span>
          {window.status === 'open'
            ? <ButtonLink small look="primary" href={windowPath(window)}>{t(`open.act.${window.kind}`)}</ButtonLink>
            : <span className="row"><StatusPill status="closed" />{window.kind === 'consultation' && <ButtonLink small href={windowPath(window)}>{t('open.read')}</ButtonLink>}</span>}
        </li>
      ))}
    </ul>
  );
}

interface Headed {
  process: { slug: string; title: string };
  rehearsal: Rehearsal | null;
  window: PublicWindow;
  description: { id: string; en?: string | undefined } | null;
}

/** The frame of a window's page: waiting, error, head, and what is inside once it is loaded. */
export function WindowPage<T extends Headed>({ query, lead, children }: { query: UseQueryResult<T>; lead?: string; children: (data: T) => ReactNode }) {
  const { t, local } = useText();
  const { data } = query;
  if (!data) return query.error ? <><PageHeader title={t('open.title')} /><ErrorState error={query.error} onRetry={() => void query.refetch()} /></> : <Skeleton lines={10} />;
  const { window } = data;
  const description = data.description ? local(data.description as never) : lead;
  return (
    <ProcessClockProvider clock={clockOf(data.rehearsal)}>
      {data.rehearsal && <RehearsalMark scale={data.rehearsal.scale} />}
      <PageHeader
        crumbs={[{ label: t('nav.consultations'), href: paths.publicHome }, { label: data.process.title, href: paths.publicProcess(data.process.slug) }, { label: local(window.title) }]}
        eyebrow={t(`open.kind.${window.kind}`)}
        title={local(window.title)}
        {...(description && { lead: description })}
        meta={
          <>
            <StatusPill status={window.status} />
            <span>{t('open.responses', { count: window.responses })}</span>
            {window.closesAt && <span>{t('open.closes')} <DateTime time={window.closesAt} style="date" /></span>}
          </>
        }
      />
      <div className="stack" style={{ '--gap': '24px' } as React.CSSProperties}>
        {window.status === 'closed' && <Banner tone="info">{t('open.closed')}</Banner>}
        {children(data)}
      </div>
    </ProcessClockProvider>
  );
}
