import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { SignInFacts } from '../../server/contract/session';
import { get } from '../api/client';
import { setLanguage } from '../i18n/language-store';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { LanguageSwitch, ThemeSwitch } from '../shell/preferences';
import { Button } from '../ui/Button';
import { Banner, CircleMark } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { Link } from '../ui/Link';
import { safeNext } from './next';
import { signIn } from './session';
import styles from './SignInPage.module.css';

export default function SignInPage() {
  const { t } = useText();
  const { next } = useSearch({ strict: false });
  const [username, setUsername] = useState('');
  const { data: facts } = useQuery({ queryKey: ['sign-in'], queryFn: () => get<SignInFacts>('/session'), retry: false, staleTime: Infinity });
  return (
    <div className={styles.page}>
      <section className={styles.cover} aria-label={t('app.name')}>
        <div className={styles.coverBrand}><CircleMark size={44} band /><span>{t('app.name')}</span></div>
        <p className={styles.tagline}>{t('app.tagline')}</p>
        <ol className={styles.promises}>
          {([1, 2, 3] as const).map((n) => (
            <li key={n}>
              <strong>{t(`signIn.promise${n}`)}</strong>
              <span>{t(`signIn.promise${n}Text`)}</span>
            </li>
          ))}
        </ol>
        <Assembly />
      </section>
      <main className={styles.form}>
        <div className={styles.switches}><LanguageSwitch /><ThemeSwitch /></div>
        <div className={styles.inner}>
          <header className="stack" style={{ gap: 6 }}>
            <h1>{t('signIn.title')}</h1>
            <p className="muted">{t('signIn.lead')}</p>
          </header>
          {next && <Banner tone="info">{t('signIn.next')}</Banner>}
          <SignInForm username={username} onUsername={setUsername} next={safeNext(next)} />
          {facts?.demo && <DemoAccounts accounts={facts.accounts} chosen={username} onChoose={setUsername} />}
          <p className="small muted">{t('signIn.public')} <Link href={paths.publicHome}>{t('signIn.publicLink')}</Link></p>
        </div>
      </main>
    </div>
  );
}

/** Rings of seats, as people sit to deliberate. */
function Assembly() {
  const seats = [10, 18, 26, 34].flatMap((count, ring) => Array.from({ length: count }, (_, seat) => ({ angle: ((seat + ring / 2) * 2 * Math.PI) / count, radius: 62 + ring * 44 })));
  return (
    <svg className={styles.ring} viewBox="-220 -220 440 440" aria-hidden>
      <circle r="17" data-part="centre" />
      {seats.map(({ angle, radius }, index) => <circle key={index} cx={radius * Math.cos(angle)} cy={radius * Math.sin(angle)} r="9" />)}
    </svg>
  );
}

function SignInForm({ username, onUsername, next }: { username: string; onUsername: (name: string) => void; next: string }) {
  const { t } = useText();
  const client = useQueryClient();
  const router = useRouter();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [incomplete, setIncomplete] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const missing = username.trim() === '' || password === '';
    setIncomplete(missing);
    if (missing) return;
    setBusy(true);
    try {
      const me = await signIn(client, username.trim(), password);
      await setLanguage(chosenHere() ?? me.language);
      await router.navigate({ href: next });
    } catch (problem) {
      setError(problem);
      setPassword('');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="stack" noValidate>
      {error !== undefined && <ErrorState error={error} compact />}
      {incomplete && <Banner tone="danger" live>{t('signIn.needBoth')}</Banner>}
      <TextField label={t('signIn.username')} name="username" autoComplete="username" value={username} onChange={onUsername} required autoFocus />
      <TextField label={t('signIn.password')} name="password" type="password" autoComplete="current-password" value={password} onChange={setPassword} required />
      <Button type="submit" look="primary" busy={busy} wide>{t('signIn.submit')}</Button>
    </form>
  );
}

/** A choice made in this browser before signing in outweighs the account's. */
function chosenHere(): 'id' | 'en' | undefined {
  try {
    const language = localStorage.getItem('language');
    return language === 'id' || language === 'en' ? language : undefined;
  } catch {
    return undefined;
  }
}

function DemoAccounts({ accounts, chosen, onChoose }: { accounts: { id: string; name: string }[]; chosen: string; onChoose: (id: string) => void }) {
  const { t } = useText();
  return (
    <section className={styles.demo} aria-label={t('signIn.demo')}>
      <h2>{t('signIn.demo')}</h2>
      <p className="small muted">{t('signIn.demoText')}</p>
      <div className={styles.chips}>
        {accounts.map(({ id, name }) => (
          <button key={id} type="button" aria-pressed={chosen === id} onClick={() => onChoose(id)} title={name}>{id}</button>
        ))}
      </div>
    </section>
  );
}
