/** One process: its map, what it waits for and since when, what the owner may do, what happened. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { Ban, FileArchive, Globe, History, MoreVertical } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { DataProperty, StepKind } from '../../process/types';
import type { HistoryItem } from '../../server/contract/history';
import type { ProcessDetail } from '../../server/contract/processes';
import { post, seg } from '../api/client';
import { actorWords, factWords } from '../audit/fact-words';
import { Canvas } from '../canvas/Canvas';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { hasRole, useMe } from '../session/session';
import { Banner, Card, EmptyState, Facts, PageHeader, Skeleton, StatusPill, Timeline } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { ButtonLink, Link } from '../ui/Link';
import { Menu } from '../ui/Menu';
import { RehearsalMark } from '../ui/RehearsalMark';
import { Select } from '../ui/Select';
import { DateTime, ProcessClockProvider, RelativeTime, useAbsolute } from '../ui/time';
import type { Asked } from './ActDialog';
import { ActiveSteps, EndedSteps, hasTold } from './Steps';
import { historyQuery, processQuery } from './queries';
import { scaleChoices } from './scales';
import { clockOfProcess, viewOfDetail } from './view';
import styles from './processes.module.css';

const ActDialog = lazy(() => import('./ActDialog'));
const LATEST = 8;
/** What the engine enters and leaves at once is left out, so more is asked for than is shown. */
const LATEST_ASKED = 30;
const INSTANT: ReadonlySet<string> = new Set<StepKind>(['start', 'end', 'fork', 'join', 'decision', 'notify']);

export default function ProcessPage() {
  const { processId = '' } = useParams({ strict: false }) as { processId?: string };
  const found = useQuery(processQuery(processId));
  if (found.data) return <Process process={found.data} />;
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return <Skeleton lines={10} height={40} />;
}

function Process({ process }: { process: ProcessDetail }) {
  const { t, local } = useText();
  const router = useRouter();
  const me = useMe();
  const owner = hasRole(me, 'owner');
  const { langkah } = useSearch({ strict: false }) as { langkah?: string };
  const [asked, setAsked] = useState<Asked>();
  const view = useMemo(() => viewOfDetail(process), [process]);
  const list = useRef<HTMLDivElement>(null);
  const chosen = typeof langkah === 'string' ? process.design.steps.find((step) => step.id === langkah) : undefined;
  useEffect(() => {
    if (!chosen) return;
    const target = list.current?.querySelector<HTMLElement>(`[data-of-step="${CSS.escape(chosen.id)}"]`);
    target?.scrollIntoView({ block: 'nearest' });
    target?.focus({ preventScroll: true });
  }, [chosen]);
  const openStep = (stepId: string) => void router.navigate({ href: `${paths.process(process.id)}?langkah=${seg(stepId)}`, replace: true, resetScroll: false });
  const reached = chosen && (process.active.some((step) => step.stepId === chosen.id) || process.ended.some((step) => step.stepId === chosen.id));
  return (
    <ProcessClockProvider clock={clockOfProcess(process)}>
      {process.rehearsal && <RehearsalMark scale={process.endedAt === null ? process.rehearsal.scale : undefined} />}
      <PageHeader
        crumbs={[{ label: t('nav.processes'), href: paths.processes }, { label: process.title }]}
        title={process.title}
        meta={
          <>
            <StatusPill status={process.status} />
            <span>{t('processes.version', { title: local(process.definition.title), version: process.definition.version })}</span>
          </>
        }
        actions={
          <>
            <ButtonLink icon={History} href={paths.history(process.id)}>{t('process.history')}</ButtonLink>
            {process.publicPath && !process.rehearsal && <ButtonLink icon={Globe} href={process.publicPath}>{t('process.publicPage')}</ButtonLink>}
            {(hasRole(me, 'owner', 'auditor') || process.mayWithdraw) && <More process={process} onWithdraw={() => setAsked({ act: 'withdraw' })} />}
          </>
        }
      />
      {process.seq < 0 && <Banner tone="info" live>{t('process.starting')}</Banner>}
      <section aria-label={t('process.map')} className={styles.map}>
        <Canvas definition={process.design} view={view} label={t('process.canvas', { title: process.title })} onOpenStep={openStep} />
      </section>
      <div className={styles.layout}>
        <div className="stack" ref={list} style={{ '--gap': '24px' } as React.CSSProperties}>
          {chosen && !reached && <Banner tone="info" title={local(chosen.title)}>{t('process.notReached')}</Banner>}
          <section className="stack" aria-label={t(process.status === 'running' ? 'process.now' : 'process.endedAt')}>
            {process.status === 'running' && <h2>{t('process.now')}</h2>}
            {process.active.length === 0 ? <EmptyNow process={process} /> : <ActiveSteps process={process} chosen={chosen?.id} onAct={setAsked} />}
          </section>
          {hasTold(process) && <Card title={t('process.ended')}><EndedSteps process={process} chosen={chosen?.id} onAct={setAsked} /></Card>}
        </div>
        <Aside process={process} owner={owner} />
      </div>
      {asked && <Suspense><ActDialog process={process} asked={asked} onClose={() => setAsked(undefined)} /></Suspense>}
    </ProcessClockProvider>
  );
}

