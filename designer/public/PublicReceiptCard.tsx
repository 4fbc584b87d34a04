/** The receipt of who has no account: to keep, for without it nobody finds what they sent again. */
import { CircleCheckBig } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PublicReceipt } from '../../server/contract/public';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { Card, Facts } from '../ui/display';
import { ButtonLink } from '../ui/Link';
import { DateTime } from '../ui/time';
import { toast } from '../ui/toast';
import styles from './public.module.css';

export function PublicReceiptCard({ receipt }: { receipt: PublicReceipt }) {
  const { t } = useText();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const href = paths.receipt(receipt.id);
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(href, window.location.href).href);
    toast(t('open.receiptCopied'));
  };
  return (
    <Card tone="brand">
      <div className="row" role="status"><CircleCheckBig size={30} aria-hidden /><h2 ref={head} tabIndex={-1}>{t('open.receipt')}</h2></div>
      <p>{t('open.receiptText')}</p>
      <Facts
        items={[
          { label: t('open.receiptNumber'), value: <code className={styles.receipt}>{receipt.id}</code> },
          { label: t('open.received'), value: <DateTime time={receipt.acceptedAt} /> },
          { label: t('audit.hash'), value: <code className={styles.receipt}>{receipt.leafHash}</code> },
        ]}
      />
      <div className="row">
        <ButtonLink look="primary" href={href}>{t('open.receiptLink')}</ButtonLink>
        {/* Only secure addresses may write to the clipboard; elsewhere the number above is copied by hand. */}
        {'clipboard' in navigator && <Button onPress={() => void copy()}>{t('open.receiptCopy')}</Button>}
      </div>
    </Card>
  );
}
