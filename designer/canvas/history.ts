/** Undo and redo by whole snapshots: 2,000 steps share almost all of their structure, so a snapshot is a pointer. */
export interface History<T> {
  past: { name: string; value: T }[];
  present: T;
  future: { name: string; value: T }[];
}

const DEPTH = 200;

export const newHistory = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** One gesture. `merge` folds it into the gesture before it of the same name (typing in one field). */
export function record<T>(history: History<T>, name: string, value: T, merge = false): History<T> {
  if (value === history.present) return history;
  const last = history.past.at(-1);
  if (merge && last?.name === name) return { past: history.past, present: value, future: [] };
  return { past: [...history.past, { name, value: history.present }].slice(-DEPTH), present: value, future: [] };
}

export function undo<T>(history: History<T>): History<T> {
  const last = history.past.at(-1);
  if (!last) return history;
  return {
    past: history.past.slice(0, -1),
    present: last.value,
    future: [{ name: last.name, value: history.present }, ...history.future],
  };
}

export function redo<T>(history: History<T>): History<T> {
  const next = history.future[0];
  if (!next) return history;
  return {
    past: [...history.past, { name: next.name, value: history.present }],
    present: next.value,
    future: history.future.slice(1),
  };
}
