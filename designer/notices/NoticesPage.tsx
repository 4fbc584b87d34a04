/** What the engine told the reader, newest first; read ones stay, paler. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { AlarmClock, CheckCheck, CircleAlert, Mail, RotateCcw, Siren, TimerReset, Undo2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../server/contract/common';
import type { Notice } from '../../server/contract/notices';
import { get, post, seg } from '../api/client';
import type { Text } from '../i18n/use-text';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { RadioGroup } from '../ui/choices';
import { EmptyState, PageHeader, Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { Link } from '../ui/Link';
import { LoadMore } from '../ui/LoadMore';
import { RehearsalBadge } from '../ui/RehearsalMark';
import { clockOf, ProcessClockProvider, RelativeTime, useAbsolute } from '../ui/time';
import { noticeDetail } from './notice-detail';
import styles from './notices.module.css';

const ICON: Record<Notice['template'], LucideIcon> = {
  reminder: AlarmClock, warning: CircleAlert, overdue: CircleAlert, escalation: Siren, message: Mail, extended: TimerReset, reopened: RotateCcw, withdrawn: Undo2,
};
const SHOW = ['all', 'unread'] as const;
type Show = (typeof SHOW)[number];

export default function NoticesPage() {
  const { t } = useText();
  const client = useQueryClient();
  const [show, setShow] = useState<Show>('all');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const found = useInfiniteQuery({
    queryKey: ['notices', show],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<Page<Notice>>('/notices', { signal, query: { cursor: pageParam, ...(show === 'unread' && { unread: 'true' }) } }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const notices = found.data?.pages.flatMap((page) => page.items) ?? [];
  const mark = async (path: string) => {
    setBusy(true);
    setError(undefined);
    try {
      await post(path, {});
      await Promise.all([client.invalidateQueries({ queryKey: ['notices'] }), client.invalidateQueries({ queryKey: ['me'] })]);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const unread = notices.some((notice) => !notice.read);
  return (
    <>
      <PageHeader
        title={t('notices.title')}
        lead={t('notices.lead')}
        actions={unread && <Button icon={CheckCheck} busy={busy} onPress={() => void mark('/notices/read')}>{t('notices.readAll')}</Button>}
      />
      <div className="stack">
        <RadioGroup label={t('notices.show')} inline value={show} onChange={(value) => setShow(value as Show)} options={SHOW.map((value) => ({ value, label: t(`notices.show.${value}`) }))} />
        {error !== undefined && <ErrorState error={error} />}
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton lines={6} height={64} />}
        {found.data && notices.length === 0 && (show === 'unread' ? <EmptyState title={t('notices.allRead')} /> : <EmptyState title={t('notices.empty')}>{t('notices.emptyText')}</EmptyState>)}
        {notices.length > 0 && (
          <ol className={styles.list} aria-label={t('notices.title')}>
            {notices.map((notice) => <Row key={notice.id} notice={notice} busy={busy} onRead={() => void mark(`/notices/${seg(notice.id)}/read`)} />)}
          </ol>
        )}
        <LoadMore more={found.hasNextPage} busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />
      </div>
    </>
  );
}

function Row({ notice, busy, onRead }: { notice: Notice; busy: boolean; onRead: () => void }) {
  const text = useText();
  const { t } = text;
  const absolute = useAbsolute();
  const Icon = ICON[notice.template];
  const title = titleOf(notice, text);
  const detail = noticeDetail(notice, text, (time) => absolute(time, 'short'));
  return (
    <ProcessClockProvider clock={clockOf(notice.rehearsal)}>
      <li className={styles.notice} data-unread={!notice.read || undefined} data-tone={notice.template}>
        <span className={styles.icon}><Icon size={20} aria-hidden /></span>
        <div className={styles.what}>
          <span className={styles.title}>
            {!notice.read && <span className="visually-hidden">{t('notices.unread')}: </span>}
            {title}
          </span>
          {detail && <p>{detail}</p>}
          <p className="muted small">
            <Link href={paths.process(notice.process.id)}>{notice.process.title}</Link>
            {notice.step && notice.step.round > 1 && ` · ${t('notices.round', { round: notice.step.round })}`} · <RelativeTime time={notice.at} />
          </p>
          {notice.rehearsal && <span><RehearsalBadge /></span>}
        </div>
        {!notice.read && <Button small look="quiet" isDisabled={busy} onPress={onRead} aria-label={t('notices.read', { what: title })}>{t('notices.readShort')}</Button>}
      </li>
    </ProcessClockProvider>
  );
}

const titleOf = (notice: Notice, { t, local }: Text): string => t(`notices.${notice.template}`, { step: local(notice.step?.title) || notice.process.title });
