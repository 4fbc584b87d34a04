/** From stored documents to the API's JSON: what all presenters share. */
import { toInstanceTime, type RehearsalClock } from '../../process/clock';
import type { Localized, ProcessDefinition, Step, StepId } from '../../process/types';
import type { ProcessDocument } from '../../store/contract';
import type { Actor, Person, RehearsalMark } from '../contract/common';

/** Account names to people; an account that is gone keeps its id as name. */
export type NameOf = (userId: string) => string;

export const rfc3339 = (at: number): string => new Date(at).toISOString();
export const rfc3339OrNull = (at: number | undefined | null): string | null => (at === undefined || at === null ? null : rfc3339(at));

export const personOf = (names: NameOf, id: string): Person => ({ id, name: names(id) });

export function actorOf(names: NameOf, actor: string): Actor {
  if (actor.startsWith('user:')) {
    const id = actor.slice('user:'.length);
    return { type: 'user', id, name: names(id) };
  }
  return { type: actor === 'engine' || actor === 'public' ? actor : 'system' };
}

/** The mark and clock of a rehearsal; null for an official process. */
export function rehearsalOf(process: Pick<ProcessDocument, 'rehearsal' | 'clock' | 'startedAt'> | undefined, now: number): RehearsalMark | null {
  if (!process?.rehearsal) return null;
  const { scale } = process.rehearsal;
  const clock: RehearsalClock = process.clock ?? { origin: process.startedAt, realOrigin: process.startedAt, scale };
  return {
    scale: clock.scale,
    clock: {
      origin: rfc3339(clock.origin), realOrigin: rfc3339(clock.realOrigin), scale: clock.scale,
      ...(clock.until ? { until: { at: rfc3339(clock.until.at), slow: clock.until.slow } } : {}),
    },
    now: rfc3339(toInstanceTime(clock, now)),
  };
}

/** Now, in the process's own time. */
export function nowOf(process: Pick<ProcessDocument, 'rehearsal' | 'clock' | 'startedAt'>, now: number): number {
  if (!process.rehearsal) return now;
  return toInstanceTime(process.clock ?? { origin: process.startedAt, realOrigin: process.startedAt, scale: process.rehearsal.scale }, now);
}

export const stepOf = (definition: ProcessDefinition, stepId: StepId): Step | undefined => definition.steps.find((step) => step.id === stepId);
export const stepTitle = (definition: ProcessDefinition, stepId: StepId): Localized => stepOf(definition, stepId)?.title ?? { id: stepId };

/** `role` with its title; `Object.hasOwn` because role names are keys of a plain object. */
export function roleOf(definition: ProcessDefinition, role: string): { id: string; title: Localized } {
  const known = Object.hasOwn(definition.roles, role) ? definition.roles[role] : undefined;
  return { id: role, title: known?.title ?? { id: role } };
}
