/**
 * Where things are on the canvas, computed from the definition alone: the sizes of nodes, the places of their exits and
 * the ways of flows. The canvas, the picture export and the server's drawing all use it, so that they agree.
 */
import { outcomesOf } from '../../process/outcomes';
import type { Outcome, Position, ProcessDefinition, Step, StepId } from '../../process/types';

export interface Size {
  width: number;
  height: number;
}
export interface Exit {
  outcome: Outcome;
  /** Offset from the node's top left corner. */
  x: number;
  y: number;
}

export const GRID = 20;
/** Diameter of a handle; it stands half outside of its step. */
export const HANDLE = 12;
export const CARD_WIDTH = 220;
const CARD_HEAD = 60;
const EXIT_ROW = 22;
const CIRCLE = 60;
const BAR: Size = { width: 40, height: 80 };

/** Kinds drawn as a small sign instead of a card. */
export const isSign = (step: Step): boolean =>
  step.kind === 'start' || step.kind === 'end' || step.kind === 'fork' || step.kind === 'join';

/** Width and height of a step's node in pixels. */
export function sizeOf(step: Step): Size {
  if (step.kind === 'start' || step.kind === 'end') return { width: CIRCLE, height: CIRCLE };
  if (step.kind === 'fork' || step.kind === 'join') return BAR;
  const rows = outcomesOf(step).length;
  return { width: CARD_WIDTH, height: rows > 1 ? CARD_HEAD + 8 + rows * EXIT_ROW : CARD_HEAD };
}

/** The exits of a step, top to bottom; one exit sits at half height. */
export function exitsOf(step: Step): Exit[] {
  const { width, height } = sizeOf(step);
  const outcomes = outcomesOf(step);
  if (outcomes.length === 1) return [{ outcome: outcomes[0]!, x: width, y: height / 2 }];
  return outcomes.map((outcome, row) => ({ outcome, x: width, y: CARD_HEAD + 4 + row * EXIT_ROW + EXIT_ROW / 2 }));
}

/** Where flows enter a step; a start has no entry. */
export function entryOf(step: Step): Position | undefined {
  if (step.kind === 'start') return undefined;
  const { height } = sizeOf(step);
  return { x: 0, y: isSign(step) ? height / 2 : CARD_HEAD / 2 };
}

export interface Rect extends Size, Position {}

export function rectOf(step: Step): Rect {
  return { ...step.position, ...sizeOf(step) };
}

/** The smallest rectangle around steps; undefined for none. */
export function boundsOf(steps: readonly Step[]): Rect | undefined {
  if (steps.length === 0) return undefined;
  const rects = steps.map(rectOf);
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  return {
    x,
    y,
    width: Math.max(...rects.map((rect) => rect.x + rect.width)) - x,
    height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y,
  };
}

const STUB = 24;

/**
 * Orthogonal way of a flow between two points, as corner points. Forward flows turn half-way; a flow that goes back
 * leaves to the right, passes below (or above) both nodes and enters from the left.
 */
export function wayBetween(from: Position, to: Position, around: { top: number; bottom: number }): Position[] {
  if (to.x - from.x >= STUB * 2) {
    if (Math.abs(to.y - from.y) < 1) return [from, to];
    const middle = from.x + Math.max(STUB, (to.x - from.x) / 2);
    return [from, { x: middle, y: from.y }, { x: middle, y: to.y }, to];
  }
  const below = around.bottom + STUB + 8;
  const above = around.top - STUB - 8;
  const cost = (level: number): number => Math.abs(level - from.y) + Math.abs(level - to.y);
  const level = cost(below) <= cost(above) ? below : above;
  const out = from.x + STUB;
  const into = to.x - STUB;
  return [from, { x: out, y: from.y }, { x: out, y: level }, { x: into, y: level }, { x: into, y: to.y }, to];
}

/** SVG path through corner points with rounded corners. */
export function pathThrough(points: readonly Position[], radius = 10): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  rest.forEach((point, index) => {
    const before = points[index]!;
    const after = points[index + 2];
    if (!after) {
      path += `L${point.x},${point.y}`;
      return;
    }
    const bend = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
    const enter = towards(point, before, bend);
    const leave = towards(point, after, bend);
    path += `L${enter.x},${enter.y}Q${point.x},${point.y} ${leave.x},${leave.y}`;
  });
  return path;
}

/** The middle of the longest piece: where a flow's label and its "+" sit. */
export function labelPlace(points: readonly Position[]): Position {
  let best = { length: -1, place: points[0] ?? { x: 0, y: 0 } };
  for (let n = 1; n < points.length; n++) {
    const [a, b] = [points[n - 1]!, points[n]!];
    const length = distance(a, b);
    if (length > best.length) best = { length, place: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  }
  return best.place;
}

const distance = (a: Position, b: Position): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Position, to: Position, by: number): Position {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}

/** A free place for a new step near `wanted`, on the grid. */
export function freePlace(definition: ProcessDefinition, wanted: Position, size: Size): Position {
  const start = { x: snap(wanted.x), y: snap(wanted.y) };
  for (let ring = 0; ring < 50; ring++) {
    const place = { x: start.x, y: start.y + ring * GRID * 2 };
    if (!definition.steps.some((step) => overlaps({ ...place, ...size }, rectOf(step)))) return place;
  }
  return start;
}

export const snap = (value: number): number => Math.round(value / GRID) * GRID;

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width + GRID && b.x < a.x + a.width + GRID && a.y < b.y + b.height + GRID && b.y < a.y + a.height + GRID;

/** Steps in reading order: by the flow from the start, then by place. */
export function readingOrder(definition: ProcessDefinition): StepId[] {
  const seen = new Set<StepId>();
  const queue = definition.steps.filter((step) => step.kind === 'start').map((step) => step.id);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const flow of definition.flows) if (flow.from === next) queue.push(flow.to);
  }
  const rest = definition.steps
    .filter((step) => !seen.has(step.id))
    .sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y);
  const known = new Set(definition.steps.map((step) => step.id));
  return [...[...seen].filter((id) => known.has(id)), ...rest.map((step) => step.id)];
}
