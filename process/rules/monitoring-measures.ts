import type { MonitoringSettings } from '../types';
import { nominalMinutes } from './nominal';
import { rule } from './rule';

type M = 'nothing' | 'direction' | 'evaluation';

/** Monitoring measures something, each indicator aims where "better" points, and a cycle is evaluated before the next ends. */
export const monitoringMeasures = rule({
  name: 'monitoring-measures',
  messages: {
    nothing: {
      id: 'Monitoring "{step}" belum memiliki indikator atau survei.',
      en: 'Monitoring "{step}" has neither an indicator nor a survey.',
    },
    direction: {
      id: 'Target sebuah indikator "{step}" tidak lebih baik daripada nilai awalnya.',
      en: 'The target of an indicator of "{step}" is not better than its baseline.',
    },
    evaluation: {
      id: 'Waktu penilaian "{step}" lebih panjang daripada satu periode.',
      en: 'The time to evaluate in "{step}" is longer than a cycle.',
    },
  },
  check: (model) =>
    model.ofKind('monitoring').flatMap((step) =>
      issuesOf(step.settings).map(([message, below]) => ({
        message,
        step: step.id,
        path: model.path(step, `/settings/${below}`),
      })),
    ),
});

function issuesOf({ indicators, survey, every, evaluateWithin }: MonitoringSettings): [M, string][] {
  const wrong = indicators.findIndex(({ baseline, target, better }) =>
    better === 'higher' ? target < baseline : target > baseline,
  );
  return [
    ...(indicators.length === 0 && !survey ? [['nothing', 'indicators'] as [M, string]] : []),
    ...(wrong >= 0 ? [['direction', `indicators/${wrong}/target`] as [M, string]] : []),
    ...(nominalMinutes(evaluateWithin) > nominalMinutes(every)
      ? [['evaluation', 'evaluateWithin'] as [M, string]]
      : []),
  ];
}
