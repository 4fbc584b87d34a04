import { useText } from '../i18n/use-text';
import { useMe } from '../session/session';
import styles from './UnreadCount.module.css';

/** The server counts no further. */
const MANY = 100;

/** How many notices wait to be read, beside their place in the menu. */
export function UnreadCount({ corner }: { /** On the icon rather than after the words. */ corner?: boolean }) {
  const { t, number } = useText();
  const count = useMe()?.unreadNotices ?? 0;
  if (count === 0) return null;
  return (
    <b className={styles.count} data-corner={corner || undefined}>
      <i aria-hidden>{count >= MANY ? `${number(MANY - 1)}+` : number(count)}</i>
      <i className="visually-hidden">, {t('nav.unread', { count })}</i>
    </b>
  );
}
