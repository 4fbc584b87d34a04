/**
 * What a person has filled in so far: kept on screen at once, saved to the server a moment after the last key. A failed save is tried
 * again; leaving the page sends what is left.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Json } from '../../process/types';
import type { TaskDetail } from '../../server/contract/tasks';
import { put, seg } from '../api/client';
import { isProblem } from '../api/problem';

export type SaveState = { state: 'none' } | { state: 'unsaved' | 'saving' | 'failed' } | { state: 'saved'; at: number };
export type TaskData = Record<string, Json | undefined>;

export interface Draft {
  data: TaskData;
  outcome: string | undefined;
  set: (patch: TaskData) => void;
  setOutcome: (outcome: string) => void;
  save: SaveState;
  /** No more saving: it has been handed in. */
  stop: () => void;
}

const PAUSE_MS = 1_000;
const RETRY_MS = 5_000;

export function useDraft(task: TaskDetail, start: TaskData, active: boolean): Draft {
  const [data, setData] = useState<TaskData>(() => ({ ...start, ...(isData(task.draft?.data) ? task.draft.data : {}) }));
  const [outcome, setOutcomeState] = useState<string | undefined>(() => task.draft?.outcome ?? (task.outcomes.length === 1 ? task.outcomes[0] : undefined));
  const [save, setSave] = useState<SaveState>(task.draft ? { state: 'saved', at: Date.parse(task.draft.savedAt) } : { state: 'none' });
  const latest = useRef({ data, outcome });
  latest.current = { data, outcome };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const dirty = useRef(false);
  const stopped = useRef(!active);

  const send = useCallback(async () => {
    if (stopped.current || !dirty.current) return;
    dirty.current = false;
    setSave({ state: 'saving' });
    try {
      await put(`/tasks/${seg(task.id)}/draft`, { outcome: latest.current.outcome ?? null, data: withoutGaps(latest.current.data) });
      if (dirty.current) return;
      setSave({ state: 'saved', at: Date.now() });
    } catch (error) {
      if (stopped.current) return;
      setSave({ state: 'failed' });
      dirty.current = true;
      // A refusal stays one; only what was lost on the way is tried again.
      if (!isProblem(error) || error.status === 0 || error.status >= 500 || error.status === 429) timer.current = setTimeout(() => void send(), RETRY_MS);
    }
  }, [task.id]);

  const touch = useCallback(() => {
    if (stopped.current) return;
    dirty.current = true;
    setSave({ state: 'unsaved' });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), PAUSE_MS);
  }, [send]);

  const set = useCallback((patch: TaskData) => {
    setData((before) => ({ ...before, ...patch }));
    touch();
  }, [touch]);
  const setOutcome = useCallback((next: string) => {
    setOutcomeState(next);
    touch();
  }, [touch]);
  const stop = useCallback(() => {
    stopped.current = true;
    clearTimeout(timer.current);
  }, []);

  useEffect(() => {
    const leave = () => void send();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      clearTimeout(timer.current);
      void send();
    };
  }, [send]);

  return { data, outcome, set, setOutcome, save, stop };
}

const isData = (value: unknown): value is TaskData => typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON has no `undefined`; a field that was emptied is absent. */
export const withoutGaps = (data: TaskData): Record<string, Json> => Object.fromEntries(Object.entries(data).filter((entry): entry is [string, Json] => entry[1] !== undefined));
