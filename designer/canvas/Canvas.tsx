/**
 * The one adapter between our graph and React Flow. The definition is the truth; nodes and edges are derived from it, and
 * every gesture becomes one named change of the editor's store. Without a store it shows a definition, or the state of a
 * running process, and changes nothing.
 */
import {
  applyNodeChanges, Background, BackgroundVariant, ConnectionMode, MarkerType, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, useViewport,
  type Connection, type Edge, type FinalConnectionState, type Node, type NodeChange,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import './canvas-tokens.css';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useIntl } from 'react-intl';
import { describeDuration } from '../../process/describe';
import type { Finding, FlowId, Outcome, Position, ProcessDefinition, ProcessView, Step, StepId } from '../../process/types';
import { connect, moveSteps, reconnect, whyNotConnect } from './edit';
import { useEditor, type EditorStore } from './editor-store';
import { FlowEdge, type FlowEdgeData } from './FlowEdge';
import { boundsOf, entryOf, exitsOf, GRID, HANDLE, readingOrder, sizeOf } from './geometry';
import { routeFlows } from './routing';
import { outcomeLabel, textOf } from './look';
import { StepNode, type StepNodeData } from './StepNode';
import styles from './canvas.module.css';

const nodeTypes = { step: StepNode };
const edgeTypes = { flow: FlowEdge };

export interface Trace {
  /** Steps and flows lit while a counterexample plays. */
  steps: readonly StepId[];
  flows: readonly FlowId[];
}

export interface CanvasProps {
  definition: ProcessDefinition;
  store?: EditorStore;
  view?: ProcessView;
  findings?: readonly Finding[];
  trace?: Trace;
  label: string;
  onKeyDown?: (event: KeyboardEvent<HTMLDivElement>) => void;
  /** A click or Enter on a step of a read-only canvas. */
  onOpenStep?: (stepId: StepId) => void;
  /** Asks for a kind to put at a place: from a dropped connection or from the "+" of a flow. */
  onQuickAdd?: (request: QuickAdd) => void;
  children?: ReactNode;
}

export interface QuickAdd {
  screen: Position;
  place: Position;
  from?: { stepId: StepId; outcome: Outcome };
  flowId?: FlowId;
}

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Inner {...props} />
    </ReactFlowProvider>
  );
}

const nothing = { steps: [] as readonly StepId[], flows: [] as readonly FlowId[] };
const noStore = { subscribe: () => () => {}, get: () => ({ selection: nothing }) } as unknown as EditorStore;

