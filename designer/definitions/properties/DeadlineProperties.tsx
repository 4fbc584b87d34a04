/** The deadline of a step: how long, reminders, the warning, what overdue means, and while which steps the clock rests. */
import { useIntl } from 'react-intl';
import { describeDeadline } from '../../../process/describe';
import type { Deadline, Overdue, Step } from '../../../process/types';
import { textOf } from '../../canvas/look';
import { CheckList, DurationControl, Group, NumberControl, RoleControl, Rows, SelectControl, stepOptions, TextControl, ToggleControl, type Scope } from './controls';
import { clean } from './clean';
import styles from './properties.module.css';

const ACTIONS: readonly Overdue['action'][] = ['remind', 'escalate', 'close', 'expire', 'consent'];

export function DeadlineProperties({ step, scope, onChange }: {
  step: Step;
  scope: Scope;
  onChange: (deadline: Deadline | undefined) => void;
}) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.deadline.${id}` });
  const { deadline } = step;
  const set = (change: Partial<Deadline>): void => onChange(clean({ ...(deadline ?? fresh(step)), ...change }) as Deadline);
  const { readOnly } = scope;
  const actions = ACTIONS.filter((action) => action !== 'consent' || step.kind === 'approval');
  return (
    <Group title={t('group')} open={deadline !== undefined}>
      <ToggleControl
        label={t('has')}
        value={deadline !== undefined}
        readOnly={readOnly}
        onChange={(on) => onChange(on ? fresh(step) : undefined)}
      />
      {deadline && (
        <>
          <p className={styles.sentence}>{textOf(describeDeadline(deadline, scope.definition), intl.locale)}</p>
          <SelectControl
            label={t('kind')}
            value={deadline.on === undefined ? 'within' : 'on'}
            readOnly={readOnly}
            options={[
              { value: 'within', label: t('within') },
              { value: 'on', label: t('on') },
            ]}
            onChange={(kind) =>
              kind === 'on' ? set({ within: undefined, on: '' }) : set({ on: undefined, within: { amount: 10, unit: 'working-days' } })
            }
          />
          {deadline.on === undefined ? (
            <DurationControl label={t('length')} value={deadline.within} readOnly={readOnly} onChange={(within) => set({ within })} />
          ) : (
            <TextControl label={t('date')} hint={t('dateHint')} value={deadline.on} readOnly={readOnly} onChange={(on) => set({ on: on ?? '' })} />
          )}
          <Rows
            label={t('reminders')}
            items={deadline.reminders ?? []}
            readOnly={readOnly}
            addLabel={t('addReminder')}
            create={() => ({ amount: 3, unit: 'days' as const })}
            row={(reminder, change) => (
              <DurationControl label={t('before')} value={reminder} readOnly={readOnly} onChange={(next) => next && change(next)} />
            )}
            onChange={(reminders) => set({ reminders: reminders.length > 0 ? reminders : undefined })}
          />
          <NumberControl
            label={t('warnAt')}
            hint={t('warnHint')}
            min={1}
            max={99}
            readOnly={readOnly}
            value={deadline.warnAt === undefined ? undefined : Math.round(deadline.warnAt * 100)}
            onChange={(percent) => set({ warnAt: percent !== undefined && percent > 0 && percent < 100 ? percent / 100 : undefined })}
          />
          <SelectControl
            label={t('overdue')}
            value={deadline.overdue.action}
            readOnly={readOnly}
            hint={t(`overdueHint.${deadline.overdue.action}`)}
            options={actions.map((action) => ({ value: action, label: t(`overdue.${action}`) }))}
            onChange={(action) => set({ overdue: overdueOf(action as Overdue['action'], scope) })}
          />
          {deadline.overdue.action === 'escalate' && (
            <RoleControl
              label={t('escalateTo')}
              value={deadline.overdue.to}
              scope={scope}
              kinds={['people']}
              onChange={(to) => set({ overdue: { action: 'escalate', to: to ?? '' } })}
            />
          )}
          <CheckList
            label={t('pause')}
            hint={t('pauseHint')}
            value={deadline.pause ?? []}
            readOnly={readOnly}
            options={stepOptions(scope, intl.locale, ['task', 'drafting', 'needs-analysis', 'consultation', 'approval'], step.id)}
            onChange={(pause) => set({ pause: pause.length > 0 ? pause : undefined })}
          />
        </>
      )}
    </Group>
  );
}

const fresh = (step: Step): Deadline => ({
  within: { amount: step.kind === 'consultation' ? 14 : 10, unit: step.kind === 'consultation' ? 'days' : 'working-days' },
  reminders: [{ amount: 3, unit: 'days' }],
  warnAt: 0.8,
  overdue: { action: step.kind === 'consultation' || step.kind === 'socialization' ? 'close' : 'remind' },
});

function overdueOf(action: Overdue['action'], scope: Scope): Overdue {
  if (action !== 'escalate') return { action };
  const people = Object.entries(scope.definition.roles).find(([, role]) => role.kind === 'people');
  return { action: 'escalate', to: people?.[0] ?? '' };
}
