/** Lays a definition out from left to right with dagre, on our grid; the top left corner stays where it was. */
import dagre from '@dagrejs/dagre';
import type { Position, ProcessDefinition, StepId } from '../../process/types';
import { boundsOf, sizeOf, snap } from './geometry';

/** New places of the steps (all, or those named). The tight-tree ranker, because dagre's own explodes on large graphs. */
export function tidy(definition: ProcessDefinition, only?: readonly StepId[]): Record<StepId, Position> {
  const chosen = definition.steps.filter((step) => !only || only.includes(step.id));
  const before = boundsOf(chosen);
  if (!before) return {};
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranker: 'tight-tree', nodesep: 60, ranksep: 100, edgesep: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const step of chosen) graph.setNode(step.id, { ...sizeOf(step) });
  for (const flow of definition.flows) {
    if (graph.hasNode(flow.from) && graph.hasNode(flow.to)) graph.setEdge(flow.from, flow.to, {}, flow.id);
  }
  dagre.layout(graph);
  const corners = chosen.map((step) => {
    const node = graph.node(step.id) as Position;
    const { width, height } = sizeOf(step);
    return { id: step.id, x: node.x - width / 2, y: node.y - height / 2 };
  });
  const left = Math.min(...corners.map(({ x }) => x));
  const top = Math.min(...corners.map(({ y }) => y));
  return Object.fromEntries(
    corners.map(({ id, x, y }) => [id, { x: snap(x - left + before.x), y: snap(y - top + before.y) }]),
  );
}