function Inner(props: CanvasProps) {
  const { definition, store, findings, trace, onQuickAdd, onOpenStep } = props;
  const intl = useIntl();
  const flow = useReactFlow();
  const selection = useEditor(store ?? noStore, (state) => state.selection);
  const readOnly = useEditor(store ?? noStore, (state) => (store ? state.readOnly : true));
  const root = useRef<HTMLDivElement>(null);
  const derived = useNodes(props, readOnly, selection.steps);
  const [nodes, setNodes] = useState<Node<StepNodeData>[]>(derived);
  useEffect(() => setNodes(derived), [derived]);

  const onInsert = useCallback(
    (flowId: FlowId, screen: Position) => onQuickAdd?.({ screen, place: flow.screenToFlowPosition(screen), flowId }),
    [flow, onQuickAdd],
  );
  const edges = useEdges(props, readOnly, selection.flows, onQuickAdd ? onInsert : undefined);

  const onNodesChange = useCallback(
    (changes: NodeChange<Node<StepNodeData>>[]) => {
      setNodes((current) => applyNodeChanges(changes.filter((change) => change.type !== 'remove'), current));
      if (!store) return;
      const picked = changes.filter((change) => change.type === 'select');
      if (picked.length > 0) {
        const chosen = new Set(store.get().selection.steps);
        for (const change of picked) change.selected ? chosen.add(change.id) : chosen.delete(change.id);
        store.select([...chosen], store.get().selection.flows);
      }
    },
    [store],
  );

  const dropMoved = useCallback(
    (_: unknown, __: unknown, moved: Node[]) => {
      const places = Object.fromEntries(moved.map((node) => [node.id, node.position]));
      store?.change(intl.formatMessage({ id: 'gesture.move' }), (current) => moveSteps(current, places));
    },
    [store, intl],
  );

  const onConnect = (connection: Connection): void =>
    store?.change(intl.formatMessage({ id: 'gesture.connect' }), (current) =>
      connect(current, connection.source, connection.sourceHandle ?? '', connection.target),
    );

  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
    if (!store || state.isValid || !state.fromNode || state.fromHandle?.type !== 'source') return;
    const point = 'changedTouches' in event ? event.changedTouches[0]! : event;
    const screen = { x: point.clientX, y: point.clientY };
    const target = state.toNode?.id;
    const outcome = state.fromHandle.id ?? '';
    if (target !== undefined) {
      const why = whyNotConnect(definition, state.fromNode.id, outcome, target);
      if (why) store.announce(intl.formatMessage({ id: `canvas.impossible.${why}` }));
      else onConnect({ source: state.fromNode.id, sourceHandle: outcome, target, targetHandle: 'in' });
      return;
    }
    onQuickAdd?.({ screen, place: flow.screenToFlowPosition(screen), from: { stepId: state.fromNode.id, outcome } });
  };

  useKeptInView(root, flow, definition, selection.steps);

  const focusStep = (id: StepId): void => {
    root.current?.querySelector<HTMLElement>(`[data-step="${id}"]`)?.focus({ preventScroll: true });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const current = (event.target as HTMLElement).closest<HTMLElement>('[data-step]')?.dataset['step'];
    if (current !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey && (event.key === 'Enter' || event.key === ' ')) {
      if (!store) {
        event.preventDefault();
        onOpenStep?.(current);
        return;
      }
      if (event.key === ' ' || !selection.steps.includes(current)) {
        event.preventDefault();
        store.select([current]);
        return;
      }
    }
    if (current !== undefined && (event.altKey || !store || readOnly) && event.key.startsWith('Arrow')) {
      const next = neighbour(definition, current, event.key);
      event.preventDefault();
      if (next !== undefined) {
        store?.select([next]);
        setNodes((all) => all.map((node) => ({ ...node, data: { ...node.data, tabStop: node.id === next } })));
        const step = definition.steps.find(({ id }) => id === next);
        if (step) bringIntoView(flow, step);
        requestAnimationFrame(() => focusStep(next));
      }
      return;
    }
    props.onKeyDown?.(event);
  };

  return (
    <div
      ref={root}
      className={styles.canvas}
      data-readonly={readOnly || undefined}
      role="application"
      aria-label={props.label}
      aria-roledescription={intl.formatMessage({ id: 'canvas.role' })}
      onKeyDown={onKeyDown}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={dropMoved}
        onSelectionDragStop={(event, moved) => dropMoved(event, undefined, moved)}
        onNodeClick={(_, node) => (store ? undefined : onOpenStep?.(node.id))}
        onPaneClick={() => store?.select([])}
        onEdgeClick={(_, edge) => store?.select([], [edge.id])}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={(edge) => !whyNotConnect(definition, edge.source, edge.sourceHandle ?? '', edge.target)}
        onReconnect={(old, next) =>
          store?.change(intl.formatMessage({ id: 'gesture.reconnect' }), (current) =>
            reconnect(current, old.id, { from: next.source, outcome: next.sourceHandle ?? '', to: next.target }),
          )
        }
        edgesReconnectable={!readOnly}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        elementsSelectable
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        selectionOnDrag={!readOnly}
        selectionKeyCode={null}
        panOnDrag={readOnly ? true : [1]}
        panActivationKeyCode="Space"
        zoomOnDoubleClick={false}
        snapToGrid
        snapGrid={[GRID / 2, GRID / 2]}
        connectionMode={ConnectionMode.Strict}
        connectionRadius={28}
        minZoom={0.1}
        maxZoom={2}
        onInit={() => showWell(flow, root.current, definition, props.view)}
        onlyRenderVisibleElements={definition.steps.length > 60}
        proOptions={{ hideAttribution: false }}
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID} size={1.2} color="var(--canvas-dots)" />
        {definition.steps.length > 8 && (
          <MiniMap
            pannable
            zoomable
            ariaLabel={intl.formatMessage({ id: 'canvas.minimap' })}
            className={styles.minimap}
            style={{ width: 150, height: 104 }}
            nodeColor="var(--canvas-line)"
            maskColor="var(--canvas-mask)"
            bgColor="var(--canvas-card)"
            onClick={(_, position) => void flow.setCenter(position.x, position.y, { zoom: flow.getZoom(), duration: 200 })}
          />
        )}
        {props.children}
      </ReactFlow>
      <Zoom />
      {store && <Live store={store} />}
    </div>
  );

  function useNodes(from: CanvasProps, locked: boolean, chosen: readonly StepId[]): Node<StepNodeData>[] {
    return useMemo(() => {
      const first = chosen[0] ?? readingOrder(from.definition)[0];
      const severity = worstFindings(from.findings ?? []);
      const connected = new Map<StepId, Outcome[]>();
      for (const { from: id, outcome } of from.definition.flows) connected.set(id, [...(connected.get(id) ?? []), outcome]);
      const active = new Map((from.view?.active ?? []).map((step) => [step.stepId, step]));
      const ended = new Set((from.view?.ended ?? []).map((step) => step.stepId));
      return from.definition.steps.map((step) => {
        const { width, height } = sizeOf(step);
        const role = step.role === undefined ? undefined : from.definition.roles[step.role];
        const running = active.get(step.id);
        const rounds = from.view?.rounds[step.id];
        const data: StepNodeData = {
          step,
          readOnly: locked,
          connected: connected.get(step.id) ?? [],
          tabStop: step.id === first,
          ...(role && { roleTitle: textOf(role.title, intl.locale) }),
          ...(severity.has(step.id) && { severity: severity.get(step.id)! }),
          ...(running && { active: running }),
          ...(!running && ended.has(step.id) && { done: true }),
          ...(rounds !== undefined && { rounds }),
          ...(from.trace?.steps.includes(step.id) && { lit: true }),
          ...(step.deadline?.within && { deadline: textOf(describeDuration(step.deadline.within), intl.locale) }),
        };
        return {
          id: step.id,
          type: 'step',
          position: step.position,
          width,
          height,
          selected: chosen.includes(step.id),
          ariaLabel: textOf(step.title, intl.locale) || step.id,
          handles: handlesOf(step),
          data,
        } as Node<StepNodeData>;
      });
    }, [from.definition, from.findings, from.view, from.trace, locked, chosen, intl.locale]);
  }

  function useEdges(
    from: CanvasProps,
    locked: boolean,
    chosen: readonly FlowId[],
    insert?: (flowId: FlowId, at: Position) => void,
  ): Edge<FlowEdgeData>[] {
    const ways = useWays(from.definition);
    return useMemo(() => {
      const steps = new Map(from.definition.steps.map((step) => [step.id, step]));
      const ended = new Map((from.view?.ended ?? []).map((step) => [step.stepId, step.outcome]));
      return from.definition.flows.flatMap((each) => {
        const [source, target] = [steps.get(each.from), steps.get(each.to)];
        if (!source || !target) return [];
        const exit = exitsOf(source).find(({ outcome }) => outcome === each.outcome);
        const entry = entryOf(target);
        if (!exit || !entry) return [];
        const names = { from: textOf(source.title, intl.locale), to: textOf(target.title, intl.locale), outcome: outcomeLabel(source, each.outcome, intl) };
        return [
          {
            id: each.id,
            type: 'flow',
            source: each.from,
            sourceHandle: each.outcome,
            target: each.to,
            targetHandle: 'in',
            selected: chosen.includes(each.id),
            ariaLabel: intl.formatMessage({ id: 'canvas.flow' }, names),
            markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--canvas-flow)' },
            data: {
              readOnly: locked,
              ...(ways.has(each.id) && { way: ways.get(each.id)! }),
              insertLabel: intl.formatMessage({ id: 'canvas.insertBetween' }, names),
              ...(insert && { onInsert: insert }),
              ...(ended.get(each.from) === each.outcome && { taken: true }),
              ...(from.trace?.flows.includes(each.id) && { lit: true }),
              reach: {
                sourceTop: exit.y,
                sourceBottom: sizeOf(source).height - exit.y,
                targetTop: entry.y,
                targetBottom: sizeOf(target).height - entry.y,
              },
            },
          } as Edge<FlowEdgeData>,
        ];
      });
    }, [from.definition, from.view, from.trace, ways, locked, chosen, insert, intl.locale]);
  }
}

