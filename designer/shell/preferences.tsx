/** Language and theme: two small switches that every page has, public ones too. */
import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { useMe, saveLanguage } from '../session/session';
import { setLanguage } from '../i18n/language-store';
import type { Language } from '../i18n/catalogues';
import { useText } from '../i18n/use-text';
import styles from './preferences.module.css';

type Theme = 'system' | 'light' | 'dark';
const THEMES = [
  { id: 'system', icon: Monitor },
  { id: 'light', icon: Sun },
  { id: 'dark', icon: Moon },
] as const;

function currentTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme);
  } catch {
    // Storage may be forbidden: the choice then lasts for this page.
  }
}

export function LanguageSwitch() {
  const { language, t } = useText();
  const me = useMe();
  const choose = (next: Language) => {
    void setLanguage(next);
    // The account remembers it too; if that fails, this browser still does.
    if (me) void saveLanguage(next).catch(() => undefined);
  };
  return (
    <div className={styles.switch} role="group" aria-label={t('language.switch')}>
      {(['id', 'en'] as const).map((code) => (
        <button key={code} type="button" lang={code} aria-pressed={language === code} onClick={() => choose(code)} title={code === 'id' ? 'Bahasa Indonesia' : 'English'}>
          <span aria-hidden>{code.toUpperCase()}</span>
          <span className="visually-hidden">{code === 'id' ? 'Bahasa Indonesia' : 'English'}</span>
        </button>
      ))}
    </div>
  );
}

export function ThemeSwitch() {
  const { t } = useText();
  const [theme, setTheme] = useState(currentTheme);
  return (
    <div className={styles.switch} role="group" aria-label={t('theme.switch')}>
      {THEMES.map(({ id, icon: Icon }) => (
        <button key={id} type="button" aria-pressed={theme === id} aria-label={t(`theme.${id}`)} title={t(`theme.${id}`)} onClick={() => { applyTheme(id); setTheme(id); }}>
          <Icon size={16} aria-hidden />
        </button>
      ))}
    </div>
  );
}
