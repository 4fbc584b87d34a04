/**
 * Every change an owner can make to a definition, as pure functions: definition in, definition out. One call is one
 * gesture, and so one step of undo. A call that changes nothing returns the very same object.
 */
import { outcomesOf } from '../../process/outcomes';
import type { Flow, FlowId, Outcome, Position, ProcessDefinition, Step, StepId } from '../../process/types';
import { freePlace, sizeOf } from './geometry';

/** The first free id of the form `base`, `base2`, `base3` … */
export function freeStepId(definition: ProcessDefinition, base: string): StepId {
  const taken = new Set(definition.steps.map((step) => step.id));
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}${n}`)) return `${base}${n}`;
}

function flowIdOf(definition: ProcessDefinition, from: StepId, outcome: Outcome, to: StepId): FlowId {
  const taken = new Set(definition.flows.map((flow) => flow.id));
  const base = `${from}-${outcome}-${to}`;
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}

const withSteps = (definition: ProcessDefinition, steps: Step[]): ProcessDefinition => ({ ...definition, steps });

export function addStep(definition: ProcessDefinition, step: Step): ProcessDefinition {
  return withSteps(definition, [...definition.steps, step]);
}

/** Puts a step behind an exit of another, connected, at a free place to its right. */
export function appendStep(definition: ProcessDefinition, from: StepId, outcome: Outcome, step: Step): ProcessDefinition {
  const source = definition.steps.find(({ id }) => id === from);
  if (!source) return definition;
  const size = sizeOf(step);
  const wanted = {
    x: source.position.x + sizeOf(source).width + 80,
    y: source.position.y + sizeOf(source).height / 2 - size.height / 2,
  };
  const placed = { ...step, position: freePlace(definition, wanted, size) } as Step;
  return connect(addStep(definition, placed), from, outcome, placed.id);
}

/** Puts a step into a flow: the flow leads to it, and its first outcome leads on. */
export function insertOnFlow(definition: ProcessDefinition, flowId: FlowId, step: Step): ProcessDefinition {
  const flow = definition.flows.find(({ id }) => id === flowId);
  const onward = outcomesOf(step)[0];
  if (!flow || !onward) return definition;
  const added = addStep(removeFlows(definition, [flowId]), step);
  return connect(connect(added, flow.from, flow.outcome, step.id), step.id, onward, flow.to);
}

export function moveSteps(definition: ProcessDefinition, places: Readonly<Record<StepId, Position>>): ProcessDefinition {
  let moved = false;
  const steps = definition.steps.map((step) => {
    const place = places[step.id];
    if (!place || (place.x === step.position.x && place.y === step.position.y)) return step;
    moved = true;
    return { ...step, position: { x: place.x, y: place.y } };
  });
  return moved ? withSteps(definition, steps) : definition;
}

export function updateStep(definition: ProcessDefinition, id: StepId, change: (step: Step) => Step): ProcessDefinition {
  const before = definition.steps.find((step) => step.id === id);
  if (!before) return definition;
  const after = change(before);
  if (after === before) return definition;
  const steps = definition.steps.map((step) => (step.id === id ? after : step));
  return dropDeadExits({ ...definition, steps }, id);
}

/** An outcome that a step no longer has takes its flows with it. */
function dropDeadExits(definition: ProcessDefinition, id: StepId): ProcessDefinition {
  const step = definition.steps.find((candidate) => candidate.id === id);
  if (!step) return definition;
  const outcomes = outcomesOf(step);
  const flows = definition.flows.filter((flow) => flow.from !== id || outcomes.includes(flow.outcome));
  return flows.length === definition.flows.length ? definition : { ...definition, flows };
}

/** Removes steps and the flows at them. */
export function removeSteps(definition: ProcessDefinition, ids: readonly StepId[]): ProcessDefinition {
  const gone = new Set(ids);
  if (!definition.steps.some((step) => gone.has(step.id))) return definition;
  return {
    ...definition,
    steps: definition.steps.filter((step) => !gone.has(step.id)),
    flows: definition.flows.filter((flow) => !gone.has(flow.from) && !gone.has(flow.to)),
  };
}

/** Removes one step and joins what led to it with what followed, where exactly one thing followed. */
export function removeAndHeal(definition: ProcessDefinition, id: StepId): ProcessDefinition {
  const followers = [...new Set(definition.flows.filter((flow) => flow.from === id).map((flow) => flow.to))];
  const incoming = definition.flows.filter((flow) => flow.to === id && flow.from !== id);
  const removed = removeSteps(definition, [id]);
  const next = followers[0];
  if (followers.length !== 1 || next === undefined || next === id) return removed;
  return incoming.reduce((healed, flow) => connect(healed, flow.from, flow.outcome, next), removed);
}

export function removeFlows(definition: ProcessDefinition, ids: readonly FlowId[]): ProcessDefinition {
  const gone = new Set(ids);
  const flows = definition.flows.filter((flow) => !gone.has(flow.id));
  return flows.length === definition.flows.length ? definition : { ...definition, flows };
}

/** Why a connection is impossible, or undefined where it may be drawn. The rules judge the rest. */
export type Impossible = 'to-start' | 'from-end' | 'to-itself' | 'exists' | 'no-exit';

export function whyNotConnect(definition: ProcessDefinition, from: StepId, outcome: Outcome, to: StepId): Impossible | undefined {
  const source = definition.steps.find((step) => step.id === from);
  const target = definition.steps.find((step) => step.id === to);
  if (!source || !target) return 'no-exit';
  if (target.kind === 'start') return 'to-start';
  if (source.kind === 'end') return 'from-end';
  if (from === to) return 'to-itself';
  if (!outcomesOf(source).includes(outcome)) return 'no-exit';
  if (definition.flows.some((flow) => flow.from === from && flow.outcome === outcome && flow.to === to)) return 'exists';
  return undefined;
}

/** Draws a flow. An exit has one flow, so an older one of the same exit gives way; a fork's exit may have many. */
export function connect(definition: ProcessDefinition, from: StepId, outcome: Outcome, to: StepId): ProcessDefinition {
  if (whyNotConnect(definition, from, outcome, to)) return definition;
  const source = definition.steps.find((step) => step.id === from);
  const kept =
    source?.kind === 'fork'
      ? definition.flows
      : definition.flows.filter((flow) => flow.from !== from || flow.outcome !== outcome);
  const flow: Flow = { id: flowIdOf({ ...definition, flows: kept }, from, outcome, to), from, outcome, to };
  return { ...definition, flows: [...kept, flow] };
}

/** Moves one end of a flow. */
export function reconnect(
  definition: ProcessDefinition,
  flowId: FlowId,
  ends: { from: StepId; outcome: Outcome; to: StepId },
): ProcessDefinition {
  const without = removeFlows(definition, [flowId]);
  if (without === definition || whyNotConnect(without, ends.from, ends.outcome, ends.to)) return definition;
  return connect(without, ends.from, ends.outcome, ends.to);
}

/** A piece of a definition on the clipboard: steps with the flows between them. */
export interface Clip {
  musyawarah: 1;
  steps: Step[];
  flows: Flow[];
}

export function copySteps(definition: ProcessDefinition, ids: readonly StepId[]): Clip {
  const chosen = new Set(ids);
  return {
    musyawarah: 1,
    steps: definition.steps.filter((step) => chosen.has(step.id)),
    flows: definition.flows.filter((flow) => chosen.has(flow.from) && chosen.has(flow.to)),
  };
}

/** Puts a clip down with new ids, moved by an offset; returns the new ids for selection. */
export function pasteClip(
  definition: ProcessDefinition,
  clip: Clip,
  offset: Position,
): { definition: ProcessDefinition; ids: StepId[] } {
  let result = definition;
  const names = new Map<StepId, StepId>();
  for (const step of clip.steps) {
    const id = freeStepId(result, step.id);
    names.set(step.id, id);
    const position = { x: step.position.x + offset.x, y: step.position.y + offset.y };
    result = addStep(result, { ...structuredClone(step), id, position } as Step);
  }
  for (const flow of clip.flows) {
    const [from, to] = [names.get(flow.from), names.get(flow.to)];
    if (from !== undefined && to !== undefined) result = connect(result, from, flow.outcome, to);
  }
  return { definition: result, ids: [...names.values()] };
}

export function isClip(value: unknown): value is Clip {
  const clip = value as Clip | null;
  return typeof clip === 'object' && clip !== null && clip.musyawarah === 1 && Array.isArray(clip.steps) && Array.isArray(clip.flows);
}
