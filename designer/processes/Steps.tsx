/** The steps that run, each with what it waits for and what the owner may do; and those that have ended. */
import type { StepKind } from '../../process/types';
import type { ActiveStepJson, EndedStepJson, ProcessDetail, WaitsForJson } from '../../server/contract/processes';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { Facts, StatusPill } from '../ui/display';
import { Link } from '../ui/Link';
import { DateTime, DueTime, RelativeTime } from '../ui/time';
import type { Asked } from './ActDialog';
import styles from './processes.module.css';

interface StepsProps {
  process: ProcessDetail;
  chosen: string | undefined;
  onAct: (asked: Asked) => void;
}

export function ActiveSteps({ process, chosen, onAct }: StepsProps) {
  return <>{process.active.map((step) => <Active key={step.runId} step={step} process={process} chosen={chosen === step.stepId} onAct={onAct} />)}</>;
}

function Active({ step, process, chosen, onAct }: { step: ActiveStepJson; process: ProcessDetail; chosen: boolean; onAct: StepsProps['onAct'] }) {
  const { t, local, word } = useText();
  const title = local(step.title);
  const people = step.waitsFor.flatMap((wait) => (wait.type === 'task' ? wait.people : []));
  const distinct = [...new Map(people.map((person) => [person.id, person])).values()];
  return (
    <article className={styles.step} data-status={step.status} data-of-step={step.stepId} data-chosen={chosen || undefined} tabIndex={-1} aria-label={title}>
      <header className={styles.stepHead}>
        <div>
          <h3>{title}</h3>
          <span className="muted small">{word(`kind.${step.kind}`, step.kind)}{step.round > 1 && ` · ${t('process.round', { round: step.round })}`}{step.extensions > 0 && ` · ${t('process.extensions', { count: step.extensions })}`}</span>
        </div>
        <StatusPill status={step.status} />
      </header>
      <Facts
        items={[
          { label: t('process.since'), value: <RelativeTime time={step.since} /> },
          { label: t('process.due'), value: <DueTime due={step.dueAt} /> },
        ]}
      />
      {step.waitsFor.length > 0 && (
        <div className="stack" style={{ '--gap': '6px' } as React.CSSProperties}>
          <strong className="small">{t('process.waits')}</strong>
          <ul className={styles.waits}>{step.waitsFor.map((wait, index) => <li key={wait.type === 'task' ? wait.taskId : `${wait.type}${index}`}><Wait wait={wait} step={step} process={process} /></li>)}</ul>
        </div>
      )}
      {step.ownerActs.length > 0 && (
        <div className="row">
          {step.ownerActs.map((act) => (
            <Button key={act} small onPress={() => onAct({ act, step: { id: step.stepId, title, people: distinct } })} isDisabled={act === 'reassign' && distinct.length === 0}>{t(`act.${act}`)}</Button>
          ))}
        </div>
      )}
    </article>
  );
}

function Wait({ wait, step, process }: { wait: WaitsForJson; step: ActiveStepJson; process: ProcessDetail }) {
  const { t, local, word } = useText();
  switch (wait.type) {
    case 'task': {
      const mine = process.myTasks.some((task) => task.id === wait.taskId);
      const kind = word(`task.${wait.kind}`, wait.kind);
      return (
        <>
          {t('wait.task', { role: local(wait.role.title), people: wait.people.map((person) => person.name).join(', ') || t('wait.nobody') })}{' '}
          <span className="muted small">({mine ? <Link href={paths.task(wait.taskId)}>{kind}</Link> : kind}, {t('wait.since')} <RelativeTime time={wait.since} />)</span>
        </>
      );
    }
    case 'responses':
      return (
        <>
          {wait.need > 0 ? t('wait.responses', { have: wait.have, need: wait.need }) : t('wait.responsesOpen', { have: wait.have })}
          {wait.until && <>, {t('wait.until')} <DateTime time={wait.until} style="date" /></>}
          {wait.public && step.kind === 'consultation' && !process.rehearsal && <> · <Link href={paths.consultation(wait.windowId)}>{t('wait.public')}</Link></>}
        </>
      );
    case 'time':
      return <>{t('wait.time')}, {t('wait.until')} <DateTime time={wait.until} /></>;
    case 'branches':
      return <>{t('wait.branches', { arrived: wait.arrived, of: wait.of })}</>;
    case 'subprocess':
      return wait.processId ? <Link href={paths.process(wait.processId)}>{t('wait.subprocessOpen')}</Link> : <>{t('wait.subprocess')}</>;
    default:
      return <>{t('wait.step')}</>;
  }
}

const PASSED: ReadonlySet<string> = new Set<StepKind>(['start', 'fork', 'join']);

/** Where the process only passes through, nothing was done that could be told. */
function toldOf(process: ProcessDetail): EndedStepJson[] {
  const kinds = new Map(process.design.steps.map((step) => [step.id, step.kind]));
  return process.ended.filter((step) => !PASSED.has(kinds.get(step.stepId) ?? ''));
}

export const hasTold = (process: ProcessDetail): boolean => toldOf(process).length > 0;

export function EndedSteps({ process, chosen, onAct }: StepsProps) {
  const { t, local, word } = useText();
  const newest = toldOf(process).sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ul className={styles.ended}>
      {newest.map((step: EndedStepJson) => (
        <li key={`${step.stepId}${step.round}`} data-of-step={step.stepId} data-chosen={chosen === step.stepId || undefined} tabIndex={-1}>
          <span className={styles.name}>
            <span>{local(step.title)}: <strong>{word(`outcome.${step.outcome}`, step.outcome)}</strong></span>
            <span className={styles.note}><DateTime time={step.at} />{step.round > 1 && ` · ${t('process.round', { round: step.round })}`}{step.by.length > 0 && ` · ${step.by.map((person) => person.name).join(', ')}`}</span>
          </span>
          {step.ownerActs.map((act) => <Button key={act} small look="quiet" onPress={() => onAct({ act, step: { id: step.stepId, title: local(step.title) } })}>{t(`act.${act}`)}</Button>)}
        </li>
      ))}
    </ul>
  );
}
