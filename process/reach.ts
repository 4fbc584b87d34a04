/** Whether control can still come to a step, for what waits for that step. */
import type { Graph } from './route';
import type { RunId, StepId, Token } from './types';

/** Deeper nesting of forks than this within one search counts as reachable: better to wait than to close a desk early. */
const DEPTH_MAX = 20;

/**
 * Can a token other than the one in run `waiting` still reach `target`? A join at which the waiting token itself is
 * missing can't be passed, so the search doesn't go through it.
 */
export function canStillReach(graph: Graph, tokens: readonly Token[], waiting: RunId, target: StepId): boolean {
  const own = tokens.find((token) => token.runId === waiting);
  const shared = new Set(own?.forks.map((fork) => fork.id));
  // What waits at a join moves on only through another token's arrival, and that one is searched itself.
  const moving = tokens.filter((token) => token !== own && graph.steps.get(token.stepId)?.kind !== 'join');
  return moving.some((token) => reaches(graph, token, token.forks.filter((fork) => !shared.has(fork.id)).length, target, shared.size > 0));
}

function reaches(graph: Graph, token: Token, privateForks: number, target: StepId, blocked: boolean): boolean {
  const seen = new Set<string>();
  const queue: { stepId: StepId; depth: number }[] = [{ stepId: token.stepId, depth: privateForks }];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (at.stepId === target || at.depth > DEPTH_MAX) return true;
    const key = `${at.stepId}/${at.depth}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const kind = graph.steps.get(at.stepId)?.kind;
    if (kind === 'join' && at.depth === 0 && blocked) continue;
    const depth = kind === 'fork' ? at.depth + 1 : kind === 'join' ? Math.max(0, at.depth - 1) : at.depth;
    for (const next of graph.next(at.stepId)) queue.push({ stepId: next, depth });
  }
  return false;
}
