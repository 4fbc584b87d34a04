import { useIntl } from 'react-intl';
import { Group, LocalizedControl, NumberControl, Rows, SelectControl, TextControl } from '../controls';
import type { KindPanel } from '../StepProperties';
import { clean } from '../clean';

/** Sectors whose workload is entered, the effective working year, and the variables that take the totals. */
export function NeedsAnalysisProperties({ step, scope, set }: KindPanel<'needs-analysis'>) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.needs.${id}` });
  const { settings } = step;
  const { readOnly } = scope;
  const numbers = Object.entries(scope.definition.data.properties)
    .filter(([, property]) => property.type === 'number' || property.type === 'integer')
    .map(([value]) => ({ value, label: value }));
  const output = (key: 'need' | 'gap') => (
    <SelectControl
      label={t(key)}
      value={settings.output?.[key]}
      empty={intl.formatMessage({ id: 'properties.none' })}
      readOnly={readOnly}
      options={numbers}
      onChange={(variable) => set({ output: clean({ ...settings.output, [key]: variable }) }, 'settings')}
    />
  );
  return (
    <Group title={t('group')} open>
      <NumberControl label={t('year')} hint={t('yearHint')} min={1} value={settings.workingYearMinutes} readOnly={readOnly} onChange={(minutes) => set({ workingYearMinutes: minutes ?? 75000 }, 'settings')} />
      <Rows
        label={t('sectors')}
        items={settings.sectors}
        readOnly={readOnly}
        addLabel={t('addSector')}
        create={() => ({ id: `sector${settings.sectors.length + 1}`, title: { id: '' } })}
        row={(sector, change) => (
          <>
            <LocalizedControl label={t('sectorTitle')} value={sector.title} readOnly={readOnly} onChange={(title) => change({ ...sector, title })} />
            <TextControl label={t('sectorId')} mono value={sector.id} readOnly={readOnly} onChange={(id) => change({ ...sector, id: id ?? '' })} />
          </>
        )}
        onChange={(sectors) => set({ sectors }, 'settings')}
      />
      {output('need')}
      {output('gap')}
    </Group>
  );
}
