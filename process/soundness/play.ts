/** Plays a definition move by move, by the routing that `advance` uses, every outcome in turn. */
import { possibleOutcomes } from '../possible-outcomes';
import { consume, type Graph, leave, type Marking, startMarking } from '../route';
import type { Outcome, StepId, Token } from '../types';
import { isInstant } from './instant';

export interface Played {
  stepId: StepId;
  outcome: Outcome;
}

export type Search = { trace: Played[]; marking: Marking } | 'exhausted' | 'too-many';

/** How many markings a search looks at before it gives up. */
export const MARKINGS_MAX = 20_000;

/** What an end's move is called in a trace: ends have no outcomes. */
const ENDED = 'ended';

interface Visited {
  marking: Marking;
  /** The move that led here, from which visited marking. */
  by?: { move: Played; from: number };
}

/**
 * The shortest way from the start into a marking for which `wanted` holds; `exhausted` when no play leads to one,
 * `too-many` when `MARKINGS_MAX` markings were looked at in vain.
 */
export function shortestTrace(graph: Graph, wanted: (marking: Marking) => boolean): Search {
  const visited: Visited[] = [{ marking: startMarking(graph).marking }];
  const seen = new Set([keyOf(startMarking(graph).marking)]);
  if (wanted(startMarking(graph).marking)) return { trace: [], marking: startMarking(graph).marking };
  for (let n = 0; n < visited.length; n++) {
    for (const { marking, move } of moves(graph, (visited[n] as Visited).marking)) {
      const key = keyOf(marking);
      if (seen.has(key)) continue;
      seen.add(key);
      visited.push({ marking, by: { move, from: n } });
      if (wanted(marking)) return { trace: wayToLast(visited), marking };
      if (visited.length >= MARKINGS_MAX) return 'too-many';
    }
  }
  return 'exhausted';
}

function wayToLast(visited: Visited[]): Played[] {
  const trace: Played[] = [];
  for (let by = visited.at(-1)?.by; by; by = visited[by.from]?.by) trace.unshift(by.move);
  return trace;
}

/**
 * Every move that is possible in a marking: each token's step ends, in each way in which it can. Where a token stands at a
 * step that takes no time, that goes first, as in the engine: nobody can act in between.
 */
export function moves(graph: Graph, marking: Marking): { marking: Marking; move: Played }[] {
  const instant = marking.tokens.find((token) => isInstant(graph.steps.get(token.stepId)));
  return (instant ? [instant] : marking.tokens).flatMap((token) => movesOf(graph, marking, token));
}

/** Is nothing about to pass in this very instant? Only then can anybody see the marking. */
export function isSettled(graph: Graph, { tokens }: Marking): boolean {
  return !tokens.some((token) => isInstant(graph.steps.get(token.stepId)));
}

function movesOf(graph: Graph, marking: Marking, token: Token): { marking: Marking; move: Played }[] {
  const step = graph.steps.get(token.stepId);
  if (!step || step.kind === 'join') return [];
  if (step.kind === 'end') {
    const withdrawn = { tokens: [], forks: marking.forks };
    const after = step.settings.result === 'withdrawn' ? withdrawn : consume(graph, marking, token).marking;
    return [{ marking: after, move: { stepId: step.id, outcome: ENDED } }];
  }
  return possibleOutcomes(step).map((outcome) => ({
    marking: leave(graph, marking, token, outcome).marking,
    move: { stepId: step.id, outcome },
  }));
}

/** Two markings are the same when only the numbers of their activations differ. */
export function keyOf({ tokens }: Marking): string {
  return groupKey(tokens, 0);
}

function groupKey(tokens: readonly Token[], depth: number): string {
  const parts: string[] = [];
  const inner = new Map<string, Token[]>();
  for (const token of tokens) {
    const fork = token.forks[depth];
    if (!fork) parts.push(token.stepId);
    else inner.set(fork.id, [...(inner.get(fork.id) ?? []), token]);
  }
  for (const group of inner.values()) parts.push(`${group[0]?.forks[depth]?.forkStepId}(${groupKey(group, depth + 1)})`);
  return parts.sort().join(',');
}
