/** What became of something that was sent: its place in the log, and the answer once there is one. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Badge, Card, Facts, PageHeader, Skeleton, StatusPill } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { ButtonLink, Link } from '../ui/Link';
import { DateTime } from '../ui/time';
import { CheckReceipt } from './CheckReceipt';
import { windowPath } from './parts';
import { publicReceiptQuery } from './queries';
import styles from './public.module.css';

export default function ReceiptPage() {
  const { t, local, number } = useText();
  const { receiptId = '' } = useParams({ strict: false }) as { receiptId?: string };
  const found = useQuery(publicReceiptQuery(receiptId));
  const receipt = found.data;
  return (
    <div className={styles.narrow}>
      <PageHeader title={t('open.status')} crumbs={[{ label: t('nav.consultations'), href: paths.publicHome }, { label: t('open.status') }]} />
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={6} />}
      {receipt && (
        <div className="stack">
          <Card tone="brand" title={t(`open.receiptKind.${receipt.kind}`)}>
            <Facts
              items={[
                { label: t('open.received'), value: <DateTime time={receipt.at} style="long" /> },
                { label: t(`open.kind.${receipt.window.kind}`), value: <><Link href={windowPath(receipt.window)}>{local(receipt.window.title)}</Link>, <Link href={paths.publicProcess(receipt.process.slug)}>{receipt.process.title}</Link></> },
                { label: t('open.receiptNumber'), value: <code className={styles.receipt}>{receipt.id}</code> },
              ]}
            />
          </Card>
          {receipt.kind === 'input' && (
            <Card title={t('open.answer')}>
              {receipt.disposition
                ? <><span className="row"><Badge tone="gold">{t(`open.disposition.${receipt.disposition.kind}`)}</Badge><span className="muted small"><DateTime time={receipt.disposition.at} style="date" /></span></span><p>{receipt.disposition.reason}</p></>
                : <p className="muted">{t('open.undisposed')}</p>}
            </Card>
          )}
          {receipt.complaint && (
            <Card title={t(`open.complaint.${receipt.complaint.status}`)}>
              <StatusPill status={receipt.complaint.status === 'answered' ? 'done' : 'running'}>{t(`open.complaint.${receipt.complaint.status}`)}</StatusPill>
              {receipt.complaint.answer && <p>{receipt.complaint.answer}</p>}
              <p className="muted small"><DateTime time={receipt.complaint.at} /></p>
            </Card>
          )}
          <Card title={t('audit.proof')}>
            <Facts items={[{ label: t('audit.entry'), value: <code className={styles.receipt}>{receipt.entryId}</code> }, { label: t('audit.hash'), value: <code className={styles.receipt}>{receipt.leafHash}</code> }, ...(receipt.logIndex === null ? [] : [{ label: t('history.logIndex'), value: number(receipt.logIndex) }])]} />
            {receipt.proofPath && <CheckReceipt receipt={receipt} proofPath={receipt.proofPath} />}
            {receipt.proofPath ? <div className="row"><ButtonLink href={receipt.proofPath} download>{t('open.proof')}</ButtonLink></div> : <p className="muted">{t('open.noProof')}</p>}
          </Card>
        </div>
      )}
    </div>
  );
}
