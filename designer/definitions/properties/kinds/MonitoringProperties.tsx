import { useIntl } from 'react-intl';
import { DurationControl, Group, LocalizedControl, NumberControl, Rows, SelectControl, stepOptions, TextControl, ToggleControl } from '../controls';
import type { KindPanel } from '../StepProperties';

/** How often and how long, by which indicators, with which survey, and how quickly the verdict must follow. */
export function MonitoringProperties({ step, scope, set }: KindPanel<'monitoring'>) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.monitoring.${id}` });
  const { settings } = step;
  const { readOnly } = scope;
  return (
    <Group title={t('group')} open>
      <DurationControl label={t('every')} value={settings.every} readOnly={readOnly} onChange={(every) => every && set({ every }, 'settings')} />
      <NumberControl label={t('cycles')} min={1} value={settings.cycles} readOnly={readOnly} onChange={(cycles) => set({ cycles: cycles ?? 1 }, 'settings')} />
      <DurationControl label={t('evaluateWithin')} value={settings.evaluateWithin} readOnly={readOnly} onChange={(evaluateWithin) => evaluateWithin && set({ evaluateWithin }, 'settings')} />
      <ToggleControl label={t('survey')} hint={t('surveyHint')} value={settings.survey !== undefined} readOnly={readOnly} onChange={(on) => set({ survey: on ? { kind: 'skm' } : undefined }, 'settings')} />
      {settings.survey && (
        <NumberControl
          label={t('surveyMinimum')}
          min={1}
          value={settings.survey.minimum}
          readOnly={readOnly}
          onChange={(minimum) => set({ survey: { kind: 'skm', ...(minimum !== undefined && { minimum }) } }, 'settings')}
        />
      )}
      <SelectControl
        label={t('complaintsOf')}
        value={settings.complaintsOf}
        empty={intl.formatMessage({ id: 'properties.none' })}
        readOnly={readOnly}
        options={stepOptions(scope, intl.locale, ['complaints'])}
        onChange={(complaintsOf) => set({ complaintsOf }, 'settings')}
      />
      <Rows
        label={t('indicators')}
        items={settings.indicators}
        readOnly={readOnly}
        addLabel={t('addIndicator')}
        create={() => ({ id: `indicator${settings.indicators.length + 1}`, title: { id: '' }, unit: '%', baseline: 0, target: 100, better: 'higher' as const })}
        row={(indicator, change) => (
          <>
            <LocalizedControl label={t('indicatorTitle')} value={indicator.title} readOnly={readOnly} onChange={(title) => change({ ...indicator, title })} />
            <TextControl label={t('unit')} value={indicator.unit} readOnly={readOnly} onChange={(unit) => change({ ...indicator, unit: unit ?? '' })} />
            <NumberControl label={t('baseline')} step={0.01} value={indicator.baseline} readOnly={readOnly} onChange={(baseline) => change({ ...indicator, baseline: baseline ?? 0 })} />
            <NumberControl label={t('target')} step={0.01} value={indicator.target} readOnly={readOnly} onChange={(target) => change({ ...indicator, target: target ?? 0 })} />
            <SelectControl
              label={t('better')}
              value={indicator.better}
              readOnly={readOnly}
              options={(['higher', 'lower'] as const).map((value) => ({ value, label: t(`better.${value}`) }))}
              onChange={(better) => change({ ...indicator, better: better === 'lower' ? 'lower' : 'higher' })}
            />
          </>
        )}
        onChange={(indicators) => set({ indicators }, 'settings')}
      />
    </Group>
  );
}
