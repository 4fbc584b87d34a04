/**
 * The editor's state outside React: the definition with its undo history, the selection and where saving stands. React
 * Flow and every panel are projections of it. Components read slices with `useEditor`.
 */
import { useSyncExternalStore } from 'react';
import type { FlowId, ProcessDefinition, StepId } from '../../process/types';
import { newHistory, record, redo, undo, type History } from './history';

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict';

export interface EditorState {
  history: History<ProcessDefinition>;
  selection: { steps: readonly StepId[]; flows: readonly FlowId[] };
  readOnly: boolean;
  save: SaveState;
  /** ETag of the stored draft. */
  revision: string;
  /** Last thing that happened, for the live region. */
  announcement: string;
}

export interface SaveResult {
  revision: string;
}

export class EditorStore {
  private state: EditorState;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saved: ProcessDefinition;

  constructor(
    definition: ProcessDefinition,
    private readonly options: {
      revision: string;
      readOnly: boolean;
      /** Stores the draft; rejects with `{conflict: true}` when someone else changed it. */
      save?: (definition: ProcessDefinition, revision: string) => Promise<SaveResult>;
      /** Milliseconds of rest before a save. */
      delay?: number;
    },
  ) {
    this.saved = definition;
    this.state = {
      history: newHistory(definition),
      selection: { steps: [], flows: [] },
      readOnly: options.readOnly,
      save: 'saved',
      revision: options.revision,
      announcement: '',
    };
  }

  get = (): EditorState => this.state;
  get definition(): ProcessDefinition {
    return this.state.history.present;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private set(change: Partial<EditorState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** Applies one named gesture. `merge` joins it with the gesture before it of the same name. */
  change(name: string, edit: (definition: ProcessDefinition) => ProcessDefinition, merge = false): void {
    if (this.state.readOnly) return;
    const history = record(this.state.history, name, edit(this.definition), merge);
    if (history === this.state.history) return;
    this.set({ history });
    this.afterChange();
  }

  undo(): string | undefined {
    const name = this.state.history.past.at(-1)?.name;
    if (name !== undefined && !this.state.readOnly) {
      this.set({ history: undo(this.state.history) });
      this.afterChange();
    }
    return name;
  }

  redo(): string | undefined {
    const name = this.state.history.future[0]?.name;
    if (name !== undefined && !this.state.readOnly) {
      this.set({ history: redo(this.state.history) });
      this.afterChange();
    }
    return name;
  }

  select(steps: readonly StepId[], flows: readonly FlowId[] = []): void {
    const { selection } = this.state;
    if (same(selection.steps, steps) && same(selection.flows, flows)) return;
    this.set({ selection: { steps, flows } });
  }

  announce(announcement: string): void {
    this.set({ announcement });
  }

  /** True while something is not stored yet. */
  get dirty(): boolean {
    return this.definition !== this.saved;
  }

  private afterChange(): void {
    const known = new Set(this.definition.steps.map((step) => step.id));
    const flows = new Set(this.definition.flows.map((flow) => flow.id));
    const { selection } = this.state;
    this.select(
      selection.steps.filter((id) => known.has(id)),
      selection.flows.filter((id) => flows.has(id)),
    );
    if (!this.options.save || this.state.save === 'conflict') return;
    this.set({ save: 'waiting' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.options.delay ?? 1500);
  }

  /** Stores now what waits. Resolves once it is stored or has failed; the state says which. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const { save } = this.options;
    // In conflict, only loading the newest draft helps; sending again could overwrite what another wrote.
    if (!save || !this.dirty || this.state.save === 'saving' || this.state.save === 'conflict') return;
    const definition = this.definition;
    this.set({ save: 'saving' });
    try {
      const { revision } = await save(definition, this.state.revision);
      this.saved = definition;
      this.set({ revision, save: this.dirty ? 'waiting' : 'saved' });
      if (this.dirty) this.timer = setTimeout(() => void this.flush(), 200);
    } catch (error) {
      const conflict = (error as { conflict?: boolean } | null)?.conflict === true;
      this.set({ save: conflict ? 'conflict' : 'failed' });
      if (!conflict) this.timer = setTimeout(() => void this.flush(), 5000);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }
}

/** Reads a slice of the editor; renders again only when that slice changes. The slice must be stable by identity. */
export function useEditor<T>(store: EditorStore, slice: (state: EditorState) => T): T {
  return useSyncExternalStore(store.subscribe, () => slice(store.get()));
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id, n) => id === b[n]);