/** The ways of all flows; computed anew only when a place, a size or a flow changed, not with every letter that is typed. */
function useWays(definition: ProcessDefinition): ReadonlyMap<FlowId, Position[]> {
  const shape = JSON.stringify([definition.steps.map((step) => [step.id, step.position, exitsOf(step)]), definition.flows]);
  const kept = useRef<{ shape: string; ways: ReadonlyMap<FlowId, Position[]> }>(undefined);
  if (kept.current?.shape !== shape) kept.current = { shape, ways: routeFlows(definition) };
  return kept.current.ways;
}

const READABLE = 0.55;
const COMFORTABLE = 0.8;

/** First look: everything where that can still be read; else what runs now, or the start with what follows it. */
function showWell(flow: ReturnType<typeof useReactFlow>, root: HTMLElement | null, definition: ProcessDefinition, view: ProcessView | undefined): void {
  const all = boundsOf(definition.steps);
  const box = root?.getBoundingClientRect();
  if (!all || !box) return;
  if (Math.min(box.width / (all.width + 80), box.height / (all.height + 80)) >= READABLE) {
    void flow.fitView({ padding: 0.12, maxZoom: 1 });
    return;
  }
  const active = definition.steps.filter((step) => view?.active.some(({ stepId }) => stepId === step.id));
  const around = boundsOf(active.length > 0 ? active : definition.steps.filter((step) => step.kind === 'start'));
  if (!around) return;
  const zoom = Math.min(COMFORTABLE, Math.max(READABLE, box.height / (all.height + 120)));
  const x = active.length > 0 ? box.width / 2 - (around.x + around.width / 2) * zoom : 48 - around.x * zoom;
  const y = box.height / 2 - (active.length > 0 ? around.y + around.height / 2 : all.y + all.height / 2) * zoom;
  void flow.setViewport({ x, y, zoom });
}

