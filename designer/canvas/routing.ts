/**
 * Ways of all flows of a drawing together: around steps, and beside each other where two flows would lie on one line. Each flow gets the
 * cheapest of the orthogonal ways that it could take, the short flows first. A plain way that disturbs nothing is taken at once.
 */
import type { Flow, FlowId, Position, ProcessDefinition, Step, StepId } from '../../process/types';
import { boundsOf, entryOf, exitsOf, HANDLE, rectOf, wayBetween, type Rect } from './geometry';

/** Above so many steps the plain ways are drawn: they cost nothing, and nobody reads such a drawing line by line. */
export const ROUTED_STEPS_MAX = 60;
const STUB = 24;
/** Distance between two flows side by side, and the least that a flow keeps from a step. */
const LANE = 14;
const CLEAR = 8;
const LANES = [0, 1, 2] as const;

const COST = { step: 100_000, overlap: 600, crossing: 18, bend: 30, fromTarget: 0.02 } as const;

interface Piece {
  a: Position;
  b: Position;
  flow: Flow;
}

/** The corner points of every flow, ends included. Flows whose ends are missing are left out. */
export function routeFlows(definition: ProcessDefinition): Map<FlowId, Position[]> {
  const steps = new Map(definition.steps.map((step) => [step.id, step]));
  const rects = definition.steps.map(rectOf);
  const ends = definition.flows.flatMap((flow) => endsOf(flow, steps) ?? []);
  const ways = new Map<FlowId, Position[]>();
  const drawn: Piece[] = [];
  const routed = definition.steps.length <= ROUTED_STEPS_MAX;
  for (const end of ends.sort((one, other) => one.span - other.span)) {
    const way = routed ? bestWay(end, rects, drawn) : end.plain;
    ways.set(end.flow.id, way);
    drawn.push(...piecesOf(way, end.flow));
  }
  return ways;
}

interface Ends {
  flow: Flow;
  from: Position;
  to: Position;
  span: number;
  plain: Position[];
}

function endsOf(flow: Flow, steps: ReadonlyMap<StepId, Step>): Ends | undefined {
  const [source, target] = [steps.get(flow.from), steps.get(flow.to)];
  const exit = source && exitsOf(source).find(({ outcome }) => outcome === flow.outcome);
  const entry = target && entryOf(target);
  if (!source || !target || !exit || !entry) return undefined;
  // Lines begin and end at the outer side of the handles.
  const from = { x: source.position.x + exit.x + HANDLE / 2, y: source.position.y + exit.y };
  const to = { x: target.position.x + entry.x - HANDLE / 2, y: target.position.y + entry.y };
  const around = boundsOf([source, target])!;
  const plain = wayBetween(from, to, { top: around.y, bottom: around.y + around.height });
  return { flow, from, to, span: Math.abs(to.x - from.x) + Math.abs(to.y - from.y), plain };
}

function bestWay(ends: Ends, rects: readonly Rect[], drawn: readonly Piece[]): Position[] {
  const cost = (way: readonly Position[], limit: number): number => disturbance(piecesOf(way, ends.flow), rects, drawn, limit);
  const plain = cost(ends.plain, Infinity);
  if (plain === 0) return ends.plain;
  let best = { way: ends.plain, cost: baseCost(ends.plain) + plain };
  const candidates = candidatesOf(ends, rects).map((way) => ({ way, base: baseCost(way) }));
  for (const { way, base } of candidates.sort((one, other) => one.base - other.base)) {
    if (base >= best.cost) break;
    const total = base + cost(way, best.cost - base);
    if (total < best.cost) best = { way, cost: total };
  }
  return best.way;
}

