import type { Step } from '../types';

/** Kinds that pass the moment they are entered. A join waits, but not for time or people: what lets it fire fires it. */
const INSTANT: ReadonlySet<Step['kind']> = new Set(['start', 'end', 'decision', 'fork', 'notify']);

/** Does this step pass the moment it is entered? */
export function isInstant(step: Step | undefined): boolean {
  return step !== undefined && INSTANT.has(step.kind);
}
