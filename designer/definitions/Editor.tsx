/** The process designer: palette, canvas, and a panel with properties, problems and the definition's own data. */
import { CircleAlert, Keyboard, LayoutGrid, PanelRight, Plus, Redo2, Undo2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useIntl } from 'react-intl';
import type { Finding, FlowId, Position, ProcessDefinition, StepId } from '../../process/types';
import { Canvas, type QuickAdd, type Trace } from '../canvas/Canvas';
import { useEditor, type EditorStore } from '../canvas/editor-store';
import { GRID } from '../canvas/geometry';
import { Skeleton } from '../ui/display';
import { Palette } from './Palette';
import { ProblemsPanel } from './ProblemsPanel';
import { Shortcuts } from './Shortcuts';
import { ConnectList } from './ConnectList';
import { useEditorCommands, type EditorCommands } from './use-editor-commands';
import { useFindings } from './use-findings';
import type { PaletteEntry } from './new-step';
import styles from './editor.module.css';

type Tab = 'step' | 'problems' | 'definition';
type Overlay = { kind: 'palette'; request?: QuickAdd } | { kind: 'connect'; from: StepId } | { kind: 'shortcuts' } | undefined;

const NONE: readonly Finding[] = [];
/** Panels come when they are opened, the canvas first. */
const StepProperties = lazy(() => import('./properties/StepProperties'));
const DefinitionProperties = lazy(() => import('./DefinitionProperties'));

