/** A fact of the history in words. What isn't known yet (a newer server) is shown by its name. */
import { describeDuration } from '../../process/describe';
import type { ProcessDefinition } from '../../process/types';
import type { HistoryItem } from '../../server/contract/history';
import type { Text } from '../i18n/use-text';
import type { Tone } from '../ui/display';

export interface FactWords {
  title: string;
  /** A reason, a cause, a new date. */
  detail?: string | undefined;
  tone: Tone;
}

/** `roles` of the definition turn a role's id into its name. */
export function factWords({ fact, step: brief }: HistoryItem, text: Text, dateOf: (time: string) => string, roles: ProcessDefinition['roles'] = {}): FactWords {
  const { t, local, word } = text;
  const step = local(brief?.title) || brief?.id || '';
  const roleOf = (id: string) => (Object.hasOwn(roles, id) ? local(roles[id]?.title) : '') || id;
  const outcomeOf = (outcome: string) => word(`outcome.${outcome}`, outcome);
  switch (fact.type) {
    case 'process-started':
      return { title: t('fact.process-started'), tone: 'brand' };
    case 'process-ended':
      return { title: t(`fact.process-ended.${fact.result}`), detail: fact.reason, tone: fact.result === 'completed' ? 'ok' : 'warn' };
    case 'step-ended':
      return { title: t('fact.step-ended', { step, outcome: outcomeOf(fact.outcome) }), detail: joined(causeOf(fact.cause, t), fact.reason), tone: fact.cause === 'cancelled' ? 'neutral' : 'ok' };
    case 'task-ended':
      return { title: t('fact.task-ended', { name: fact.by.name, step, outcome: outcomeOf(fact.outcome) }), tone: 'brand' };
    case 'closing':
      return { title: t('fact.closing', { step }), detail: joined(causeOf(fact.cause, t), fact.reason), tone: 'warn' };
    case 'escalated':
      return { title: t('fact.escalated', { step, to: roleOf(fact.to) }), tone: 'warn' };
    case 'extended':
      return { title: t('fact.extended', { step, by: local(describeDuration(fact.by)) }), detail: joined(dateOf(fact.dueAt), fact.automatic ? t('fact.automatic') : undefined, fact.reason), tone: 'warn' };
    case 'reopened':
      return { title: t('fact.reopened', { step }), detail: fact.reason, tone: 'warn' };
    case 'reassigned':
      return { title: t('fact.reassigned', { step, from: fact.from.name, to: fact.to.name }), detail: fact.reason, tone: 'warn' };
    case 'deadline-moved':
      return { title: t('fact.deadline-moved', { step }), detail: joined(`${dateOf(fact.from)} → ${dateOf(fact.to)}`, fact.reason), tone: 'warn' };
    case 'decided':
      return { title: t('fact.decided', { step, outcome: outcomeOf(fact.outcome) }), detail: fact.condition, tone: 'info' };
    case 'cycle-started':
      return { title: t('fact.cycle-started', { step, cycle: fact.cycle }), tone: 'info' };
    case 'cycle-ended':
      return { title: t('fact.cycle-ended', { step, cycle: fact.cycle, verdict: outcomeOf(fact.verdict) }), tone: 'info' };
    case 'counted':
      return { title: t('fact.counted', { step, total: fact.counts.total }), tone: 'info' };
    case 'notified':
      return { title: t('fact.notified', { to: roleOf(fact.to) }), tone: 'neutral' };
    case 'condition-failed':
      return { title: t('fact.condition-failed', { step, message: fact.message }), detail: fact.condition, tone: 'danger' };
    case 'closing':
      return { title: t('fact.closing', { step }), detail: joined(causeOf(fact.cause, t), fact.reason), tone: 'neutral' };
    case 'step-entered':
      return { title: t('fact.step-entered', { step }), ...(fact.dueAt && { detail: t('time.due', { when: dateOf(fact.dueAt) }) }), tone: 'info' };
    case 'reminded':
    case 'warned':
    case 'overdue':
    case 'clock-stopped':
    case 'clock-resumed':
    case 'joined':
      return { title: t(`fact.${fact.type}`, { step }), tone: fact.type === 'overdue' ? 'danger' : fact.type === 'warned' ? 'warn' : 'neutral' };
    default:
      return { title: String((fact as { type: string }).type), tone: 'neutral' };
  }
}

function causeOf(cause: string, t: Text['t']): string | undefined {
  switch (cause) {
    case 'owner':
    case 'deadline':
    case 'deemed-consent':
    case 'cancelled':
      return t(`fact.cause.${cause}`);
    default:
      return undefined;
  }
}

const joined = (...parts: (string | undefined)[]): string | undefined => parts.filter(Boolean).join(' · ') || undefined;

/** Who it was, in words. */
export const actorWords = ({ actor }: Pick<HistoryItem, 'actor'>, t: Text['t']): string => (actor.type === 'user' ? actor.name : t(`history.${actor.type}`));
