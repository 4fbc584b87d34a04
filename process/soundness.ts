/**
 * Soundness: from every state that the process can come to, it can end; when it ends nothing is left; every step can be
 * reached; no step is active twice at once; nothing grows without bound.
 *
 * The verdicts are exact and cost time polynomial in the definition (`soundness/composition.ts`). The shortest way into
 * trouble is searched for among the markings, by the routing that `advance` uses; where that search met its bound, the
 * finding has no trace and names the bound. That nothing is left at the end needs no proof: the process ends when its
 * last token is gone (S7), and a withdrawing end takes away all others (S8).
 */
import { graphOf, type Graph, type Marking } from './route';
import { canEnd } from './soundness/can-end';
import { Composition } from './soundness/composition';
import { hasDeadEnd } from './soundness/dead-ends';
import { soundnessFinding } from './soundness/findings';
import { type ForkTrouble, forkTroubles } from './soundness/forks';
import { isSettled, shortestTrace } from './soundness/play';
import type { Finding, ProcessDefinition, StepId } from './types';

/** Largest definition that is judged. The schema refuses larger ones, so only code that goes round it meets this. */
export const SIZE_MAX = { steps: 2_000, flows: 4_000 } as const;

/** Findings of the soundness checker, for a definition in whose drawing the structure rules found no error. */
export function checkSoundness(definition: ProcessDefinition): Finding[] {
  if (definition.steps.length > SIZE_MAX.steps || definition.flows.length > SIZE_MAX.flows) {
    return [soundnessFinding(definition, 'small-enough', { params: { ...SIZE_MAX } })];
  }
  const start = definition.steps.find((step) => step.kind === 'start')?.id;
  if (start === undefined) return [];
  const graph = graphOf(definition);
  const composition = new Composition(graph);
  const reachable = reachableSteps(composition, start);
  const troubles = forkTroubles(composition, reachable);
  const nested = troubles.filter((trouble) => trouble.nested);
  const entered = neverEntered(definition, reachable);
  // What follows a fork that nests in itself can't be summed up; that has to be mended first.
  if (nested.length > 0) return [...entered, ...nested.map(({ fork }) => forkNested(definition, graph, fork))];
  return [
    ...entered,
    ...troubles.map((trouble) => activeTwice(definition, graph, trouble)),
    ...(hasDeadEnd(composition, start) ? [deadEnd(definition, composition)] : []),
  ];
}

/** Every step that some token can come to. */
function reachableSteps(composition: Composition, start: StepId): Set<StepId> {
  const outside = composition.walk([start], false);
  const branches = [...outside].filter((id) => composition.isFork(id)).flatMap((id) => composition.branches(id));
  return new Set([...outside, ...composition.walk(branches, true, true)]);
}

/** The first steps of what flows lead to, but no play does. What no flow leads to, rule step-reachable reports. */
function neverEntered(definition: ProcessDefinition, reachable: ReadonlySet<StepId>): Finding[] {
  const targets = new Set(definition.flows.filter((flow) => reachable.has(flow.from)).map((flow) => flow.to));
  return definition.steps
    .filter((step) => !reachable.has(step.id) && targets.has(step.id))
    .map((step) => soundnessFinding(definition, 'step-enterable', { stepIds: [step.id] }));
}

function forkNested(definition: ProcessDefinition, graph: Graph, fork: StepId): Finding {
  const isNested = ({ tokens }: Marking) =>
    tokens.some((token) => token.stepId === fork && token.forks.some(({ forkStepId }) => forkStepId === fork));
  return soundnessFinding(definition, 'fork-not-nested', { stepIds: [fork], search: shortestTrace(graph, isNested) });
}

function activeTwice(definition: ProcessDefinition, graph: Graph, { shared, fork }: ForkTrouble): Finding {
  const search = shortestTrace(graph, (marking) => isSettled(graph, marking) && twiceIn(marking, shared) !== undefined);
  const step = typeof search === 'object' ? twiceIn(search.marking, shared) : undefined;
  return soundnessFinding(definition, 'active-once', { stepIds: [step ?? (shared[0] as StepId)], other: fork, search });
}

function twiceIn({ tokens }: Marking, candidates: readonly StepId[]): StepId | undefined {
  return candidates.find((id) => tokens.filter((token) => token.stepId === id).length > 1);
}

function deadEnd(definition: ProcessDefinition, composition: Composition): Finding {
  const search = shortestTrace(composition.graph, (marking) => !canEnd(composition, marking));
  const stepIds = typeof search === 'object' ? search.marking.tokens.map((token) => token.stepId) : [];
  return soundnessFinding(definition, 'can-end', { stepIds: [...new Set(stepIds)], search });
}
