/** Says on every screen of a rehearsal that it is one. */
import { FastForward } from 'lucide-react';
import { useText } from '../i18n/use-text';
import { Badge } from './display';
import { DateTime, lengthWords, useNow } from './time';
import styles from './RehearsalMark.module.css';

/** The small mark, for lists. */
export function RehearsalBadge() {
  const { t } = useText();
  return <Badge tone="plum" icon={FastForward}>{t('rehearsal.mark')}</Badge>;
}

/** The band at the top of a page; inside a `ProcessClockProvider` it shows the rehearsal's own time. */
export function RehearsalMark({ scale }: { scale?: number | undefined }) {
  const text = useText();
  const { t } = text;
  const now = useNow();
  return (
    <aside className={styles.band} aria-label={t('rehearsal.mark')}>
      <FastForward size={18} aria-hidden />
      <strong>{t('rehearsal.mark')}</strong>
      <span className={styles.text}>{t('rehearsal.text')}</span>
      {scale && scale > 1 && (
        <span className={styles.clock}>
          <DateTime time={now} /> <span className={styles.speed}>{t('rehearsal.speed', { length: lengthWords(text, 86_400_000 / scale) })}</span>
        </span>
      )}
    </aside>
  );
}
