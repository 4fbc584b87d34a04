import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { StepKind } from '../../process/types';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Card, PageHeader, Skeleton, StatusPill, Timeline } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { RehearsalMark } from '../ui/RehearsalMark';
import { clockOf, DateTime, ProcessClockProvider } from '../ui/time';
import { Windows } from './parts';
import { publicProcessQuery } from './queries';

/** Where a process only passes through, nothing is done that the public could follow. */
const PASSED: ReadonlySet<string> = new Set<StepKind>(['start', 'fork', 'join']);

export default function PublicProcessPage() {
  const { t, local, word } = useText();
  const { slug = '' } = useParams({ strict: false }) as { slug?: string };
  const found = useQuery(publicProcessQuery(slug));
  const process = found.data;
  if (!process) return found.error ? <><PageHeader title={t('open.title')} /><ErrorState error={found.error} onRetry={() => void found.refetch()} /></> : <Skeleton lines={8} />;
  return (
    <ProcessClockProvider clock={clockOf(process.rehearsal)}>
      {process.rehearsal && <RehearsalMark scale={process.rehearsal.scale} />}
      <PageHeader
        crumbs={[{ label: t('nav.consultations'), href: paths.publicHome }, { label: process.title }]}
        title={process.title}
        {...(process.description && { lead: local(process.description) })}
        meta={<><StatusPill status={process.status} /><span>{t('open.started')} <DateTime time={process.startedAt} style="date" /></span></>}
      />
      <div className="stack" style={{ '--gap': '24px' } as React.CSSProperties}>
        <Card title={t('open.windows')}>
          {process.windows.length === 0 ? <p className="muted">{t('open.noWindows')}</p> : <Windows windows={process.windows} />}
        </Card>
        <Card title={t('open.steps')}>
          <Timeline
            label={t('open.steps')}
            items={process.steps.filter(({ kind }) => !PASSED.has(kind)).map((step) => ({
              id: `${step.stepId}.${step.round}.${step.status}`,
              title: local(step.title),
              tone: step.status === 'running' ? 'brand' : 'ok',
              when: <DateTime time={step.at} style="date" />,
              children: <span className="muted small">{step.status === 'running' ? t('open.step.running') : step.outcome && word(`outcome.${step.outcome}`, step.outcome)}</span>,
            }))}
          />
        </Card>
      </div>
    </ProcessClockProvider>
  );
}
