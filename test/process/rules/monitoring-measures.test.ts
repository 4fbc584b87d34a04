import { monitoringMeasures } from '../../../process/rules/monitoring-measures';
import type { MonitoringSettings } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const measuring = (settings: Partial<MonitoringSettings>) => definitionOf([step('monitoring', 'm', settings)], '');
const indicator = { id: 'i', title: { id: 'I' }, unit: '%', baseline: 10, target: 20, better: 'higher' as const };

testRule(monitoringMeasures, {
  passes: {
    'an indicator': measuring({ indicators: [indicator] }),
    'a survey only': measuring({ indicators: [], survey: { kind: 'skm' } }),
    'an indicator that should stay where it is': measuring({ indicators: [{ ...indicator, target: 10 }] }),
  },
  finds: {
    nothing: [measuring({ indicators: [] }), 'nothing m /settings/indicators'],
    'an aim in the wrong direction': [
      measuring({ indicators: [indicator, { ...indicator, better: 'lower' }] }),
      'direction m /settings/indicators/1/target',
    ],
    'an evaluation longer than the cycle': [
      measuring({ every: { amount: 5, unit: 'days' }, evaluateWithin: { amount: 10, unit: 'days' } }),
      'evaluation m',
    ],
  },
});
