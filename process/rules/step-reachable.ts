import { rule } from './rule';

/** Every step can be arrived at by flows from the start. */
export const stepReachable = rule({
  name: 'step-reachable',
  messages: {
    unreachable: {
      id: 'Langkah "{step}" tidak terhubung dari langkah mulai.',
      en: 'No flow leads from the start to step "{step}".',
    },
  },
  check(model) {
    const starts = model.ofKind('start');
    if (starts.length === 0) return [];
    const reachable = model.reachableFrom(starts.map((start) => start.id));
    return model.steps
      .filter((step) => !reachable.has(step.id) && step.kind !== 'start')
      .map((step) => ({ message: 'unreachable' as const, step: step.id, path: model.path(step) }));
  },
});
