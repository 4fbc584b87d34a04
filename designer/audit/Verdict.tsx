/** What the check of an entry found, line by line. */
import { CircleCheck, CircleHelp, CircleX, Clock } from 'lucide-react';
import { useText } from '../i18n/use-text';
import { Badge } from '../ui/display';
import type { CheckResult, EntryVerdict } from './verify-entry';
import styles from './audit.module.css';

const ICON = { ok: CircleCheck, bad: CircleX, pending: Clock, skipped: CircleHelp } as const;
const TONE = { ok: 'ok', bad: 'danger', pending: 'neutral', skipped: 'warn' } as const;

export function VerdictBadge({ state }: { state: EntryVerdict['state'] }) {
  const { t } = useText();
  return <Badge tone={TONE[state]} icon={ICON[state]}>{t(`verify.${state}`)}</Badge>;
}

export function Verdict({ verdict, of }: { verdict: EntryVerdict; /** Which entry, where several are shown together. */ of?: string }) {
  const { t, number } = useText();
  return (
    <div className={styles.verdict} role="status">
      <div className="row-between"><strong>{t('verify.title')}{of && <> · <code className={styles.hash}>{of}</code></>}</strong><VerdictBadge state={verdict.state} /></div>
      <ul className={styles.checks}>{verdict.checks.map((check) => <Check key={check.id} check={check} />)}</ul>
      {verdict.tree && <p className="small muted">{t('verify.root', { size: number(verdict.tree.size), root: '' })}<code className={styles.hash}>{verdict.tree.root}</code></p>}
    </div>
  );
}

function Check({ check }: { check: CheckResult }) {
  const { t } = useText();
  const Icon = ICON[check.state];
  return (
    <li data-state={check.state}>
      <Icon size={18} aria-hidden />
      <div>
        <span>{t(`verify.check.${check.id}`)}</span> <span className="muted">· {t(`verify.${check.state}`)}{whyWords(check, t)}</span>
        {check.state === 'bad' && (
          <dl className={styles.difference}>
            <dt>{t('verify.expected')}</dt><dd><code>{check.expected || '–'}</code></dd>
            <dt>{t('verify.found')}</dt><dd><code>{check.found}</code></dd>
          </dl>
        )}
      </div>
    </li>
  );
}

function whyWords(check: CheckResult, t: ReturnType<typeof useText>['t']): string {
  if (check.state === 'pending') return `: ${t('verify.noProof')}`;
  if (check.state !== 'skipped') return '';
  return `: ${t(check.why === 'no-ed25519' ? 'verify.noEd25519' : check.why === 'hidden' ? 'verify.payload.hidden' : 'verify.payload.erased')}`;
}
