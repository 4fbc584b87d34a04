import { useText } from '../i18n/use-text';
import { Button } from './Button';

/** The foot of a list that comes by cursor. */
export function LoadMore({ more, busy, onMore }: { more: boolean; busy: boolean; onMore: () => void }) {
  const { t } = useText();
  if (!more) return null;
  return (
    <div style={{ display: 'grid', placeItems: 'center', padding: 'var(--space-4)' }}>
      <Button onPress={onMore} busy={busy}>{t('action.more')}</Button>
    </div>
  );
}
