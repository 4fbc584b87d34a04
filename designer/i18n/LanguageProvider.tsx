import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useSyncExternalStore, type ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import type { Language } from './catalogues';
import { languageStore } from './language-store';

/** Full tags, so that dates and numbers follow Indonesian custom in Indonesian and day-month order in English. */
export const TAG: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
export const TIME_ZONE = 'Asia/Jakarta';

export function LanguageProvider({ children }: { children: ReactNode }) {
  const { language, messages } = useSyncExternalStore(languageStore.subscribe, languageStore.get, languageStore.get);
  return (
    <IntlProvider locale={TAG[language]} messages={messages} timeZone={TIME_ZONE} defaultLocale="id-ID" onError={reportWord}>
      <I18nProvider locale={TAG[language]}>{children}</I18nProvider>
    </IntlProvider>
  );
}

/** A missing word is a bug of ours; the tests look for it, the reader sees the key. */
function reportWord(error: { code: string; message: string }): void {
  if (error.code !== 'MISSING_DATA') console.error(error.message);
}
