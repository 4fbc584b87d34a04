import { useIntl } from 'react-intl';
import type { ConsultationSettings } from '../../../../process/types';
import { DurationControl, Group, NumberControl, RoleControl, SelectControl, stepOptions, ToggleControl } from '../controls';
import { FormBuilder } from '../FormBuilder';
import type { KindPanel } from '../StepProperties';

/** Who is asked, what, how many must answer, and what happens with the answers. */
export function ConsultationProperties({ step, scope, set }: KindPanel<'consultation'>) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.consultation.${id}` });
  const { settings } = step;
  const { readOnly } = scope;
  return (
    <Group title={t('group')} open>
      <ToggleControl label={t('public')} hint={t('publicHint')} value={settings.public} readOnly={readOnly} onChange={(on) => set({ public: on || undefined }, 'settings')} />
      <RoleControl label={t('invited')} hint={t('invitedHint')} optional kinds={['people']} value={settings.invited} scope={scope} onChange={(invited) => set({ invited }, 'settings')} />
      <SelectControl
        label={t('documentOf')}
        value={settings.documentOf}
        empty={t('noDocument')}
        readOnly={readOnly}
        options={stepOptions(scope, intl.locale, ['drafting'])}
        onChange={(documentOf) => set({ documentOf }, 'settings')}
      />
      <div role="group" aria-label={t('enough')}>
        <NumberControl label={t('minimum')} hint={t('minimumHint')} min={1} value={settings.minimum} readOnly={readOnly} onChange={(minimum) => set({ minimum }, 'settings')} />
        <NumberControl label={t('quorum')} hint={t('quorumHint')} min={1} value={settings.quorum} readOnly={readOnly} onChange={(quorum) => set({ quorum }, 'settings')} />
      </div>
      <ToggleControl
        label={t('extend')}
        value={settings.extension !== undefined}
        readOnly={readOnly}
        onChange={(on) => set({ extension: on ? { times: 1, by: { amount: 7, unit: 'days' } } : undefined }, 'settings')}
      />
      {settings.extension && (
        <>
          <NumberControl
            label={t('times')}
            min={1}
            value={settings.extension.times}
            readOnly={readOnly}
            onChange={(times) => set({ extension: { ...settings.extension!, times: times ?? 1 } }, 'settings')}
          />
          <DurationControl
            label={t('by')}
            value={settings.extension.by}
            readOnly={readOnly}
            onChange={(by) => by && set({ extension: { ...settings.extension!, by } }, 'settings')}
          />
        </>
      )}
      {!settings.public && (
        <ToggleControl label={t('allAnswered')} value={settings.closeWhenAllAnswered} readOnly={readOnly} onChange={(on) => set({ closeWhenAllAnswered: on || undefined }, 'settings')} />
      )}
      <SelectControl
        label={t('dispositions')}
        hint={t(`dispositionsHint.${settings.dispositions}`)}
        value={settings.dispositions}
        readOnly={readOnly}
        options={(['before-close', 'later', 'none'] as const).map((value) => ({ value, label: t(`dispositions.${value}`) }))}
        onChange={(value) => set({ dispositions: (value ?? 'none') as ConsultationSettings['dispositions'] }, 'settings')}
      />
      <FormBuilder label={intl.formatMessage({ id: 'properties.questions' })} form={settings.questions} scope={scope} onChange={(questions) => set({ questions }, 'form')} />
    </Group>
  );
}
