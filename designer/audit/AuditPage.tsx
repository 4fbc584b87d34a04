/** The log as a whole: how large it is, what its newest signature says, the key, and how anyone checks it. */
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { LedgerState } from '../../server/contract/ledger';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { Banner, Card, Facts, Figure, PageHeader, Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { Link } from '../ui/Link';
import { DateTime, RelativeTime } from '../ui/time';
import { ledgerQuery } from './queries';
import type { CheckResult } from './verify-entry';
import styles from './audit.module.css';

export default function AuditPage() {
  const { t } = useText();
  const found = useQuery(ledgerQuery);
  return (
    <>
      <PageHeader title={t('audit.title')} lead={t('audit.lead')} />
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={8} />}
      {found.data && <Log log={found.data} />}
    </>
  );
}

function Log({ log }: { log: LedgerState }) {
  const { t, number } = useText();
  return (
    <div className="stack" style={{ '--gap': '24px' } as React.CSSProperties}>
      <div className={styles.figures}>
        <Figure label={t('audit.size')} value={number(log.size)} />
        <Figure label={t('audit.waiting')} value={number(log.waiting)} />
        <Figure label={t('audit.checkpointAt')} value={log.checkpointAt ? <RelativeTime time={log.checkpointAt} /> : t('audit.never')} note={log.checkpointAt && <DateTime time={log.checkpointAt} />} />
      </div>
      <FindEntry />
      <Card title={t('audit.checkpoint')}>
        <Facts items={[{ label: t('audit.origin'), value: <code>{log.origin}</code> }, { label: t('audit.root'), value: <code className={styles.hash}>{log.root ?? '–'}</code> }]} />
        {log.checkpoint && <pre className={styles.note} tabIndex={0}>{log.checkpoint}</pre>}
        {log.checkpoint && <Signature key={log.checkpoint} checkpoint={log.checkpoint} logKey={log.key} />}
      </Card>
      <Card title={t('audit.key')}>
        <p>{t('audit.keyText')}</p>
        <pre className={styles.note} tabIndex={0}>{log.key}</pre>
      </Card>
      <Card title={t('audit.witnesses')}>
        {log.witnesses.length === 0 ? <p className="muted">{t('audit.noWitness')}</p> : <Facts items={log.witnesses.map((witness) => ({ label: witness.name, value: witness.at ? <DateTime time={witness.at} /> : t('audit.never') }))} />}
      </Card>
      <Card title={t('audit.how')}>
        <ol className={styles.how}>
          <li>{t('audit.how.entry')} <Link href={paths.processes}>{t('nav.processes')}</Link></li>
          <li>{t('audit.how.command')}<pre className={styles.note} tabIndex={0}>node cli/musyawarah.mjs verify</pre></li>
          <li>{t('audit.how.tools')} <a href="/ledger/checkpoint"><code>/ledger/checkpoint</code></a> · <a href="/ledger/key"><code>/ledger/key</code></a></li>
        </ol>
      </Card>
    </div>
  );
}

function FindEntry() {
  const { t } = useText();
  const router = useRouter();
  const [id, setId] = useState('');
  const go = () => id.trim() !== '' && void router.navigate({ href: paths.entry(id.trim()) });
  return (
    <form className={styles.find} role="search" onSubmit={(event) => { event.preventDefault(); go(); }}>
      <TextField label={t('audit.findLabel')} value={id} onChange={setId} autoComplete="off" />
      <Button type="submit">{t('audit.find')}</Button>
    </form>
  );
}

function Signature({ checkpoint, logKey }: { checkpoint: string; logKey: string }) {
  const { t, number } = useText();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<{ result: CheckResult; size: number }>();
  const check = async () => {
    setBusy(true);
    const { checkCheckpoint } = await import('./verify-entry');
    const { result, checkpoint: signed } = await checkCheckpoint(checkpoint, logKey);
    setFound({ result, size: signed?.size ?? 0 });
    setBusy(false);
  };
  return (
    <div className="stack">
      <div className="row"><Button icon={ShieldCheck} busy={busy} onPress={() => void check()}>{t('audit.checkSignature')}</Button></div>
      {found?.result.state === 'ok' && <Banner tone="ok" live>{t('audit.signatureOk', { size: number(found.size) })}</Banner>}
      {found?.result.state === 'skipped' && <Banner tone="warn" live>{t('verify.noEd25519')}</Banner>}
      {found?.result.state === 'bad' && <Banner tone="danger" live title={t('verify.bad')}>{found.result.found}</Banner>}
    </div>
  );
}
