/** One entry, whole: what its leaf says, its payload as far as the reader may see it, and the check of its evidence. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Download, ShieldCheck } from 'lucide-react';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { Card, Facts, PageHeader, Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { ButtonLink } from '../ui/Link';
import { DateTime } from '../ui/time';
import { actorWords } from './fact-words';
import { entryQuery } from './queries';
import { useVerify } from './use-verify';
import { Verdict } from './Verdict';
import styles from './audit.module.css';

export default function EntryPage() {
  const { t, number } = useText();
  const { entryId = '' } = useParams({ strict: false }) as { entryId?: string };
  const found = useQuery(entryQuery(entryId));
  const check = useVerify();
  const entry = found.data;
  const verdict = check.verdicts[entryId];
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('audit.title'), href: paths.audit }, { label: t('audit.entry.title') }]}
        eyebrow={t('audit.entry.title')}
        title={<span className={styles.hash}>{entryId}</span>}
        actions={entry && (
          <>
            <Button look="primary" icon={ShieldCheck} busy={check.busy} onPress={() => void check.verify([entry])}>{t('history.verify')}</Button>
            {entry.logIndex !== null && <ButtonLink icon={Download} href={`/ledger/proof/${encodeURIComponent(entry.id)}`} download>{t('audit.entry.download')}</ButtonLink>}
          </>
        )}
      />
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={8} />}
      {entry && (
        <div className="stack">
          {check.error !== undefined && <ErrorState error={check.error} />}
          {verdict && <Verdict verdict={verdict} />}
          <Card>
            <Facts
              items={[
                { label: t('audit.entry.type'), value: <code>{entry.type}</code> },
                { label: t('audit.entry.actor'), value: actorWords(entry, t) },
                { label: t('audit.entry.at'), value: <DateTime time={entry.at} style="long" /> },
                { label: t('audit.entry.accepted'), value: <DateTime time={entry.acceptedAt} style="long" /> },
                { label: t('audit.entry.stream'), value: <code className={styles.hash}>{entry.stream} #{entry.seq}</code> },
                { label: t('history.logIndex'), value: entry.logIndex === null ? t('history.unplaced') : number(entry.logIndex) },
                { label: t('audit.hash'), value: <code className={styles.hash}>{entry.hash}</code> },
                { label: t('audit.entry.prev'), value: <code className={styles.hash}>{entry.prev ?? '–'}</code> },
                { label: t('audit.entry.payloadHash'), value: <code className={styles.hash}>{entry.payloadHash}</code> },
              ]}
            />
          </Card>
          <Card title={t('audit.entry.leaf')}><pre className={styles.note} tabIndex={0}>{entry.leaf}</pre></Card>
          <Card title={t('audit.entry.payload')}>
            {entry.payloadState === 'shown' ? <pre className={styles.note} tabIndex={0}>{JSON.stringify(entry.payload, null, 2)}</pre> : <p className="muted">{t(entry.payloadState === 'hidden' ? 'verify.payload.hidden' : 'verify.payload.erased')}</p>}
          </Card>
        </div>
      )}
    </>
  );
}
