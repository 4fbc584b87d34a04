/** What the toolbar, the keyboard, the palette and the menus can do in the editor: each command in one place. */
import { useMemo } from 'react';
import { useIntl, type IntlShape } from 'react-intl';
import type { Outcome, Position, Step, StepId } from '../../process/types';
import { outcomesOf } from '../../process/outcomes';
import { addStep, appendStep, copySteps, insertOnFlow, isClip, moveSteps, pasteClip, removeAndHeal, removeFlows, removeSteps } from '../canvas/edit';
import type { EditorStore } from '../canvas/editor-store';
import type { QuickAdd } from '../canvas/Canvas';
import { boundsOf, freePlace, GRID, sizeOf } from '../canvas/geometry';
import { textOf } from '../canvas/look';
import { stepFor, type PaletteEntry } from './new-step';

export type EditorCommands = ReturnType<typeof commandsOf>;

export function useEditorCommands(store: EditorStore): EditorCommands {
  const intl = useIntl();
  return useMemo(() => commandsOf(store, intl), [store, intl]);
}

const CLIP_KEY = 'musyawarah.clip';

function commandsOf(store: EditorStore, intl: IntlShape) {
  const name = (gesture: string): string => intl.formatMessage({ id: `gesture.${gesture}` });
  const nameOf = (step: Step | undefined): string => (step ? textOf(step.title, intl.locale) || step.id : '');
  const stepById = (id: StepId): Step | undefined => store.definition.steps.find((step) => step.id === id);
  const chosen = (): readonly StepId[] => store.get().selection.steps;
  const announce = (id: string, values: Record<string, string | number> = {}): void => store.announce(intl.formatMessage({ id: `announce.${id}` }, values));

  /** The first outcome of a step that leads nowhere yet. */
  const openExit = (step: Step): Outcome | undefined =>
    outcomesOf(step).find((outcome) => step.kind === 'fork' || !store.definition.flows.some((flow) => flow.from === step.id && flow.outcome === outcome));

  const put = (entry: PaletteEntry, place?: Position): void => {
    const [only] = chosen();
    const source = chosen().length === 1 && only !== undefined ? stepById(only) : undefined;
    const exit = source && openExit(source);
    const fresh = stepFor(store.definition, entry, place ?? { x: 0, y: 0 });
    store.change(name('add'), (current) => {
      if (!place && source && exit !== undefined && fresh.kind !== 'start') return appendStep(current, source.id, exit, fresh);
      const bounds = boundsOf(current.steps);
      const wanted = place ?? { x: bounds ? bounds.x + bounds.width + 80 : 0, y: bounds ? bounds.y + bounds.height / 2 : 0 };
      return addStep(current, { ...fresh, position: freePlace(current, wanted, sizeOf(fresh)) } as Step);
    });
    store.select([fresh.id]);
    announce('added', { step: nameOf(fresh) });
  };

  return {
    put,
    /** Carries out a quick add from the canvas: on a flow, behind an exit, or at a place. */
    quickAdd(entry: PaletteEntry, request: QuickAdd): void {
      const fresh = stepFor(store.definition, entry, request.place);
      const size = sizeOf(fresh);
      const centred = { x: request.place.x - size.width / 2, y: request.place.y - size.height / 2 };
      store.change(name(request.flowId === undefined ? 'add' : 'insert'), (current) => {
        if (request.flowId !== undefined) return insertOnFlow(current, request.flowId, { ...fresh, position: freePlace(current, centred, size) } as Step);
        const placed = { ...fresh, position: freePlace(current, { x: request.place.x, y: centred.y }, size) } as Step;
        if (!request.from) return addStep(current, placed);
        const appended = appendStep(current, request.from.stepId, request.from.outcome, placed);
        return moveSteps(appended, { [placed.id]: placed.position });
      });
      store.select([fresh.id]);
      announce('added', { step: nameOf(fresh) });
    },
    /** Removes what is chosen; `heal` joins the two sides of a single step. Returns the step to focus next. */
    remove(heal = false): StepId | undefined {
      const { steps, flows } = store.get().selection;
      if (steps.length === 0 && flows.length === 0) return undefined;
      const neighbour = store.definition.flows.find((flow) => steps.includes(flow.to) && !steps.includes(flow.from))?.from;
      const single = steps.length === 1 ? steps[0] : undefined;
      store.change(name(heal ? 'heal' : 'remove'), (current) => {
        const without = removeFlows(current, flows);
        return heal && single !== undefined ? removeAndHeal(without, single) : removeSteps(without, steps);
      });
      announce('removed', { count: steps.length + flows.length });
      const next = neighbour ?? store.definition.steps[0]?.id;
      store.select(next === undefined ? [] : [next]);
      return next;
    },
    copy(): void {
      if (chosen().length === 0) return;
      const text = JSON.stringify(copySteps(store.definition, chosen()));
      localStorage.setItem(CLIP_KEY, text);
      void navigator.clipboard?.writeText(text).catch(() => undefined);
      announce('copied', { count: chosen().length });
    },
    paste(): void {
      const clip = parse(localStorage.getItem(CLIP_KEY));
      if (!isClip(clip)) return;
      const pasted = pasteClip(store.definition, clip, { x: GRID * 2, y: GRID * 2 });
      store.change(name('paste'), () => pasted.definition);
      store.select(pasted.ids);
      announce('pasted', { count: pasted.ids.length });
    },
    duplicate(): void {
      if (chosen().length === 0) return;
      const pasted = pasteClip(store.definition, copySteps(store.definition, chosen()), { x: GRID * 2, y: GRID * 2 });
      store.change(name('duplicate'), () => pasted.definition);
      store.select(pasted.ids);
      announce('pasted', { count: pasted.ids.length });
    },
    nudge(dx: number, dy: number): void {
      const places = Object.fromEntries(
        chosen().flatMap((id) => {
          const step = stepById(id);
          return step ? [[id, { x: step.position.x + dx, y: step.position.y + dy }]] : [];
        }),
      );
      store.change(name('move'), (current) => moveSteps(current, places), true);
      const first = stepById(chosen()[0] ?? '');
      if (first) announce('moved', { step: nameOf(first), x: first.position.x, y: first.position.y });
    },
    selectAll: (): void => store.select(store.definition.steps.map((step) => step.id)),
    /** Lays everything (or the chosen steps) out again, left to right. */
    async tidy(): Promise<void> {
      const { tidy } = await import('../canvas/tidy');
      const ids = chosen().length > 1 ? chosen() : undefined;
      store.change(name('tidy'), (current) => moveSteps(current, tidy(current, ids)));
      announce('tidied');
    },
    undo(): void {
      const done = store.undo();
      if (done !== undefined) announce('undone', { name: done });
    },
    redo(): void {
      const done = store.redo();
      if (done !== undefined) announce('redone', { name: done });
    },
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
