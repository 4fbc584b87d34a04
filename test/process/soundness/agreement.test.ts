/**
 * The checker's verdicts against brute force: every marking of a small definition is played out, and what the markings
 * themselves show must be what the checker says.
 */
import fc from 'fast-check';
import { graphOf, startMarking, type Marking } from '../../../process/route';
import { canEnd } from '../../../process/soundness/can-end';
import { Composition } from '../../../process/soundness/composition';
import { isInstant } from '../../../process/soundness/instant';
import { isSettled, keyOf, moves } from '../../../process/soundness/play';
import { checkStructure } from '../../../process/rules/check';
import { checkSoundness } from '../../../process/soundness';
import type { Finding, ProcessDefinition } from '../../../process/types';
import { anyGraph, block, definitionFrom } from './random-definitions';

const LIMIT = 4_000;
const runs = { numRuns: 1_000, seed: 20_261_124 };

interface Node {
  marking: Marking;
  depth: number;
  next: string[];
}

/** Every marking that can be reached, with its distance; undefined where there are more than the limit. */
function playOut(definition: ProcessDefinition, stop: (marking: Marking) => boolean): Map<string, Node> | undefined {
  const graph = graphOf(definition);
  const first = startMarking(graph).marking;
  const nodes = new Map<string, Node>([[keyOf(first), { marking: first, depth: 0, next: [] }]]);
  for (const node of nodes.values()) {
    if (stop(node.marking)) continue;
    for (const { marking } of moves(graph, node.marking)) {
      const key = keyOf(marking);
      node.next.push(key);
      if (!nodes.has(key)) nodes.set(key, { marking, depth: node.depth + 1, next: [] });
    }
    if (nodes.size > LIMIT) return undefined;
  }
  return nodes;
}

/** Keys of the markings from which the empty marking can be reached. */
function endable(nodes: Map<string, Node>): Set<string> {
  const result = new Set([...nodes].filter(([, { marking }]) => marking.tokens.length === 0).map(([key]) => key));
  for (let before = -1; before !== result.size; ) {
    before = result.size;
    for (const [key, { next }] of nodes) if (next.some((after) => result.has(after))) result.add(key);
  }
  return result;
}

const isNested = ({ tokens }: Marking) =>
  tokens.some(({ stepId, forks }) =>
    forks.some(
      ({ forkStepId }, index) =>
        stepId === forkStepId || forks.findIndex((fork) => fork.forkStepId === forkStepId) < index,
    ),
  );

const isTwice = (definition: ProcessDefinition) => {
  const slow = new Set(
    definition.steps.filter(({ kind }) => ['task', 'approval', 'wait'].includes(kind)).map(({ id }) => id),
  );
  return ({ tokens }: Marking) =>
    tokens.some(
      (token, index) => slow.has(token.stepId) && tokens.findIndex((other) => other.stepId === token.stepId) < index,
    );
};

function shortest(nodes: Map<string, Node>, wanted: (node: Node, key: string) => boolean): number | undefined {
  const depths = [...nodes].filter(([key, node]) => wanted(node, key)).map(([, { depth }]) => depth);
  return depths.length === 0 ? undefined : Math.min(...depths);
}

const shortestFound = (findings: Finding[], rule: string) => {
  const lengths = findings
    .filter((finding) => finding.rule === rule)
    .map((finding) => finding.trace?.length ?? Number.NaN);
  return lengths.length === 0 ? undefined : Math.min(...lengths);
};

function agree(definition: ProcessDefinition): void {
  const nodes = playOut(definition, isNested);
  fc.pre(nodes !== undefined);
  if (!nodes) return;
  const findings = checkSoundness(definition);
  const nested = shortest(nodes, ({ marking }) => isNested(marking));
  expect(shortestFound(findings, 'fork-not-nested')).toBe(nested);
  if (nested !== undefined) return;
  const can = endable(nodes);
  const standstill = shortest(nodes, ({ marking, next }) => marking.tokens.length > 0 && next.length === 0);
  expect(shortestFound(findings, 'can-end')).toBe(standstill ?? shortest(nodes, (_, key) => !can.has(key)));
  expect(shortestFound(findings, 'active-once')).toBe(
    shortest(nodes, ({ marking }) => isSettled(graphOf(definition), marking) && isTwice(definition)(marking)),
  );
  const composition = new Composition(graphOf(definition));
  for (const [key, { marking }] of nodes) expect(canEnd(composition, marking)).toBe(can.has(key));
}

test('[soundness] any graph: the checker says what playing it out shows, with traces as short', () => {
  fc.assert(fc.property(anyGraph(8), agree), runs);
});

test('[soundness] blocks with one flow led elsewhere: the checker says what playing it out shows', () => {
  fc.assert(
    fc.property(block, fc.nat(), fc.nat(), (one, which, where) => {
      const definition = definitionFrom(one);
      const flow = definition.flows[which % definition.flows.length];
      const target = definition.steps[1 + (where % (definition.steps.length - 1))];
      if (flow && target) flow.to = target.id;
      fc.pre(definition.steps.length <= 25);
      fc.pre(checkStructure(definition).drawingHolds);
      agree(definition);
    }),
    { ...runs, numRuns: 400 },
  );
});

test('[soundness] steps that no play enters are exactly those never entered', () => {
  fc.assert(
    fc.property(anyGraph(8), (definition) => {
      const nodes = playOut(definition, isNested);
      fc.pre(nodes !== undefined && ![...nodes.values()].some(({ marking }) => isNested(marking)));
      const graph = graphOf(definition);
      const seen = [...(nodes as Map<string, Node>).values()].flatMap(({ marking }) =>
        marking.tokens
          .filter(({ stepId }) => isSettled(graph, marking) || isInstant(graph.steps.get(stepId)))
          .map(({ stepId }) => stepId),
      );
      const entered = new Set(seen);
      const found = checkSoundness(definition)
        .filter(({ rule }) => rule === 'step-enterable')
        .flatMap(({ stepIds }) => stepIds);
      // Beside a withdrawal in the same instant, what takes no time either may or may not come first.
      for (const id of found) if (!isInstant(graph.steps.get(id))) expect(entered.has(id)).toBe(false);
      const missing = definition.steps.filter(({ id, kind }) => kind !== 'join' && !entered.has(id));
      const startable = definition.flows.filter(
        ({ to, from }) => missing.some(({ id }) => id === to) && entered.has(from) && !found.includes(from),
      );
      for (const { to } of startable) expect(found).toContain(to);
    }),
    { ...runs, numRuns: 500 },
  );
});

test('[soundness] what is built of blocks is sound', () => {
  fc.assert(
    fc.property(block, (one) => {
      expect(checkSoundness(definitionFrom(one))).toEqual([]);
    }),
    { ...runs, numRuns: 500 },
  );
});
