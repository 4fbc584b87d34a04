/** Plays a definition move by move, by the routing that `advance` uses, every outcome in turn. */
import { possibleOutcomes } from '../possible-outcomes';
import { consume, type Graph, leave, type Marking, startMarking } from '../route';
import type { Outcome, StepId, Token } from '../types';
import { isInstant } from './instant';

export interface Played {
  stepId: StepId;
  outcome: Outcome;
}

/** The way that was found, or how many markings were looked at in vain: all that there are (`exhausted`), or as many as may be. */
export type Search = { trace: Played[]; marking: Marking } | { exhausted: boolean; visited: number };

/** Which tokens of a marking a search moves on. */
export type Choice = (marking: Marking, movable: Token[]) => Token[];

/** What all searches in one definition may still look at, counted in tokens of markings and the forks that they belong to. */
export interface Budget {
  left: number;
}

/** About half a second's work. */
export const TOKENS_MAX = 400_000;

/** Every token: what is found is the shortest way of all. */
export const everyToken: Choice = (_marking, movable) => movable;

/**
 * One token until it has stopped, then the next. Tokens don't influence each other before a join, so the standstills that
 * can be reached are the same, by ways as short, and far fewer markings lie on them.
 */
export const oneToken: Choice = (_marking, movable) => movable.slice(0, 1);

/** Once a fork was entered, all of its tokens and no others; one after the other before. Ways need not be the shortest. */
export function tokensOf(fork: StepId): Choice {
  return (_marking, movable) => {
    const inside = movable.filter((token) => token.forks.some(({ forkStepId }) => forkStepId === fork));
    return inside.length > 0 ? inside : movable.slice(0, 1);
  };
}

interface Visited {
  marking: Marking;
  /** The move that led here, from which visited marking. */
  by?: { move: Played; from: number };
}

/**
 * The shortest way from the start into a marking for which `wanted` holds, among the moves of the chosen tokens. One
 * search takes at most half of what the budget has left, so that the next ones aren't left with nothing.
 */
export function searchFor(
  graph: Graph,
  budget: Budget,
  wanted: (marking: Marking) => boolean,
  choice: Choice = everyToken,
): Search {
  const until = Math.floor(budget.left / 2);
  const first = startMarking(graph).marking;
  const visited: Visited[] = [{ marking: first }];
  const seen = new Set([keyOf(first)]);
  if (wanted(first)) return { trace: [], marking: first };
  for (let n = 0; n < visited.length; n++) {
    for (const { marking, move } of moves(graph, (visited[n] as Visited).marking, choice)) {
      budget.left -= weightOf(marking);
      if (budget.left < until) return { exhausted: false, visited: visited.length };
      const key = keyOf(marking);
      if (seen.has(key)) continue;
      seen.add(key);
      visited.push({ marking, by: { move, from: n } });
      if (wanted(marking)) return { trace: wayToLast(visited), marking };
    }
  }
  return { exhausted: true, visited: visited.length };
}

function weightOf({ tokens }: Marking): number {
  return tokens.reduce((sum, { forks }) => sum + 1 + forks.length, 1);
}

function wayToLast(visited: Visited[]): Played[] {
  const trace: Played[] = [];
  for (let by = visited.at(-1)?.by; by; by = visited[by.from]?.by) trace.unshift(by.move);
  return trace;
}

/**
 * The moves that are possible in a marking: each chosen token's step ends, in each way in which it can. Where a token
 * stands at a step that takes no time, that goes first, as in the engine: nobody can act in between.
 */
export function moves(
  graph: Graph,
  marking: Marking,
  choice: Choice = everyToken,
): { marking: Marking; move: Played }[] {
  const instant = marking.tokens.find((token) => isInstant(graph.steps.get(token.stepId)));
  const chosen = instant
    ? [instant]
    : choice(
        marking,
        marking.tokens.filter((token) => graph.steps.get(token.stepId)?.kind !== 'join'),
      );
  return chosen.flatMap((token) => movesOf(graph, marking, token));
}

/** Is nothing about to pass in this very instant? Only then can anybody see the marking. */
export function isSettled(graph: Graph, { tokens }: Marking): boolean {
  return !tokens.some((token) => isInstant(graph.steps.get(token.stepId)));
}

/** What an end's move is called in a trace: ends have no outcomes. */
const ENDED = 'ended';

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
export function keyOf({ tokens }: Pick<Marking, 'tokens'>): string {
  return groupKey(tokens, 0);
}

function groupKey(tokens: readonly Token[], depth: number): string {
  const parts: string[] = [];
  const inner = new Map<string, Token[]>();
  for (const token of tokens) {
    const fork = token.forks[depth];
    if (!fork) parts.push(token.stepId);
    else if (inner.has(fork.id)) inner.get(fork.id)?.push(token);
    else inner.set(fork.id, [token]);
  }
  for (const group of inner.values())
    parts.push(`${group[0]?.forks[depth]?.forkStepId}(${groupKey(group, depth + 1)})`);
  return parts.sort().join(',');
}
