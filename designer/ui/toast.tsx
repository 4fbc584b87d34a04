/** Short notices that something happened. What must be answered is a Banner or a Dialog, never a toast. */
import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useText } from '../i18n/use-text';
import { IconButton } from './Button';
import type { Tone } from './display';
import styles from './toast.module.css';

interface Toast {
  id: number;
  text: string;
  tone: Tone;
}

const LONGEST = 4;
const SHOWN_FOR_MS = 6000;
let toasts: readonly Toast[] = [];
let counter = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a notice for a while. */
export function toast(text: string, tone: Tone = 'ok'): void {
  publish([...toasts, { id: (counter += 1), text, tone }].slice(-LONGEST));
}

const dismiss = (id: number): void => publish(toasts.filter((entry) => entry.id !== id));
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function ToastRegion() {
  const { t } = useText();
  const shown = useSyncExternalStore(subscribe, () => toasts, () => toasts);
  return (
    <div className={styles.region} role="region" aria-label={t('toast.region')} aria-live="polite">
      {shown.map((entry) => (
        <ToastCard key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

function ToastCard({ entry }: { entry: Toast }) {
  const { t } = useText();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(entry.id), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [entry.id]);
  return (
    <div className={styles.toast} data-tone={entry.tone}>
      <span>{entry.text}</span>
      <IconButton icon={X} label={t('action.close')} onPress={() => dismiss(entry.id)} />
    </div>
  );
}
