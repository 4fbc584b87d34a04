/**
 * Where tokens go: flows, forks, joins and ends, without anything about time or people. `advance` moves its tokens by
 * these functions and the soundness checker explores with the same ones, so they can't disagree.
 */
import type { Outcome, ProcessDefinition, Step, StepId, Token } from './types';

/** A definition's graph, indexed. */
export interface Graph {
  steps: ReadonlyMap<StepId, Step>;
  /** Targets of a step's outcome, in the order of the flows. */
  targets(stepId: StepId, outcome: Outcome): readonly StepId[];
  /** Targets of all its outcomes. */
  next(stepId: StepId): readonly StepId[];
}

/** Where control stands. `forks` counts fork activations, so that their ids never repeat. */
export interface Marking {
  tokens: Token[];
  forks: number;
}

/** What a move did. `entered`: tokens that now stand before a step which must be carried out; a join that fired is in `joined`. */
export interface Move {
  marking: Marking;
  entered: Token[];
  joined: StepId[];
}

const graphs = new WeakMap<ProcessDefinition, Graph>();

/** The graph of a definition; made once for each definition object. */
export function graphOf(definition: ProcessDefinition): Graph {
  const known = graphs.get(definition);
  if (known) return known;
  const steps = new Map<StepId, Step>();
  for (const step of definition.steps) if (!steps.has(step.id)) steps.set(step.id, step);
  const flows = new Map<string, StepId[]>();
  for (const flow of definition.flows) {
    if (!steps.has(flow.to)) continue;
    const key = `${flow.from}/${flow.outcome}`;
    flows.set(key, [...(flows.get(key) ?? []), flow.to]);
  }
  const next = new Map<StepId, StepId[]>();
  for (const flow of definition.flows) if (steps.has(flow.to)) next.set(flow.from, [...(next.get(flow.from) ?? []), flow.to]);
  const graph: Graph = {
    steps,
    targets: (stepId, outcome) => flows.get(`${stepId}/${outcome}`) ?? [],
    next: (stepId) => next.get(stepId) ?? [],
  };
  graphs.set(definition, graph);
  return graph;
}

/** The marking before the first step: one token at each start step (S2). */
export function startMarking(graph: Graph): Move {
  const starts = [...graph.steps.values()].filter((step) => step.kind === 'start');
  const tokens = starts.map((step, index) => ({ id: `t${index}`, stepId: step.id, forks: [] }));
  return { marking: { tokens, forks: 0 }, entered: tokens, joined: [] };
}

/**
 * Moves a token on after its step ended with an outcome: to the outcome's target (S3), away where there is none (S4),
 * split at a fork (S5), and through each join that this lets fire (S6).
 */
export function leave(graph: Graph, marking: Marking, token: Token, outcome: Outcome): Move {
  const step = graph.steps.get(token.stepId);
  const targets = graph.targets(token.stepId, outcome);
  if (step?.kind === 'fork') return settle(graph, split(marking, token, targets));
  const target = targets[0];
  return settle(graph, target === undefined ? remove(marking, token) : place(marking, token, target));
}

/** Takes a token away, as an end does (S7); joins that waited for it may fire. */
export function consume(graph: Graph, marking: Marking, token: Token): Move {
  return settle(graph, remove(marking, token));
}

interface Placed {
  marking: Marking;
  placed: Token[];
}

function place(marking: Marking, token: Token, target: StepId): Placed {
  const { runId: _left, ...rest } = token;
  const moved: Token = { ...rest, stepId: target };
  return { marking: { ...marking, tokens: marking.tokens.map((other) => (other.id === token.id ? moved : other)) }, placed: [moved] };
}

function remove(marking: Marking, token: Token): Placed {
  return { marking: { ...marking, tokens: marking.tokens.filter((other) => other.id !== token.id) }, placed: [] };
}

/** One token for each branch, each marked with the fork's new activation. */
function split(marking: Marking, token: Token, targets: readonly StepId[]): Placed {
  const forks = marking.forks + 1;
  const { runId: _left, ...rest } = token;
  const placed = targets.map(
    (target, index): Token => ({
      ...rest,
      id: `a${forks}.${index}`,
      stepId: target,
      forks: [...token.forks, { id: `a${forks}`, forkStepId: token.stepId }],
    }),
  );
  return { marking: { tokens: marking.tokens.flatMap((other) => (other.id === token.id ? placed : [other])), forks }, placed };
}

/** Lets joins fire until none can, then says which tokens stand before a step of another kind. */
function settle(graph: Graph, start: Placed): Move {
  const isJoin = (token: Token) => graph.steps.get(token.stepId)?.kind === 'join';
  let { marking } = start;
  const entered = start.placed.filter((token) => !isJoin(token));
  const joined: StepId[] = [];
  // Each firing takes a token away or passes a flow from a join on; a ring of nothing but joins would never stop.
  for (let n = 0; n <= graph.steps.size + marking.tokens.length; n++) {
    const ready = marking.tokens.find((token) => isJoin(token) && token.runId === undefined && canFire(marking, token));
    if (!ready) return { marking, entered, joined };
    joined.push(ready.stepId);
    const fired = fire(graph, marking, ready);
    marking = fired.marking;
    entered.push(...fired.placed.filter((token) => !isJoin(token)));
  }
  return { marking, entered, joined };
}

/** A join fires when each live token of the activation stands at it; untaken branches hold nothing, or it never would (S6). */
function canFire(marking: Marking, token: Token): boolean {
  const activation = token.forks.at(-1);
  if (!activation) return true;
  return marking.tokens.every(
    (other) => !other.forks.some((fork) => fork.id === activation.id) || (other.stepId === token.stepId && other.forks.at(-1)?.id === activation.id),
  );
}

function fire(graph: Graph, marking: Marking, token: Token): Placed {
  const activation = token.forks.at(-1);
  const target = graph.targets(token.stepId, 'all')[0];
  if (!activation) return target === undefined ? remove(marking, token) : place(marking, token, target);
  const merging = marking.tokens.filter((other) => other.forks.at(-1)?.id === activation.id);
  const rest = marking.tokens.filter((other) => !merging.includes(other));
  if (target === undefined) return { marking: { ...marking, tokens: rest }, placed: [] };
  const origin = commonOrigin(merging);
  const merged: Token = { id: `${activation.id}.j`, stepId: target, forks: token.forks.slice(0, -1), ...(origin ? { from: origin } : {}) };
  return { marking: { ...marking, tokens: [...rest, merged] }, placed: [merged] };
}

/** What several steps produced together can't be taken back for one of them (S54). */
function commonOrigin(merging: Token[]): Token['from'] {
  const first = merging[0]?.from;
  const same = merging.every(({ from }) => from?.stepId === first?.stepId && from?.round === first?.round);
  return same ? first : undefined;
}