function EmptyNow({ process }: { process: ProcessDetail }) {
  const { t } = useText();
  if (process.seq < 0) return <Skeleton lines={2} />;
  return <EmptyState title={process.status === 'running' ? t('process.nothing') : t(`status.${process.status}`)}>{process.endedAt && <DateTime time={process.endedAt} />}</EmptyState>;
}

function More({ process, onWithdraw }: { process: ProcessDetail; onWithdraw: () => void }) {
  const { t } = useText();
  return (
    <Menu
      label={t('process.more')}
      icon={MoreVertical}
      iconOnly
      items={[
        { id: 'evidence', label: t('process.evidence'), icon: FileArchive, onAction: () => window.location.assign(`/api/v1/processes/${seg(process.id)}/evidence`) },
        ...(process.mayWithdraw ? [{ id: 'withdraw', label: t('process.withdraw'), icon: Ban, danger: true, onAction: onWithdraw }] : []),
      ]}
    />
  );
}

function Aside({ process, owner }: { process: ProcessDetail; owner: boolean }) {
  const { t, local, word } = useText();
  const data = Object.entries(process.data);
  return (
    <aside className="stack" aria-label={t('process.about')}>
      {process.myTasks.length > 0 && (
        <Card title={t('process.myTasks')} tone="gold">
          <ul>{process.myTasks.map((task) => <li key={task.id}><Link href={paths.task(task.id)}>{local(task.title)}</Link> <span className="muted small">{word(`task.${task.kind}`, task.kind)}</span></li>)}</ul>
        </Card>
      )}
      {process.rehearsal && owner && process.status === 'running' && <Speed process={process} scale={process.rehearsal.scale} />}
      <Latest process={process} />
      <Card title={t('process.people')}>
        <dl className={styles.people}>
          {process.roles.map((role) => (
            <div key={role.id}>
              <dt>{local(role.title)}</dt>
              <dd>{role.kind === 'public' ? t('process.public') : role.kind === 'everyone' ? t('process.everyone') : role.people.map((person) => person.name).join(', ') || <span className="muted">{t('wait.nobody')}</span>}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {data.length > 0 && <Card title={t('process.data')}><Facts items={data.map(([name, value]) => ({ label: local(process.design.data.properties[name]?.title) || name, value: <Value value={value} property={process.design.data.properties[name]} /> }))} /></Card>}
      <Card title={t('process.about')}>
        <Facts
          items={[
            { label: t('processes.column.started'), value: <DateTime time={process.startedAt} /> },
            { label: t('process.startedBy'), value: process.startedBy.name },
            ...(process.endedAt ? [{ label: t('process.endedAt'), value: <DateTime time={process.endedAt} /> }] : []),
            { label: t('process.definition'), value: owner ? <Link href={paths.version(process.definition.id, process.definition.version)}>{local(process.definition.title)}</Link> : local(process.definition.title) },
            { label: t('process.workflow'), value: <code>{process.workflowId}</code> },
          ]}
        />
      </Card>
    </aside>
  );
}

function Value({ value, property }: { value: unknown; property: DataProperty | undefined }) {
  const { t, number } = useText();
  if (typeof value === 'boolean') return <>{t(value ? 'field.yes' : 'field.no')}</>;
  if (typeof value === 'number') return <span className="numbers">{number(value)}</span>;
  if (typeof value !== 'string') return <code>{JSON.stringify(value)}</code>;
  return property?.format === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? <DateTime time={`${value}T12:00:00+07:00`} style="date" /> : <>{value}</>;
}

function Speed({ process, scale }: { process: ProcessDetail; scale: number }) {
  const text = useText();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const change = async (next: string) => {
    setError(undefined);
    try {
      client.setQueryData(processQuery(process.id).queryKey, await post<ProcessDetail>(`/processes/${seg(process.id)}/speed`, { scale: Number(next) }));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Card>
      <Select label={text.t('process.speed')} value={String(scale)} onChange={(next) => void change(next)} options={scaleChoices(text, scale)} />
      {error !== undefined && <ErrorState error={error} compact />}
    </Card>
  );
}

/** A decision tells by what it decided; that it was entered, or that a branch was split, tells nothing. */
const isTelling = ({ fact, step }: HistoryItem): boolean => !(step && INSTANT.has(step.kind) && (fact.type === 'step-entered' || fact.type === 'step-ended'));

function Latest({ process }: { process: ProcessDetail }) {
  const text = useText();
  const { t } = text;
  const absolute = useAbsolute();
  const history = useInfiniteQuery(historyQuery(process.id, { order: 'newest', limit: LATEST_ASKED }));
  const items = (history.data?.pages[0]?.items ?? []).filter(isTelling).slice(0, LATEST).map((item) => {
    const words = factWords(item, text, (time) => absolute(time, 'date'), process.design.roles);
    return { id: item.id, title: words.title, tone: words.tone, when: <RelativeTime time={item.at} />, children: <span className="muted small">{[actorWords(item, t), words.detail].filter(Boolean).join(' · ')}</span> };
  });
  return (
    <Card title={t('process.facts')}>
      {history.error && <ErrorState error={history.error} compact onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton lines={5} />}
      {items.length > 0 && <Timeline label={t('process.facts')} items={items} />}
      <p><Link href={paths.history(process.id)}>{t('process.allFacts')}</Link></p>
    </Card>
  );
}
