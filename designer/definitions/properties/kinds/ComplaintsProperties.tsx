import { useIntl } from 'react-intl';
import { DurationControl, Group, RoleControl, SelectControl, stepOptions, ToggleControl } from '../controls';
import type { KindPanel } from '../StepProperties';

/** Time limits of the desk, whom a late complaint goes to, and with which step the desk closes. */
export function ComplaintsProperties({ step, scope, set }: KindPanel<'complaints'>) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.complaints.${id}` });
  const { settings } = step;
  const { readOnly } = scope;
  return (
    <Group title={t('group')} open>
      <DurationControl label={t('acknowledge')} value={settings.acknowledgeWithin} readOnly={readOnly} onChange={(value) => value && set({ acknowledgeWithin: value }, 'settings')} />
      <DurationControl label={t('answer')} value={settings.answerWithin} readOnly={readOnly} onChange={(value) => value && set({ answerWithin: value }, 'settings')} />
      <RoleControl label={t('escalateTo')} kinds={['people']} value={settings.escalateTo} scope={scope} onChange={(role) => set({ escalateTo: role ?? '' }, 'settings')} />
      <ToggleControl label={t('anonymous')} hint={t('anonymousHint')} value={settings.anonymous} readOnly={readOnly} onChange={(anonymous) => set({ anonymous: anonymous ?? false }, 'settings')} />
      <SelectControl
        label={t('closesWith')}
        hint={t('closesWithHint')}
        value={settings.closesWith || undefined}
        readOnly={readOnly}
        options={stepOptions(scope, intl.locale, undefined, step.id)}
        onChange={(closesWith) => set({ closesWith: closesWith ?? '' }, 'settings')}
      />
    </Group>
  );
}
