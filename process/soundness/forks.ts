import type { StepId } from '../types';
import type { Composition } from './composition';
import { isInstant } from './instant';

export interface ForkTrouble {
  fork: StepId;
  /** Its branches lead into it again, without a join: each time round leaves more behind. */
  nested: boolean;
  /** Two of its branches can stand at one of these steps at the same time. */
  shared: StepId[];
}

/** Forks of which two branches can be at one step together, or which can be entered from within themselves. */
export function forkTroubles(composition: Composition, reachable: ReadonlySet<StepId>): ForkTrouble[] {
  const forks = [...reachable].filter((id) => composition.isFork(id));
  return forks.map((fork) => troubleOf(composition, fork)).filter(({ nested, shared }) => nested || shared.length > 0);
}

function troubleOf(composition: Composition, fork: StepId): ForkTrouble {
  const firstBranch = new Map<StepId, number>();
  const shared = new Set<StepId>();
  composition.branches(fork).forEach((branch, index) => {
    for (const id of composition.walk([branch], true, true)) {
      const first = firstBranch.get(id);
      if (first === undefined) firstBranch.set(id, index);
      else if (first !== index && takesTime(composition, id)) shared.add(id);
    }
  });
  return { fork, nested: firstBranch.has(fork), shared: [...shared] };
}

function takesTime(composition: Composition, id: StepId): boolean {
  const step = composition.graph.steps.get(id);
  return step !== undefined && step.kind !== 'join' && !isInstant(step);
}
