import type { Outcome, Step, StepId } from '../types';
import type { Model } from './model';
import { rule } from './rule';

/** A loop needs at least one step in it that always takes time or work, or it would turn for ever in one instant (S9). */
export const noInstantLoop = rule({
  name: 'no-instant-loop',
  messages: {
    loop: {
      id: 'Putaran melalui "{step}" tidak memuat langkah yang memerlukan waktu atau pekerjaan.',
      en: 'The loop through "{step}" has no step in it that takes time or work.',
    },
  },
  check(model) {
    const found: { message: 'loop'; step: StepId; others: StepId[] }[] = [];
    const reported = new Set<StepId>();
    for (const step of model.steps) {
      if (reported.has(step.id)) continue;
      const loop = loopThrough(model, step);
      if (!loop) continue;
      for (const id of loop) reported.add(id);
      found.push({ message: 'loop', step: step.id, others: loop.slice(1) });
    }
    return found;
  },
});

/**
 * Outcomes that can come the moment the step is entered. A date that has passed holds nothing: neither a wait for it nor
 * a deadline on it, so these are instant from the second time round.
 */
function instantOutcomes(model: Model, step: Step): readonly Outcome[] {
  switch (step.kind) {
    case 'start':
    case 'decision':
    case 'fork':
    case 'join':
    case 'notify':
      return model.possible(step);
    case 'wait':
      return step.settings.until === undefined ? [] : model.possible(step);
    default:
      return step.deadline?.on === undefined ? [] : overdueOutcomes(model, step);
  }
}

function overdueOutcomes(model: Model, step: Step): readonly Outcome[] {
  switch (step.deadline?.overdue.action) {
    case 'expire':
      return ['expired'];
    case 'consent':
      return ['approved'];
    case 'close':
      return model.possible(step).filter((outcome) => outcome !== 'approved');
    default:
      return [];
  }
}

/** The shortest loop of instant steps from `step` back to itself. */
function loopThrough(model: Model, step: Step): StepId[] | undefined {
  const cameFrom = new Map<StepId, StepId>();
  const queue: StepId[] = [step.id];
  for (let n = 0; n < queue.length; n++) {
    const from = queue[n] as StepId;
    const instant = instantOutcomes(model, model.step(from) as Step);
    for (const { outcome, to } of model.flowsFrom(from)) {
      if (!instant.includes(outcome)) continue;
      if (to === step.id) return wayBack(cameFrom, step.id, from);
      if (model.step(to) === undefined || cameFrom.has(to)) continue;
      cameFrom.set(to, from);
      queue.push(to);
    }
  }
  return undefined;
}

function wayBack(cameFrom: Map<StepId, StepId>, start: StepId, last: StepId): StepId[] {
  const path: StepId[] = [];
  for (let id = last; id !== start; id = cameFrom.get(id) as StepId) path.unshift(id);
  return [start, ...path];
}