function Zoom() {
  const intl = useIntl();
  const flow = useReactFlow();
  const { zoom } = useViewport();
  return (
    <div className={styles.controls} role="group" aria-label={intl.formatMessage({ id: 'canvas.zoom' })}>
      <button type="button" onClick={() => void flow.zoomOut({ duration: 120 })} aria-label={intl.formatMessage({ id: 'canvas.zoomOut' })}>
        <Minus size={16} aria-hidden />
      </button>
      <button type="button" onClick={() => void flow.zoomTo(1, { duration: 120 })} aria-label={intl.formatMessage({ id: 'canvas.zoom100' })}>
        {Math.round(zoom * 100)}%
      </button>
      <button type="button" onClick={() => void flow.zoomIn({ duration: 120 })} aria-label={intl.formatMessage({ id: 'canvas.zoomIn' })}>
        <Plus size={16} aria-hidden />
      </button>
      <button type="button" onClick={() => void flow.fitView({ padding: 0.12, duration: 200 })} aria-label={intl.formatMessage({ id: 'canvas.fit' })}>
        <Maximize size={16} aria-hidden />
      </button>
    </div>
  );
}

function Live({ store }: { store: EditorStore }) {
  const text = useEditor(store, (state) => state.announcement);
  return (
    <div className={styles.live} role="status" aria-live="polite">
      {text}
    </div>
  );
}

