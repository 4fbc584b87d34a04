import type { Localized, Step } from '../types';
import type { Model } from './model';
import { type Found, rule } from './rule';

const messages = {
  step: { id: 'Dua langkah memakai id {step}.', en: 'Two steps have the id {step}.' },
  flow: { id: 'Dua alur memakai id {flow}.', en: 'Two flows have the id {flow}.' },
  inner: {
    id: 'Pada langkah "{step}" id {inner} dipakai dua kali.',
    en: 'In step "{step}" the id {inner} is used twice.',
  },
} satisfies Record<string, Required<Localized>>;

type M = keyof typeof messages;

/** Ids are what everything else refers to: each step, each flow, and each sector, indicator and question has its own. */
export const duplicateIds = rule({
  name: 'duplicate-ids',
  messages,
  check: (model) => [...steps(model), ...flows(model), ...inner(model)],
});

function steps(model: Model): Found<M>[] {
  return repeated(model.steps, (step) => step.id).map(({ item }) => ({
    message: 'step',
    step: item.id,
    path: model.path(item, '/id'),
  }));
}

function flows(model: Model): Found<M>[] {
  return repeated(model.flows, (flow) => flow.id).map(({ item, index }) => ({
    message: 'flow',
    flows: [item.id],
    path: `/flows/${index}/id`,
    params: { flow: item.id },
  }));
}

function inner(model: Model): Found<M>[] {
  const lists = model.steps.flatMap((step): { step: Step; list: { id: string }[]; path: string }[] => {
    if (step.kind === 'needs-analysis') return [{ step, list: step.settings.sectors, path: '/settings/sectors' }];
    if (step.kind === 'monitoring') return [{ step, list: step.settings.indicators, path: '/settings/indicators' }];
    if (step.kind !== 'socialization' || !step.settings.quiz) return [];
    return [{ step, list: step.settings.quiz.questions, path: '/settings/quiz/questions' }];
  });
  return lists.flatMap(({ step, list, path }) =>
    repeated(list, (item) => item.id).map(
      ({ item, index }): Found<M> => ({
        message: 'inner',
        step: step.id,
        path: model.path(step, `${path}/${index}/id`),
        params: { inner: item.id },
      }),
    ),
  );
}

function repeated<T>(items: readonly T[], idOf: (item: T) => string): { item: T; index: number }[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const again = seen.has(idOf(item));
    seen.add(idOf(item));
    return again ? [{ item, index }] : [];
  });
}
