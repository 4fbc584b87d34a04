import type { StepId } from '../types';
import { type Composition, isJoin, type Terminal, WITHDRAWN } from './composition';

/** How badly an activation of a fork, or a branch of one, can turn out when every choice goes wrong. */
interface Worst {
  /** It can come to where it holds the process for ever. */
  stuck: boolean;
  /** It can come to where it holds no withdrawal open any more, which would rescue whatever is stuck beside it. */
  past: boolean;
}

/**
 * Is there a reachable marking from which the process can't end? Gives the step outside of all forks at which, or the
 * outermost fork within which, that is so. Choices are made as badly as can be: a branch is stuck in
 * a loop without exit, two branches wait at different joins, or an inner fork is stuck; and no branch beside it keeps a
 * withdrawal open. Forks must not be nested in themselves.
 */
export function deadEndAt(composition: Composition, start: StepId): StepId | undefined {
  const known = new Map<StepId, Worst>();
  const worstOfFork = (fork: StepId): Worst => {
    const worst = known.get(fork) ?? ofActivation(composition, fork, worstOfFork);
    known.set(fork, worst);
    return worst;
  };
  for (const id of composition.walk([start], false)) {
    if (!composition.canEndOutside(id)) return id;
    if (composition.isFork(id) && worstOfFork(id).stuck) return id;
  }
  return undefined;
}

function ofActivation(composition: Composition, fork: StepId, worstOfFork: (fork: StepId) => Worst): Worst {
  const branches = composition.branches(fork);
  const worst = branches.map((branch) => ofBranch(composition, branch, worstOfFork));
  const nothingRescues = worst.every(({ past }) => past);
  const stuck = worst.some((one) => one.stuck) || joinsDiffer(branches.map((branch) => composition.terminals(branch)));
  return { stuck: nothingRescues && stuck, past: nothingRescues };
}

function ofBranch(composition: Composition, branch: StepId, worstOfFork: (fork: StepId) => Worst): Worst {
  let stuck = false;
  for (const id of composition.walk([branch], true)) {
    stuck ||= composition.terminals(id).size === 0 || (composition.isFork(id) && worstOfFork(id).stuck);
  }
  return { stuck, past: stuck || [...composition.terminals(branch)].some((terminal) => terminal !== WITHDRAWN) };
}

/** Can two branches come to wait at different joins? */
function joinsDiffer(branches: ReadonlySet<Terminal>[]): boolean {
  const waiting = branches.map((branch) => [...branch].filter(isJoin)).filter((joins) => joins.length > 0);
  return waiting.length > 1 && new Set(waiting.flat()).size > 1;
}
