import { PencilLine, UserCheck } from 'lucide-react';
import type { TaskSummary } from '../../server/contract/tasks';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { TASK_ICON } from '../tasks/kind-icon';
import { Badge, StatusPill } from '../ui/display';
import { Link } from '../ui/Link';
import { RehearsalBadge } from '../ui/RehearsalMark';
import { clockOf, DueTime, ProcessClockProvider, RelativeTime } from '../ui/time';
import styles from './inbox.module.css';

/** One task of the inbox; its times are on its own process's clock. */
export function TaskRow({ task }: { task: TaskSummary }) {
  const { t, local, word } = useText();
  const Icon = TASK_ICON[task.kind];
  return (
    <ProcessClockProvider clock={clockOf(task.rehearsal)}>
      <li className={styles.row} data-clock={task.status === 'open' ? task.clock : undefined}>
        <span className={styles.icon}><Icon size={21} aria-hidden /></span>
        <div className={styles.what}>
          <p className={styles.kind}>
            {t(`task.${task.kind}`)}
            {task.step.round > 1 && <> · {t('inbox.round', { round: task.step.round })}</>}
          </p>
          <h3><Link href={paths.task(task.id)}>{local(task.step.title)}</Link></h3>
          <p className={styles.process}>{task.process.title}</p>
          <div className={styles.badges}>
            {task.rehearsal && <RehearsalBadge />}
            {task.hasDraft && <Badge tone="gold" icon={PencilLine}>{t('inbox.hasDraft')}</Badge>}
            {task.claimedBy && task.status === 'open' && <Badge tone="info" icon={UserCheck}>{t('inbox.claimedBy', { name: task.claimedBy.name })}</Badge>}
          </div>
        </div>
        <div className={styles.when}>
          {task.status === 'open' ? (
            <>
              {task.dueAt && <StatusPill status={task.clock} />}
              <DueTime due={task.dueAt} />
            </>
          ) : (
            <>
              <StatusPill status="done">{task.outcome ? word(`outcome.${task.outcome}`, task.outcome) : t('status.closed')}</StatusPill>
              {task.endedAt && <span className="small muted"><RelativeTime time={task.endedAt} /></span>}
            </>
          )}
        </div>
      </li>
    </ProcessClockProvider>
  );
}
