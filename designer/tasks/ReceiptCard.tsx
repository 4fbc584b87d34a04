import { CircleCheckBig, Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Receipt } from '../../server/contract/common';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Card, Facts } from '../ui/display';
import { ButtonLink } from '../ui/Link';
import { useAbsolute } from '../ui/time';
import styles from './tasks.module.css';

/** Says that an act is on record, with all that is needed to prove it later. */
export function ReceiptCard({ receipt, processId }: { receipt: Receipt; processId: string }) {
  const { t } = useText();
  const absolute = useAbsolute();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <Card tone="brand">
      <div className={styles.receiptHead} role="status">
        <CircleCheckBig size={34} aria-hidden />
        <div>
          <h2 ref={head} tabIndex={-1}>{t('receipt.title')}</h2>
          <p>{t(receipt.repeated ? 'receipt.repeated' : 'receipt.text')}</p>
        </div>
      </div>
      <Facts
        items={[
          { label: t('receipt.at'), value: absolute(receipt.acceptedAt) },
          { label: t('audit.entry'), value: <code>{receipt.entryId}</code> },
          { label: t('audit.hash'), value: <code className={styles.hash}>{receipt.leafHash}</code> },
        ]}
      />
      <div className="row">
        <ButtonLink look="primary" href={paths.tasks}>{t('receipt.next')}</ButtonLink>
        <ButtonLink href={paths.process(processId)}>{t('receipt.process')}</ButtonLink>
        <ButtonLink look="quiet" href={paths.entry(receipt.entryId)}>{t('receipt.entry')}</ButtonLink>
        <ButtonLink look="quiet" icon={Download} href={`/ledger/proof/${encodeURIComponent(receipt.entryId)}`} download>{t('receipt.proof')}</ButtonLink>
      </div>
    </Card>
  );
}