/** Handles with fixed places let React Flow draw edges without measuring the DOM. */
function handlesOf(step: Step): NonNullable<Node['handles']> {
  const size = HANDLE;
  const entry = entryOf(step);
  return [
    ...(entry ? [{ id: 'in', type: 'target' as const, position: 'left' as never, x: -size / 2, y: entry.y - size / 2, width: size, height: size }] : []),
    ...exitsOf(step).map((exit) => ({
      id: exit.outcome, type: 'source' as const, position: 'right' as never, x: exit.x - size / 2, y: exit.y - size / 2, width: size, height: size,
    })),
  ];
}

function worstFindings(findings: readonly Finding[]): Map<StepId, Finding['severity']> {
  const rank = { error: 2, warning: 1, info: 0 };
  const worst = new Map<StepId, Finding['severity']>();
  for (const finding of findings) {
    for (const id of finding.stepIds) {
      const before = worst.get(id);
      if (finding.severity !== 'info' && (!before || rank[finding.severity] > rank[before])) worst.set(id, finding.severity);
    }
  }
  return worst;
}

/** The next step in the direction of an arrow key: along the flow to the right and left, among siblings up and down. */
export function neighbour(definition: ProcessDefinition, id: StepId, key: string): StepId | undefined {
  const next = definition.flows.filter((flow) => flow.from === id).map((flow) => flow.to);
  const before = definition.flows.filter((flow) => flow.to === id).map((flow) => flow.from);
  if (key === 'ArrowRight') return next[0];
  if (key === 'ArrowLeft') return before[0];
  const parent = before[0];
  const siblings =
    parent === undefined
      ? readingOrder(definition)
      : [...new Set(definition.flows.filter((flow) => flow.from === parent).map((flow) => flow.to))];
  const list = siblings.length > 1 ? siblings : readingOrder(definition);
  const at = list.indexOf(id);
  return list[at + (key === 'ArrowDown' ? 1 : -1)];
}

/** A step that was just chosen stays in sight when the panel with its properties takes room from the canvas. */
function useKeptInView(root: RefObject<HTMLDivElement | null>, flow: ReturnType<typeof useReactFlow>, definition: ProcessDefinition, chosen: readonly StepId[]): void {
  const step = chosen.length === 1 ? definition.steps.find(({ id }) => id === chosen[0]) : undefined;
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    const box = root.current;
    if (!box) return undefined;
    let before = box.clientWidth;
    const observer = new ResizeObserver(() => {
      const narrower = box.clientWidth < before;
      before = box.clientWidth;
      if (narrower && latest.current) panTo(flow, latest.current, box);
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [root, flow]);
}

const MARGIN = 32;

/** Moves the drawing to the left as far as the step needs to be seen whole, and no further. */
function panTo(flow: ReturnType<typeof useReactFlow>, step: Step, box: HTMLElement): void {
  const { x, y, zoom } = flow.getViewport();
  const right = (step.position.x + sizeOf(step).width) * zoom + x;
  const over = right + MARGIN - box.clientWidth;
  if (over > 0) void flow.setViewport({ x: x - over, y, zoom }, { duration: 150 });
}

function bringIntoView(flow: ReturnType<typeof useReactFlow>, step: Step): void {
  const { width, height } = sizeOf(step);
  void flow.setCenter(step.position.x + width / 2, step.position.y + height / 2, { zoom: flow.getZoom(), duration: 150 });
}
