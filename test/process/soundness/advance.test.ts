/**
 * The checker against the engine: small definitions are played out by `advance` itself, every open task ended in every way.
 * What the engine's states show must be what the checker says of the definition, and its traces must be playable.
 */
import fc from 'fast-check';
import { advance, initialState } from '../../../process/advance';
import { checkStructure } from '../../../process/rules/check';
import { checkSoundness } from '../../../process/soundness';
import { keyOf } from '../../../process/soundness/play';
import type { Outcome, ProcessDefinition, ProcessState, StepId } from '../../../process/types';
import { step } from '../rules/definitions';
import { calendarWith, localTime } from '../support/trace';
import { plans, definitionOf as processOf } from '../support/random-process';
import { anyGraph, block, definitionFrom } from './random-definitions';

const AT = localTime('2026-01-05T09:00');
const roles = { owner: ['ani'], experts: ['e1'], regent: ['citra'] };
const STATES_MAX = 1_500;

interface Node {
  state: ProcessState;
  depth: number;
  next: string[];
}

/** People decide where the definition would: the engine's decisions read data, the checker takes every branch. */
function decidedByPeople(definition: ProcessDefinition): ProcessDefinition {
  const names: Record<Outcome, Outcome> = { yes: 'approved', no: 'returned' };
  const decisions = new Set(definition.steps.filter(({ kind }) => kind === 'decision').map(({ id }) => id));
  return {
    ...definition,
    steps: definition.steps.map((one) => (decisions.has(one.id) ? step('approval', one.id, { mayReturn: true }) : one)),
    flows: definition.flows.map((flow) =>
      decisions.has(flow.from) ? { ...flow, outcome: names[flow.outcome] as Outcome } : flow,
    ),
  };
}

function begin(definition: ProcessDefinition): ProcessState {
  const ref = { id: 'test', version: 1, hash: '0' };
  const state = initialState(definition, {
    processId: 'p',
    ref,
    calendar: calendarWith([]),
    roles,
    data: {},
    hosting: 'inline',
    at: AT,
  });
  return advance(definition, state, { type: 'start', at: AT }).state;
}

/** Every state that follows by one act. */
function successors(
  definition: ProcessDefinition,
  state: ProcessState,
): { stepId: StepId; outcome: Outcome; state: ProcessState }[] {
  const tasks = Object.values(state.runs).flatMap((run) => Object.values(run.tasks));
  return tasks.flatMap(({ id, stepId, outcomes }) =>
    outcomes.map((outcome) => {
      const act = { taskId: id, outcome, by: 'ani', entryId: 'e', hash: '0' };
      return { stepId, outcome, state: advance(definition, state, { type: 'act', at: AT, act }).state };
    }),
  );
}

const keyOfState = (state: ProcessState) => (state.status === 'running' ? keyOf(state) : 'over');
const nested = ({ tokens }: ProcessState) =>
  tokens.some(({ forks }) => new Set(forks.map(({ forkStepId }) => forkStepId)).size < forks.length);
const twice = ({ runs }: ProcessState) =>
  new Set(Object.values(runs).map(({ stepId }) => stepId)).size < Object.keys(runs).length;

function playOut(definition: ProcessDefinition): Map<string, Node> | undefined {
  const first = begin(definition);
  const nodes = new Map<string, Node>([[keyOfState(first), { state: first, depth: 0, next: [] }]]);
  for (const node of nodes.values()) {
    if (nested(node.state)) continue;
    for (const { state } of successors(definition, node.state)) {
      const key = keyOfState(state);
      node.next.push(key);
      if (!nodes.has(key)) nodes.set(key, { state, depth: node.depth + 1, next: [] });
    }
    if (nodes.size > STATES_MAX) return undefined;
  }
  return nodes;
}

function endable(nodes: Map<string, Node>): Set<string> {
  const result = new Set(nodes.has('over') ? ['over'] : []);
  for (let before = -1; before !== result.size; ) {
    before = result.size;
    for (const [key, { next }] of nodes) if (next.some((after) => result.has(after))) result.add(key);
  }
  return result;
}

function agree(drawn: ProcessDefinition): void {
  const definition = decidedByPeople(drawn);
  const nodes = playOut(definition);
  fc.pre(nodes !== undefined);
  if (!nodes) return;
  const findings = checkSoundness(definition);
  const rules = new Set(findings.map(({ rule }) => rule));
  const states = [...nodes.values()].map(({ state }) => state);
  expect(rules.has('fork-not-nested')).toBe(states.some(nested));
  if (rules.has('fork-not-nested')) return;
  const can = endable(nodes);
  expect(rules.has('can-end')).toBe([...nodes.keys()].some((key) => !can.has(key)));
  expect(rules.has('active-once')).toBe(states.some(twice));
  for (const { rule, trace } of findings) {
    if (rule !== 'can-end' && rule !== 'active-once') continue;
    const state = play(definition, trace ?? []);
    if (rule === 'can-end') expect(can.has(keyOfState(state))).toBe(false);
    else expect(twice(state)).toBe(true);
  }
}

/** Plays a trace by `advance`: its acts; what happens by itself in between, happens by itself. */
function play(definition: ProcessDefinition, trace: { stepId: StepId; outcome: Outcome }[]): ProcessState {
  const kinds = new Map(definition.steps.map(({ id, kind }) => [id, kind]));
  let state = begin(definition);
  for (const { stepId, outcome } of trace) {
    if (!['task', 'approval'].includes(kinds.get(stepId) ?? '')) continue;
    const next = successors(definition, state).find((one) => one.stepId === stepId && one.outcome === outcome);
    expect(next).toBeDefined();
    state = next?.state ?? state;
  }
  return state;
}

const runs = { numRuns: 400, seed: 20_261_124 };

test('[soundness] any graph: the checker says what the engine does', () => {
  fc.assert(fc.property(anyGraph(7), agree), runs);
});

test('[soundness] blocks with one flow led elsewhere: the checker says what the engine does', () => {
  fc.assert(
    fc.property(block, fc.nat(), fc.nat(), (one, which, where) => {
      const definition = definitionFrom(one);
      fc.pre(definition.steps.length <= 16);
      const flow = definition.flows[which % definition.flows.length];
      const target = definition.steps[1 + (where % (definition.steps.length - 1))];
      if (flow && target) flow.to = target.id;
      fc.pre(checkStructure(definition).drawingHolds);
      agree(definition);
    }),
    runs,
  );
});

test('[soundness] processes that the engine always brings to an end are sound', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      expect(checkSoundness(processOf(plan))).toEqual([]);
    }),
    { ...runs, numRuns: 200 },
  );
});
