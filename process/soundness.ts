/**
 * Soundness: from every state that the process can come to, it can end; when it ends nothing is left; every step can be
 * reached; no step is active twice at once; nothing grows without bound.
 *
 * The verdicts are exact and cost time polynomial in the definition (`soundness/composition.ts`). The shortest way into
 * trouble is searched for among the markings, by the routing that `advance` uses; where that search met its bound, the
 * way is the shortest of a narrower search, or the finding has no trace and says how many markings were looked at. That nothing is left at the end needs no proof: the process ends when its
 * last token is gone (S7), and a withdrawing end takes away all others (S8).
 */
import { graphOf, type Graph, type Marking } from './route';
import { canEnd } from './soundness/can-end';
import { Composition } from './soundness/composition';
import { deadEndAt } from './soundness/dead-ends';
import { soundnessFinding } from './soundness/findings';
import { forkTroubles } from './soundness/forks';
import {
  type Budget,
  isSettled,
  moves,
  oneToken,
  type Search,
  searchFor,
  TOKENS_MAX,
  tokensOf,
} from './soundness/play';
import type { Finding, ProcessDefinition, StepId } from './types';

/** Largest definition that is judged. The schema refuses larger ones, so only code that goes round it meets this. */
export const SIZE_MAX = { steps: 2_000, flows: 4_000 } as const;

/** Forks that are reported for one rule: who has more has one mistake in many places. */
const FORKS_MAX = 20;

/** Where a way into a fork's trouble is searched for. */
interface Place {
  graph: Graph;
  budget: Budget;
  fork: StepId;
}

/** Findings of the soundness checker, for a definition in whose drawing the structure rules found no error. */
export function checkSoundness(definition: ProcessDefinition): Finding[] {
  if (definition.steps.length > SIZE_MAX.steps || definition.flows.length > SIZE_MAX.flows) {
    return [soundnessFinding(definition, 'small-enough', { params: { ...SIZE_MAX } })];
  }
  const start = definition.steps.find((step) => step.kind === 'start')?.id;
  if (start === undefined) return [];
  const graph = graphOf(definition);
  const budget: Budget = { left: TOKENS_MAX };
  const composition = new Composition(graph);
  const reachable = reachableSteps(composition, start);
  const troubles = forkTroubles(composition, reachable);
  const nested = troubles.filter((trouble) => trouble.nested);
  const entered = neverEntered(definition, reachable);
  // What follows a fork that nests in itself can't be summed up; that has to be mended first.
  if (nested.length > 0)
    return [
      ...entered,
      ...nested.slice(0, FORKS_MAX).map(({ fork }) => forkNested(definition, { graph, budget, fork })),
    ];
  const stuckAt = deadEndAt(composition, start);
  return [
    ...(stuckAt === undefined ? [] : [deadEnd(definition, composition, budget, stuckAt)]),
    ...troubles.slice(0, FORKS_MAX).map(({ fork, shared }) => activeTwice(definition, { graph, budget, fork }, shared)),
    ...entered,
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

function forkNested(definition: ProcessDefinition, place: Place): Finding {
  const { fork } = place;
  const isNested = ({ tokens }: Marking) =>
    tokens.some((token) => token.stepId === fork && token.forks.some(({ forkStepId }) => forkStepId === fork));
  return soundnessFinding(definition, 'fork-not-nested', { stepIds: [fork], search: searchNear(place, isNested) });
}

function activeTwice(definition: ProcessDefinition, place: Place, shared: readonly StepId[]): Finding {
  const search = searchNear(
    place,
    (marking) => isSettled(place.graph, marking) && twiceIn(marking, shared) !== undefined,
  );
  const step = 'trace' in search ? twiceIn(search.marking, shared) : undefined;
  return soundnessFinding(definition, 'active-once', {
    stepIds: [step ?? (shared[0] as StepId)],
    other: place.fork,
    search,
  });
}

/** Where there are too many markings for the shortest way of all: the shortest on which others than this fork's branches keep still. */
function searchNear({ graph, budget, fork }: Place, wanted: (marking: Marking) => boolean): Search {
  const search = searchFor(graph, budget, wanted);
  return 'trace' in search || search.exhausted ? search : searchFor(graph, budget, wanted, tokensOf(fork));
}

function twiceIn({ tokens }: Marking, candidates: readonly StepId[]): StepId | undefined {
  return candidates.find((id) => tokens.filter((token) => token.stepId === id).length > 1);
}

/** Best shown where everything has come to a standstill; where it never does (a loop without exit), where it is lost. */
function deadEnd(definition: ProcessDefinition, composition: Composition, budget: Budget, stuckAt: StepId): Finding {
  const { graph } = composition;
  const isLost = (marking: Marking) => {
    // Judging a marking looks at what each of its tokens can come to.
    budget.left -= marking.tokens.reduce((sum, token) => sum + composition.terminals(token.stepId).size, 0) / 10;
    return !canEnd(composition, marking);
  };
  let search = searchFor(
    graph,
    budget,
    (marking) => marking.tokens.length > 0 && moves(graph, marking).length === 0,
    oneToken,
  );
  if (!('trace' in search)) search = searchFor(graph, budget, isLost);
  if (!('trace' in search)) search = searchFor(graph, budget, isLost, oneToken);
  const stepIds = 'trace' in search ? search.marking.tokens.map((token) => token.stepId) : [stuckAt];
  return soundnessFinding(definition, 'can-end', { stepIds: [...new Set(stepIds)], search });
}
