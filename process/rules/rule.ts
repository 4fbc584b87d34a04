import type { Finding, FlowId, Json, Localized, StepId } from '../types';
import type { Model } from './model';

/** One thing that a rule found: which of its messages, where, and the values that the message names. */
export interface Found<M extends string = string> {
  message: M;
  /** The step that it is about: `{step}` in the message, first of `stepIds`. */
  step?: StepId;
  /** Further steps concerned. */
  others?: StepId[];
  flows?: FlowId[];
  path?: string;
  params?: Record<string, string | number>;
}

/**
 * A structure rule: a name, its messages in both languages and a walk over the definition. File, test table and page
 * have the same name. How bad a breach is stands in `index.ts`, not here.
 */
export interface Rule {
  name: string;
  messages: Record<string, Required<Localized>>;
  check(model: Model): Found[];
}

/** Declares a rule; the messages that `check` may use are the ones that it declares. */
export function rule<M extends string>(declaration: {
  name: string;
  messages: Record<M, Required<Localized>>;
  check(model: Model): Found<M>[];
}): Rule {
  return declaration;
}

/** A finding in the form that screens and the API show. */
export function findingOf(rule: Rule, severity: Finding['severity'], model: Model, found: Found): Finding {
  const stepIds = [...(found.step === undefined ? [] : [found.step]), ...(found.others ?? [])];
  const params: Record<string, Json> = { ...(found.step === undefined ? {} : { step: found.step }), ...found.params };
  return {
    rule: rule.name,
    severity,
    stepIds,
    ...(found.flows === undefined ? {} : { flowIds: found.flows }),
    ...(found.path === undefined ? {} : { path: found.path }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
    message: messageOf(rule.messages[found.message] as Required<Localized>, model, params),
  };
}

/** Fills `{name}` in both languages. `{step}` and `{other}` are step ids and become the steps' titles. */
export function messageOf(
  template: Required<Localized>,
  model: Model,
  params: Record<string, Json>,
): Required<Localized> {
  const fill = (language: 'id' | 'en') =>
    template[language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(params[name] ?? '?');
      return name === 'step' || name === 'other' ? titleOf(model, value, language) : value;
    });
  return { id: fill('id'), en: fill('en') };
}

function titleOf(model: Model, id: StepId, language: 'id' | 'en'): string {
  const title = model.step(id)?.title;
  const text = (language === 'en' && title?.en) || title?.id || id;
  return text.trim() === '' ? id : text;
}
