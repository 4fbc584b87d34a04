/** Tells when the network or the server is away; goes by itself. */
import { useSyncExternalStore } from 'react';
import { connectionStore } from '../api/events';
import { useText } from '../i18n/use-text';
import { Banner } from '../ui/display';

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function ConnectionBanner() {
  const { t } = useText();
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine, () => true);
  const away = useSyncExternalStore(connectionStore.subscribe, connectionStore.away, () => false);
  if (online && !away) return null;
  return (
    <div style={{ padding: '12px 16px 0' }}>
      <Banner tone="warn" live>{online ? t('state.serverAway') : t('state.offline')}</Banner>
    </div>
  );
}
