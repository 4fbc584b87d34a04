import type { Step, StepId } from '../types';
import type { Model } from './model';
import { rule } from './rule';

const INSTANT: ReadonlySet<Step['kind']> = new Set(['start', 'decision', 'fork', 'join', 'notify']);

/** A loop needs at least one step in it that takes time or work, or it would turn for ever in one instant. */
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
      if (!INSTANT.has(step.kind) || reported.has(step.id)) continue;
      const loop = loopThrough(model, step);
      if (!loop) continue;
      for (const id of loop) reported.add(id);
      found.push({ message: 'loop', step: step.id, others: loop.slice(1) });
    }
    return found;
  },
});

/** The shortest loop of instant steps from `step` back to itself. */
function loopThrough(model: Model, step: Step): StepId[] | undefined {
  const cameFrom = new Map<StepId, StepId>();
  const queue: StepId[] = [step.id];
  for (let n = 0; n < queue.length; n++) {
    const from = queue[n] as StepId;
    for (const { to } of model.flowsFrom(from)) {
      if (to === step.id) return wayBack(cameFrom, step.id, from);
      const next = model.step(to);
      if (!next || !INSTANT.has(next.kind) || cameFrom.has(to)) continue;
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