export function Editor({ store, title }: { store: EditorStore; title: string }) {
  const intl = useIntl();
  const t = (id: string, values?: Record<string, string | number>): string => intl.formatMessage({ id: `editor.${id}` }, values);
  const definition = useEditor(store, (state) => state.history.present);
  const selection = useEditor(store, (state) => state.selection);
  const readOnly = useEditor(store, (state) => state.readOnly);
  const commands = useEditorCommands(store);
  const checked = useFindings(definition);
  const findings = checked ?? NONE;
  const [tab, setTab] = useState<Tab>('definition');
  const [panelOpen, setPanelOpen] = useState(() => window.matchMedia('(min-width: 1700px)').matches);
  const [overlay, setOverlay] = useState<Overlay>();
  const [naming, setNaming] = useState<StepId>();
  const { trace, play } = useTrace(definition);
  const root = useRef<HTMLDivElement>(null);
  const only = selection.steps.length === 1 ? selection.steps[0] : undefined;

  useEffect(() => {
    if (only === undefined) return;
    setTab('step');
    // On a small screen the panel would cover the step that was just chosen.
    if (window.matchMedia('(min-width: 1000px)').matches) setPanelOpen(true);
  }, [only]);

  const focusStep = (id: StepId | undefined): void => {
    if (id !== undefined) requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`)?.focus());
  };
  const close = (): void => {
    setOverlay(undefined);
    focusStep(store.get().selection.steps[0]);
  };
  const rename = (): void => {
    if (only === undefined) return;
    setTab('step');
    setPanelOpen(true);
    setNaming(only);
  };
  const pick = (entry: PaletteEntry): void => {
    const request = overlay?.kind === 'palette' ? overlay.request : undefined;
    if (request) commands.quickAdd(entry, request);
    else commands.put(entry);
    close();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (readOnly || isTyping(event)) return;
    if (key(event, commands, { setOverlay, only, focusStep, rename })) event.preventDefault();
  };
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const problemCount = checked ? t('problemCount', { count: findings.filter((finding) => finding.severity !== 'info').length }) : t('checking');

  return (
    <div className={styles.editor} ref={root} data-panel={panelOpen || undefined}>
      {!readOnly && (
        <aside className={styles.left} aria-label={t('palette')}>
          <Palette onPick={(entry) => commands.put(entry)} onDrop={(entry, screen) => dropOnCanvas(root.current, screen, (place) => commands.put(entry, place))} />
        </aside>
      )}
      <div className={styles.middle}>
        <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
          {!readOnly && (
            <>
              <button type="button" className={styles.addButton} onClick={() => setOverlay({ kind: 'palette' })} aria-keyshortcuts="N">
                <Plus size={18} aria-hidden /> <span>{t('addStep')}</span>
              </button>
              <UndoButtons store={store} commands={commands} />
              <button type="button" onClick={() => void commands.tidy()} title={t('tidy')} aria-label={t('tidy')}>
                <LayoutGrid size={18} aria-hidden />
              </button>
              <button type="button" className={styles.keysButton} onClick={() => setOverlay({ kind: 'shortcuts' })} title={t('shortcuts')} aria-label={t('shortcuts')}>
                <Keyboard size={18} aria-hidden />
              </button>
            </>
          )}
          <button
            type="button"
            className={styles.problemCount}
            data-errors={errors > 0 || undefined}
            aria-label={problemCount}
            onClick={() => {
              setTab('problems');
              setPanelOpen(true);
            }}
          >
            <CircleAlert size={18} aria-hidden /> <span>{problemCount}</span>
          </button>
          <button type="button" onClick={() => setPanelOpen(!panelOpen)} aria-expanded={panelOpen} title={t('panel')} aria-label={t('panel')}>
            <PanelRight size={18} aria-hidden />
          </button>
        </div>
        <div className={styles.surface}>
          <Canvas
            definition={definition}
            store={store}
            findings={findings}
            trace={trace}
            label={t('canvasLabel', { title })}
            onKeyDown={onKeyDown}
            onQuickAdd={(request) => setOverlay({ kind: 'palette', request })}
          />
          {overlay?.kind === 'palette' && (
            <div className={styles.quick} role="dialog" aria-label={t('addStep')} style={placeOf(overlay.request, root.current)}>
              <Palette autoFocus onPick={pick} onClose={close} />
              <button type="button" className={styles.quickClose} onClick={close}>
                {t('close')}
              </button>
            </div>
          )}
          {overlay?.kind === 'connect' && <ConnectList store={store} from={overlay.from} onClose={close} />}
          {overlay?.kind === 'shortcuts' && <Shortcuts onClose={close} />}
          {!readOnly && only !== undefined && !overlay && (
            <StepPad
              onAppend={() => setOverlay({ kind: 'palette' })}
              onConnect={() => setOverlay({ kind: 'connect', from: only })}
              commands={commands}
              onRemoved={focusStep}
            />
          )}
        </div>
      </div>
      {panelOpen && (
        <aside className={styles.right} aria-label={t('panel')}>
          <div className={styles.tabs} role="tablist" aria-label={t('panel')}>
            {(['step', 'problems', 'definition'] as const).map((id) => (
              <button key={id} type="button" role="tab" id={`tab-${id}`} aria-selected={tab === id} aria-controls="editor-panel" onClick={() => setTab(id)}>
                {t(`tab.${id}`)}
                {id === 'problems' && findings.length > 0 && <span className={styles.badge}>{findings.length}</span>}
              </button>
            ))}
          </div>
          <div id="editor-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={styles.panel} tabIndex={0}>
            <Suspense fallback={<div className={styles.nothing}><Skeleton lines={6} /></div>}>
              {tab === 'step' &&
                (only === undefined ? (
                  <p className={styles.nothing}>{t(selection.steps.length > 1 ? 'manyChosen' : 'noneChosen', { count: selection.steps.length })}</p>
                ) : (
                  <StepProperties store={store} stepId={only} definition={definition} readOnly={readOnly} naming={naming === only} onNamed={() => setNaming(undefined)} />
                ))}
              {tab === 'definition' && <DefinitionProperties store={store} definition={definition} readOnly={readOnly} />}
            </Suspense>
            {tab === 'problems' && (
              <ProblemsPanel
                definition={definition}
                findings={checked}
                onPlay={play}
                onGo={(id) => {
                  store.select([id]);
                  focusStep(id);
                }}
              />
            )}
          </div>
          <button type="button" className={styles.panelClose} onClick={() => setPanelOpen(false)}>
            {t('close')}
          </button>
        </aside>
      )}
    </div>
  );
}

function UndoButtons({ store, commands }: { store: EditorStore; commands: EditorCommands }) {
  const intl = useIntl();
  const past = useEditor(store, (state) => state.history.past.at(-1)?.name);
  const future = useEditor(store, (state) => state.history.future[0]?.name);
  const label = (id: string, name: string | undefined): string => intl.formatMessage({ id: `editor.${id}` }) + (name === undefined ? '' : `: ${name}`);
  return (
    <>
      <button type="button" disabled={past === undefined} onClick={commands.undo} title={label('undo', past)} aria-label={label('undo', past)}>
        <Undo2 size={18} aria-hidden />
      </button>
      <button type="button" disabled={future === undefined} onClick={commands.redo} title={label('redo', future)} aria-label={label('redo', future)}>
        <Redo2 size={18} aria-hidden />
      </button>
    </>
  );
}

function StepPad({ commands, onAppend, onConnect, onRemoved }: {
  commands: EditorCommands;
  onAppend: () => void;
  onConnect: () => void;
  onRemoved: (next: StepId | undefined) => void;
}) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `editor.pad.${id}` });
  return (
    <div className={styles.pad} role="toolbar" aria-label={t('label')}>
      <button type="button" onClick={onAppend}>{t('append')}</button>
      <button type="button" onClick={onConnect}>{t('connect')}</button>
      <button type="button" onClick={commands.duplicate}>{t('duplicate')}</button>
      <button type="button" onClick={() => onRemoved(commands.remove(true))}>{t('heal')}</button>
      <button type="button" data-danger onClick={() => onRemoved(commands.remove())}>{t('remove')}</button>
    </div>
  );
}

const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && (event.target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName));

/** Carries out a key of the canvas; true when it was one. Single letters count only while the canvas has the focus. */
function key(
  event: KeyboardEvent,
  commands: EditorCommands,
  ui: { setOverlay: (overlay: Overlay) => void; only: StepId | undefined; focusStep: (id: StepId | undefined) => void; rename: () => void },
): boolean {
  const command = event.ctrlKey || event.metaKey;
  if (command) {
    switch (event.key.toLowerCase()) {
      case 'z':
        event.shiftKey ? commands.redo() : commands.undo();
        return true;
      case 'y':
        commands.redo();
        return true;
      case 'a':
        commands.selectAll();
        return true;
      case 'c':
        commands.copy();
        return true;
      case 'x':
        commands.copy();
        ui.focusStep(commands.remove());
        return true;
      case 'v':
        commands.paste();
        return true;
      case 'd':
        commands.duplicate();
        return true;
      default:
        return false;
    }
  }
  const step = event.shiftKey ? GRID * 5 : GRID / 2;
  switch (event.key) {
    case 'ArrowLeft':
      commands.nudge(-step, 0);
      return true;
    case 'ArrowRight':
      commands.nudge(step, 0);
      return true;
    case 'ArrowUp':
      commands.nudge(0, -step);
      return true;
    case 'ArrowDown':
      commands.nudge(0, step);
      return true;
    case 'Delete':
    case 'Backspace':
      ui.focusStep(commands.remove(event.shiftKey));
      return true;
    case 'n':
    case 'N':
    case 'Enter':
      ui.setOverlay({ kind: 'palette' });
      return true;
    case 'c':
    case 'C':
      if (ui.only !== undefined) ui.setOverlay({ kind: 'connect', from: ui.only });
      return ui.only !== undefined;
    case 'F2':
      ui.rename();
      return true;
    case '?':
      ui.setOverlay({ kind: 'shortcuts' });
      return true;
    default:
      return false;
  }
}

const STEP_MS = 700;

/** Plays a counterexample: lights one step after the other. */
function useTrace(definition: ProcessDefinition): { trace: Trace; play: (finding: Finding) => void } {
  const [playing, setPlaying] = useState<{ finding: Finding; shown: number }>();
  useEffect(() => {
    if (!playing || playing.shown >= (playing.finding.trace?.length ?? 0) + 4) {
      if (playing) setPlaying(undefined);
      return;
    }
    const timer = setTimeout(() => setPlaying({ ...playing, shown: playing.shown + 1 }), STEP_MS);
    return () => clearTimeout(timer);
  }, [playing]);
  const trace = useMemo<Trace>(() => {
    const shown = playing?.finding.trace?.slice(0, playing.shown) ?? [];
    const flows: FlowId[] = shown.flatMap(({ stepId, outcome }) =>
      definition.flows.filter((flow) => flow.from === stepId && flow.outcome === outcome).map((flow) => flow.id),
    );
    const trouble = playing && playing.shown > (playing.finding.trace?.length ?? 0) ? playing.finding.stepIds : [];
    return { steps: [...shown.map(({ stepId }) => stepId), ...trouble], flows };
  }, [playing, definition.flows]);
  return { trace, play: (finding) => setPlaying({ finding, shown: 1 }) };
}

/** Turns a place on the screen into one on the canvas, when it is over the canvas. */
function dropOnCanvas(root: HTMLElement | null, screen: Position, put: (place: Position) => void): void {
  const pane = root?.querySelector<HTMLElement>('.react-flow');
  const viewport = root?.querySelector<HTMLElement>('.react-flow__viewport');
  const box = pane?.getBoundingClientRect();
  if (!box || !viewport || screen.x < box.left || screen.x > box.right || screen.y < box.top || screen.y > box.bottom) return;
  const matrix = new DOMMatrixReadOnly(getComputedStyle(viewport).transform);
  put({ x: (screen.x - box.left - matrix.e) / matrix.a, y: (screen.y - box.top - matrix.f) / matrix.d });
}

function placeOf(request: QuickAdd | undefined, root: HTMLElement | null): { left: number; top: number } | undefined {
  const box = root?.querySelector('.react-flow')?.getBoundingClientRect();
  if (!request || !box) return undefined;
  return {
    left: Math.max(8, Math.min(request.screen.x - box.left, box.width - 316)),
    top: Math.max(8, Math.min(request.screen.y - box.top, box.height - 376)),
  };
}