function candidatesOf({ from, to }: Ends, rects: readonly Rect[]): Position[][] {
  const ways: Position[][] = [];
  if (to.x - from.x >= STUB * 2) {
    const middle = (from.x + to.x) / 2;
    const columns = LANES.flatMap((lane) => [middle + lane * LANE, middle - lane * LANE, from.x + STUB + lane * LANE, to.x - STUB - lane * LANE]);
    for (const x of columns) ways.push([from, { x, y: from.y }, { x, y: to.y }, to]);
  }
  const levels = new Set(rects.flatMap((rect) => LANES.flatMap((lane) => [rect.y - STUB - 8 - lane * LANE, rect.y + rect.height + STUB + 8 + lane * LANE])));
  for (const out of LANES) {
    for (const into of LANES) {
      const [x1, x2] = [from.x + STUB + out * LANE, to.x - STUB - into * LANE];
      for (const level of levels) ways.push([from, { x: x1, y: from.y }, { x: x1, y: level }, { x: x2, y: level }, { x: x2, y: to.y }, to]);
    }
  }
  return ways;
}

function baseCost(way: readonly Position[]): number {
  const to = way.at(-1)!;
  let cost = (way.length - 2) * COST.bend;
  for (let n = 1; n < way.length; n++) cost += lengthOf(way[n - 1]!, way[n]!);
  // Of two ways of one length, the one that runs near its target shows sooner where it goes.
  return way.length === 6 ? cost + Math.abs(way[2]!.y - to.y) * COST.fromTarget : cost;
}

/** What a way runs through, lies on and crosses; counting stops at the limit, where it is beaten already. */
function disturbance(pieces: readonly Piece[], rects: readonly Rect[], drawn: readonly Piece[], limit: number): number {
  let cost = 0;
  for (const piece of pieces) {
    for (const rect of rects) if (runsThrough(piece, rect) && (cost += COST.step) >= limit) return cost;
  }
  for (const piece of pieces) {
    for (const other of drawn) if ((cost += betweenTwo(piece, other)) >= limit) return cost;
  }
  return cost;
}

function betweenTwo(piece: Piece, other: Piece): number {
  if (isLevel(piece) !== isLevel(other)) return crosses(piece, other) ? COST.crossing : 0;
  // Flows to one step, or from one exit, may share their way.
  const together = other.flow.to === piece.flow.to || (other.flow.from === piece.flow.from && other.flow.outcome === piece.flow.outcome);
  return !together && liesOn(piece, other) ? COST.overlap : 0;
}

const piecesOf = (way: readonly Position[], flow: Flow): Piece[] => way.slice(1).map((b, n) => ({ a: way[n]!, b, flow }));
const lengthOf = (a: Position, b: Position): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
const isLevel = ({ a, b }: Piece): boolean => Math.abs(a.y - b.y) < 1;

/** Handles stand half outside of their step, so what only touches its own step there doesn't run through it. */
export function runsThrough({ a, b }: Pick<Piece, 'a' | 'b'>, rect: Rect): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const slack = HANDLE / 2 - 1;
  return right > rect.x - slack && left < rect.x + rect.width + slack && bottom > rect.y - CLEAR && top < rect.y + rect.height + CLEAR;
}

function liesOn(one: Piece, other: Piece): boolean {
  const level = isLevel(one);
  const at = (point: Position): number => (level ? point.y : point.x);
  const along = (point: Position): number => (level ? point.x : point.y);
  if (Math.abs(at(one.a) - at(other.a)) > LANE / 2) return false;
  const from = Math.max(Math.min(along(one.a), along(one.b)), Math.min(along(other.a), along(other.b)));
  const to = Math.min(Math.max(along(one.a), along(one.b)), Math.max(along(other.a), along(other.b)));
  return to - from > LANE / 2;
}

function crosses(one: Piece, other: Piece): boolean {
  const [level, upright] = isLevel(one) ? [one, other] : [other, one];
  const between = (value: number, a: number, b: number): boolean => value > Math.min(a, b) && value < Math.max(a, b);
  return between(upright.a.x, level.a.x, level.b.x) && between(level.a.y, upright.a.y, upright.b.y);
}
