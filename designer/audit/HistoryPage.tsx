/** The history of a process: every fact with its actor, time and entry, and a check of its evidence in the browser. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { ProcessDefinition } from '../../process/types';
import type { HistoryItem } from '../../server/contract/history';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { historyQuery, processQuery } from '../processes/queries';
import { clockOfProcess } from '../processes/view';
import { hasRole, useMe } from '../session/session';
import { Button } from '../ui/Button';
import { Banner, Card, EmptyState, PageHeader, Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { ButtonLink, Link } from '../ui/Link';
import { LoadMore } from '../ui/LoadMore';
import { RehearsalMark } from '../ui/RehearsalMark';
import { Select } from '../ui/Select';
import { DateTime, ProcessClockProvider, useAbsolute } from '../ui/time';
import { actorWords, factWords } from './fact-words';
import { useVerify, type Named } from './use-verify';
import { Verdict } from './Verdict';
import type { EntryVerdict } from './verify-entry';
import styles from './audit.module.css';

const ANY = 'all';
const FILTERS = {
  all: undefined,
  acts: 'task-ended,reopened,reassigned,extended,closing',
  steps: 'step-entered,closing,step-ended,decided,joined,cycle-started,cycle-ended',
  owner: 'extended,reopened,reassigned,closing,process-ended',
  time: 'reminded,warned,overdue,escalated,extended,deadline-moved,clock-stopped,clock-resumed',
} as const;
type Filter = keyof typeof FILTERS;

export default function HistoryPage() {
  const { t, local } = useText();
  const { processId = '' } = useParams({ strict: false }) as { processId?: string };
  const mayVerify = hasRole(useMe(), 'owner', 'auditor', 'stakeholder');
  const [filter, setFilter] = useState<Filter>('all');
  const [step, setStep] = useState(ANY);
  const [order, setOrder] = useState<'newest' | 'oldest'>('newest');
  const process = useQuery(processQuery(processId));
  const history = useInfiniteQuery(historyQuery(processId, { order, type: FILTERS[filter], step: step === ANY ? undefined : step }));
  const check = useVerify();
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  const entries = [...new Map(items.flatMap(evidenceOf).map((entry) => [entry.id, entry])).values()];
  const detail = process.data;
  return (
    <ProcessClockProvider clock={detail && clockOfProcess(detail)}>
      {detail?.rehearsal && <RehearsalMark scale={detail.endedAt === null ? detail.rehearsal.scale : undefined} />}
      <PageHeader
        crumbs={[{ label: t('nav.processes'), href: paths.processes }, { label: detail?.title ?? processId, href: paths.process(processId) }, { label: t('history.title') }]}
        eyebrow={t('history.title')}
        title={detail?.title ?? t('history.title')}
        lead={t('history.lead')}
        actions={<ButtonLink href={paths.process(processId)}>{t('history.process')}</ButtonLink>}
      />
      <div className="stack">
        <div className={styles.filters}>
          <Select label={t('history.filter')} value={filter} onChange={(value) => setFilter(value as Filter)} options={(Object.keys(FILTERS) as Filter[]).map((value) => ({ value, label: t(`history.filter.${value}`) }))} />
          <Select label={t('history.step')} value={step} onChange={setStep} options={[{ value: ANY, label: t('history.step.all') }, ...(detail?.design.steps ?? []).map((one) => ({ value: one.id, label: local(one.title) || one.id }))]} />
          <Select label={t('history.order')} value={order} onChange={(value) => setOrder(value as 'newest' | 'oldest')} options={(['newest', 'oldest'] as const).map((value) => ({ value, label: t(`history.order.${value}`) }))} />
          {mayVerify && <Button icon={ShieldCheck} busy={check.busy} onPress={() => void check.verify(entries)} isDisabled={entries.length === 0}>{t('history.verifyAll')}</Button>}
        </div>
        <Summary verdicts={check.verdicts} entries={entries} />
        {check.error !== undefined && <ErrorState error={check.error} />}
        {history.error && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
        {history.isPending && <Skeleton lines={8} height={56} />}
        {history.data && items.length === 0 && <EmptyState title={t('history.none')} />}
        {items.length > 0 && (
          <Card flush aria-label={t('history.title')}>
            <ol className={styles.items}>
              {items.map((item) => <Item key={item.id} item={item} roles={detail?.design.roles} verdicts={check.verdicts} {...(mayVerify && { onVerify: () => void check.verify(evidenceOf(item)) })} />)}
            </ol>
          </Card>
        )}
        <LoadMore more={history.hasNextPage} busy={history.isFetchingNextPage} onMore={() => void history.fetchNextPage()} />
      </div>
    </ProcessClockProvider>
  );
}

/** Said once all that is shown has been checked. */
function Summary({ verdicts, entries }: { verdicts: Record<string, EntryVerdict>; entries: Named[] }) {
  const { t } = useText();
  const found = entries.map(({ id }) => verdicts[id]);
  if (entries.length === 0 || found.includes(undefined)) return null;
  const count = (...states: EntryVerdict['state'][]) => found.filter((verdict) => states.includes(verdict!.state)).length;
  const [bad, pending] = [count('bad'), count('pending')];
  return (
    <Banner tone={bad > 0 ? 'danger' : count('skipped') > 0 ? 'warn' : 'ok'} live>
      {bad > 0 ? t('history.brokenAll', { count: bad }) : count('skipped') > 0 ? t('verify.noEd25519') : t('history.verifiedAll', { count: count('ok') })}
      {pending > 0 && ` ${t('history.pendingAll', { count: pending })}`}
    </Banner>
  );
}

/** The entry that records the fact and, where a person handed something in, the entry of their act, which the first one names by hash. */
const evidenceOf = ({ entry, fact }: HistoryItem): Named[] => (fact.type === 'task-ended' && fact.entryId !== entry.id ? [entry, { id: fact.entryId, hash: fact.hash }] : [entry]);

function Item({ item, roles, verdicts, onVerify }: { item: HistoryItem; roles: ProcessDefinition['roles'] | undefined; verdicts: Record<string, EntryVerdict>; onVerify?: () => void }) {
  const text = useText();
  const { t, number } = text;
  const absolute = useAbsolute();
  const words = factWords(item, text, (time) => absolute(time, 'short'), roles);
  const [{ id, hash }, act] = evidenceOf(item) as [Named, Named?];
  return (
    <li className={styles.item} data-tone={words.tone}>
      <div className={styles.head}>
        <span className={styles.title}>{words.title}</span>
        <span className="muted small"><DateTime time={item.at} /></span>
        <span className="small">{actorWords(item, t)}{words.detail && <span className="muted"> · {words.detail}</span>}</span>
      </div>
      <div className={styles.evidence}>
        <span>{t('history.entry')} <Link href={paths.entry(id)}><code>{id}</code></Link></span>
        <span>{t('history.logIndex')} {item.entry.logIndex === null ? t('history.unplaced') : number(item.entry.logIndex)}</span>
        <code title={hash}>{hash.slice(0, 16)}…</code>
        {act && <span>{t('history.act')} <Link href={paths.entry(act.id)}><code>{act.id}</code></Link></span>}
        {onVerify && <Button small look="quiet" icon={ShieldCheck} onPress={onVerify} aria-label={`${t('history.verify')}: ${words.title}`}>{t('history.verify')}</Button>}
      </div>
      {[id, act?.id].map((of) => of !== undefined && verdicts[of] && <Verdict key={of} verdict={verdicts[of]} {...(act && { of })} />)}
    </li>
  );
}
