import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { HistoryItem } from '../../server/contract/history';
import type { TaskDetail } from '../../server/contract/tasks';
import { post, seg } from '../api/client';
import { useText, type Text } from '../i18n/use-text';
import { useMe } from '../session/session';
import { Button } from '../ui/Button';
import { Card, Facts, Timeline, type Tone } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { DateTime, DueTime, RelativeTime } from '../ui/time';
import { taskQuery } from './queries';
import styles from './tasks.module.css';

const DelegateDialog = lazy(() => import('./DelegateDialog'));

export function TaskAside({ task }: { task: TaskDetail }) {
  const { t, local } = useText();
  const text = useText();
  const before = task.before.flatMap((item) => {
    const line = beforeLine(item, text);
    return line ? [{ id: item.id, title: line.title, tone: line.tone, when: <RelativeTime time={item.at} /> }] : [];
  });
  return (
    <aside className={styles.aside} aria-label={t('task.page.about')}>
      {task.status === 'open' && task.mine && <Hands task={task} />}
      <Card title={t('task.page.about')}>
        <Facts
          items={[
            { label: t('task.page.role', { role: '' }).trim(), value: local(task.role.title) },
            { label: t('task.page.opened'), value: <DateTime time={task.openedAt} /> },
            { label: t('task.page.deadline'), value: <DueTime due={task.dueAt} /> },
            ...(task.candidates.length > 0 ? [{ label: t('task.page.candidates'), value: task.candidates.map((person) => person.name).join(', ') }] : []),
          ]}
        />
      </Card>
      <Card title={t('task.page.before')}>
        {before.length === 0 ? <p className="muted">{t('before.none')}</p> : <Timeline label={t('task.page.before')} items={before.slice(0, 6)} />}
      </Card>
    </aside>
  );
}

/** The facts that matter to who does the task; the whole history is on the process's page. */
function beforeLine({ fact, step }: HistoryItem, { t, local, word }: Text): { title: string; tone: Tone } | undefined {
  const name = local(step?.title);
  switch (fact.type) {
    case 'step-ended':
      return { title: t('before.step-ended', { step: name, outcome: word(`outcome.${fact.outcome}`, fact.outcome) }), tone: 'ok' };
    case 'task-ended':
      return { title: t('before.task-ended', { name: fact.by.name, outcome: word(`outcome.${fact.outcome}`, fact.outcome) }), tone: 'brand' };
    case 'extended':
      return { title: t('before.extended', { step: name }), tone: 'warn' };
    case 'overdue':
      return { title: t('before.overdue', { step: name }), tone: 'danger' };
    case 'reopened':
      return { title: t('before.reopened', { step: name }), tone: 'warn' };
    default:
      return undefined;
  }
}

function Hands({ task }: { task: TaskDetail }) {
  const { t } = useText();
  const me = useMe();
  const client = useQueryClient();
  const [delegating, setDelegating] = useState(false);
  const [error, setError] = useState<unknown>();
  const mine = task.claimedBy?.id === me?.id;
  const act = async (what: 'claim' | 'release') => {
    setError(undefined);
    try {
      client.setQueryData(taskQuery(task.id).queryKey, await post<TaskDetail>(`/tasks/${seg(task.id)}/${what}`));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Card>
      {task.claimedBy && <p>{mine ? t('task.claimed') : t('task.claimedBy', { name: task.claimedBy.name })}</p>}
      <div className="row">
        {task.candidates.length > 1 && (mine ? <Button small onPress={() => void act('release')}>{t('task.release')}</Button> : !task.claimedBy && <Button small onPress={() => void act('claim')}>{t('task.claim')}</Button>)}
        <Button small onPress={() => setDelegating(true)}>{t('task.delegate')}</Button>
      </div>
      {error !== undefined && <ErrorState error={error} compact />}
      {delegating && <Suspense><DelegateDialog task={task} onClose={() => setDelegating(false)} /></Suspense>}
    </Card>
  );
}
