/** The frame of every page of the house: places by role, the person, language and theme, connection banner, content. */
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { LogOut, Menu as MenuIcon, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { listenToServer } from '../api/events';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { useMe, useSignOut, type Me } from '../session/session';
import { Button, IconButton } from '../ui/Button';
import { CircleMark } from '../ui/display';
import { Link } from '../ui/Link';
import { ToastRegion } from '../ui/toast';
import { ConnectionBanner } from './ConnectionBanner';
import { isWithin, placesOf, type Place } from './navigation';
import { LanguageSwitch, ThemeSwitch } from './preferences';
import { UnreadCount } from './UnreadCount';
import { useFocusOnNavigation } from './use-focus-on-navigation';
import styles from './AppShell.module.css';

/** So many places fit at the bottom of a phone beside the menu. */
const BOTTOM_PLACES = 4;

export function AppShell() {
  const me = useMe();
  const { t } = useText();
  const main = useRef<HTMLElement>(null);
  useFocusOnNavigation(main);
  const client = useQueryClient();
  const signedIn = !!me;
  useEffect(() => (signedIn ? listenToServer(client) : undefined), [client, signedIn]);
  if (!me) return null;
  const places = placesOf(me.roles);
  return (
    <div className={styles.shell}>
      <a href="#isi" className={styles.skip}>{t('nav.skip')}</a>
      <aside className={styles.side}>
        <Brand />
        <Places places={places} className={styles.places!} label={t('nav.label')} />
        <Person me={me} />
      </aside>
      <header className={styles.top}>
        <Brand />
        <LanguageSwitch />
      </header>
      <div className={styles.body}>
        <ConnectionBanner />
        <main id="isi" ref={main} tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <BottomBar places={places} me={me} />
      <ToastRegion />
    </div>
  );
}

export function Brand({ href = paths.home }: { href?: string }) {
  const { t } = useText();
  return (
    <Link href={href} className={styles.brand} aria-label={`${t('app.name')}, ${t('nav.home')}`}>
      <CircleMark size={34} band />
      <span>{t('app.name')}</span>
    </Link>
  );
}

function Places({ places, className, label, onFollow }: { places: Place[]; className: string; label: string; onFollow?: () => void }) {
  const { t } = useText();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav aria-label={label} className={className}>
      <ul>
        {places.map(({ id, href, icon: Icon, label: word }) => (
          <li key={id} style={{ position: 'relative' }}>
            <Link href={href} aria-current={isWithin(href, pathname) ? 'page' : undefined} {...(onFollow && { onClick: onFollow })}>
              <Icon size={20} aria-hidden />
              <span>{t(word)}</span>
              {id === 'notices' && <UnreadCount corner={className === styles.bottomPlaces} />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Person({ me }: { me: Me }) {
  const { t } = useText();
  const signOut = useSignOut();
  const router = useRouter();
  const leave = async () => {
    await signOut();
    await router.navigate({ href: paths.signIn() });
  };
  return (
    <div className={styles.person}>
      <div className={styles.switches}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className={styles.who}>
        <span className={styles.initials} aria-hidden>{initialsOf(me.name)}</span>
        <span className={styles.whoText}>
          <strong>{me.name}</strong>
          <span>{me.roles.map((role) => t(`role.${role}`)).join(', ')}</span>
        </span>
        <IconButton icon={LogOut} label={t('nav.signOut')} onPress={() => void leave()} />
      </div>
    </div>
  );
}

export const initialsOf = (name: string): string =>
  name.split(/\s+/).filter((word) => /^\p{L}/u.test(word)).slice(0, 2).map((word) => word[0]!.toUpperCase()).join('') || '?';

/** On a phone: the first places at the bottom, all else in a drawer. */
function BottomBar({ places, me }: { places: Place[]; me: Me }) {
  const { t } = useText();
  const drawer = useRef<HTMLDialogElement>(null);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => drawer.current?.close(), [pathname]);
  return (
    <>
      <div className={styles.bottom}>
        <Places places={places.slice(0, BOTTOM_PLACES)} className={styles.bottomPlaces!} label={t('nav.label')} />
        <button type="button" className={styles.more} aria-haspopup="dialog" onClick={() => drawer.current?.showModal()}>
          <MenuIcon size={20} aria-hidden />
          <span>{t('nav.more')}</span>
        </button>
      </div>
      <dialog ref={drawer} className={styles.drawer} aria-label={t('nav.more')} onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}>
        <div className={styles.drawerBody}>
          <div className="row-between">
            <Brand />
            <IconButton icon={X} label={t('nav.close')} onPress={() => drawer.current?.close()} />
          </div>
          <Places places={places} className={styles.places!} label={t('nav.label')} onFollow={() => drawer.current?.close()} />
          <Person me={me} />
        </div>
      </dialog>
    </>
  );
}

/** Shown where the frame itself can't be: the plain way out. */
export function ReloadButton() {
  const { t } = useText();
  return <Button look="primary" onPress={() => window.location.reload()}>{t('error.reload')}</Button>;
}
