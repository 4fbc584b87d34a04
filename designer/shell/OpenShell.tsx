/** The frame of pages that need no account: whose they are, language and theme, a way to sign in. */
import { Outlet } from '@tanstack/react-router';
import { useRef } from 'react';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { useMe } from '../session/session';
import { Link } from '../ui/Link';
import { ToastRegion } from '../ui/toast';
import { Brand } from './AppShell';
import { LanguageSwitch, ThemeSwitch } from './preferences';
import { useFocusOnNavigation } from './use-focus-on-navigation';
import shell from './AppShell.module.css';
import styles from './OpenShell.module.css';

export function OpenShell() {
  const { t } = useText();
  const me = useMe();
  const main = useRef<HTMLElement>(null);
  useFocusOnNavigation(main);
  return (
    <div className={styles.page}>
      <a href="#isi" className={shell.skip}>{t('nav.skip')}</a>
      <header className={styles.head}>
        <Brand href={paths.publicHome} />
        <nav className={styles.links} aria-label={t('nav.label')}>
          <Link href={paths.publicHome}>{t('nav.consultations')}</Link>
          <Link href={me ? paths.home : paths.signIn()}>{me ? t('nav.tasks') : t('nav.signIn')}</Link>
        </nav>
        <div className={styles.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <main id="isi" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <footer className={styles.foot}>
        <p>{t('app.name')} · {t('app.tagline')}</p>
      </footer>
      <ToastRegion />
    </div>
  );
}
