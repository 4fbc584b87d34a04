/** Properties of the kinds that need few words. */
import { useIntl } from 'react-intl';
import { DurationControl, Group, LocalizedControl, NumberControl, RoleControl, SelectControl, TextControl } from '../controls';
import { FormBuilder } from '../FormBuilder';
import type { KindPanel } from '../StepProperties';

const useText = (): ((id: string) => string) => {
  const intl = useIntl();
  return (id) => intl.formatMessage({ id: `properties.${id}` });
};

export function EndProperties({ step, scope, set }: KindPanel<'end'>) {
  const t = useText();
  return (
    <Group title={t('end.group')} open>
      <SelectControl
        label={t('end.result')}
        hint={t('end.hint')}
        value={step.settings.result}
        readOnly={scope.readOnly}
        options={(['completed', 'withdrawn'] as const).map((value) => ({ value, label: t(`end.${value}`) }))}
        onChange={(result) => set({ result: result === 'withdrawn' ? 'withdrawn' : 'completed' }, 'settings')}
      />
    </Group>
  );
}

export function TaskProperties({ step, scope, set }: KindPanel<'task'>) {
  const t = useText();
  return (
    <Group title={t('task.group')} open>
      <LocalizedControl
        label={t('instructions')}
        value={step.settings.instructions}
        multiline
        readOnly={scope.readOnly}
        onChange={(instructions) => set({ instructions }, 'settings')}
      />
      <FormBuilder label={t('questions')} form={step.settings.form} scope={scope} onChange={(form) => set({ form }, 'form')} />
    </Group>
  );
}

export function WaitProperties({ step, scope, set }: KindPanel<'wait'>) {
  const t = useText();
  const until = step.settings.until !== undefined;
  return (
    <Group title={t('wait.group')} open>
      <SelectControl
        label={t('wait.kind')}
        value={until ? 'until' : 'for'}
        readOnly={scope.readOnly}
        options={[
          { value: 'for', label: t('wait.for') },
          { value: 'until', label: t('wait.until') },
        ]}
        onChange={(kind) =>
          set(kind === 'until' ? { for: undefined, until: '' } : { until: undefined, for: { amount: 7, unit: 'days' } }, 'settings')
        }
      />
      {until ? (
        <TextControl label={t('wait.date')} hint={t('deadline.dateHint')} value={step.settings.until} readOnly={scope.readOnly} onChange={(date) => set({ until: date ?? '' }, 'settings')} />
      ) : (
        <DurationControl label={t('wait.length')} value={step.settings.for} readOnly={scope.readOnly} onChange={(length) => set({ for: length }, 'settings')} />
      )}
    </Group>
  );
}

export function NotifyProperties({ step, scope, set }: KindPanel<'notify'>) {
  const t = useText();
  return (
    <Group title={t('notify.group')} open>
      <RoleControl label={t('notify.to')} value={step.settings.to} scope={scope} onChange={(to) => set({ to: to ?? '' }, 'settings')} />
      <LocalizedControl label={t('notify.subject')} value={step.settings.subject} readOnly={scope.readOnly} onChange={(subject) => set({ subject }, 'settings')} />
      <LocalizedControl label={t('notify.message')} value={step.settings.message} multiline readOnly={scope.readOnly} onChange={(message) => set({ message }, 'settings')} />
    </Group>
  );
}

export function SubprocessProperties({ step, scope, set }: KindPanel<'subprocess'>) {
  const t = useText();
  return (
    <Group title={t('subprocess.group')} open>
      <TextControl label={t('subprocess.definition')} hint={t('subprocess.hint')} mono value={step.settings.definitionId} readOnly={scope.readOnly} onChange={(id) => set({ definitionId: id ?? '' }, 'settings')} />
      <NumberControl label={t('subprocess.version')} hint={t('subprocess.versionHint')} min={1} value={step.settings.version} readOnly={scope.readOnly} onChange={(version) => set({ version }, 'settings')} />
    </Group>
  );
}
