import type { Marking } from '../route';
import type { StepId, Token } from '../types';
import { type Composition, GONE, isJoin, type Terminal, WITHDRAWN } from './composition';

/** Can the process still end from this marking? Exact, without playing on: branches are summed up by what they can come to. */
export function canEnd(composition: Composition, { tokens }: Marking): boolean {
  if (tokens.length === 0) return true;
  const outside = tokens.filter((token) => token.forks.length === 0);
  if (outside.length > 0) return outside.some((token) => composition.canEndOutside(token.stepId));
  const { joins, gone, withdrawn } = comesTo(composition, tokens, 0);
  if (gone || withdrawn) return true;
  return joins.some((join) => {
    const target = composition.graph.targets(join, 'all')[0];
    return target === undefined || composition.canEndOutside(target);
  });
}

interface Result {
  joins: StepId[];
  gone: boolean;
  withdrawn: boolean;
}

/** What the activation at this depth of these tokens' stacks can come to. */
function comesTo(composition: Composition, tokens: readonly Token[], depth: number): Result {
  const branches: ReadonlySet<Terminal>[] = [];
  const inner = new Map<string, Token[]>();
  for (const token of tokens) {
    const deeper = token.forks[depth + 1];
    if (!deeper) branches.push(composition.terminals(token.stepId));
    else if (inner.has(deeper.id)) inner.get(deeper.id)?.push(token);
    else inner.set(deeper.id, [token]);
  }
  for (const group of inner.values()) branches.push(asBranch(composition, comesTo(composition, group, depth + 1)));
  return {
    joins: joinsOf(branches),
    gone: branches.every((branch) => branch.has(GONE)),
    withdrawn: branches.some((branch) => branch.has(WITHDRAWN)),
  };
}

/** Joins that every branch can come to, unless it can be gone: those of the narrowest branch that can't be gone, tried with the others. */
function joinsOf(branches: readonly ReadonlySet<Terminal>[]): StepId[] {
  const bound = branches.filter((branch) => !branch.has(GONE)).sort((a, b) => a.size - b.size);
  const candidates =
    bound.length > 0
      ? [...(bound[0] as ReadonlySet<Terminal>)]
      : [...new Set(branches.flatMap((branch) => [...branch]))];
  return candidates.filter((terminal) => isJoin(terminal) && bound.every((branch) => branch.has(terminal)));
}

/** What a branch can come to that has itself forked: after the inner join it walks on. */
function asBranch(composition: Composition, { joins, gone, withdrawn }: Result): Set<Terminal> {
  const terminals = new Set<Terminal>([...(gone ? [GONE] : []), ...(withdrawn ? [WITHDRAWN] : [])]);
  for (const join of joins) {
    const target = composition.graph.targets(join, 'all')[0];
    for (const terminal of target === undefined ? [GONE] : composition.terminals(target)) terminals.add(terminal);
  }
  return terminals;
}
