/** Tabs of one page, as the ARIA practice has them: one tab stop, arrows move, the panel follows. */
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import styles from './Tabs.module.css';

export interface TabItem {
  id: string;
  label: string;
  count?: number;
  content: ReactNode;
}

/** `value` may come from the address, so that a tab can be linked to; without it the tabs keep their own. */
export function Tabs({ label, items, value, onChange }: { label: string; items: TabItem[]; value?: string; onChange?: (id: string) => void }) {
  const base = useId();
  const [own, setOwn] = useState(items[0]?.id);
  const list = useRef<HTMLDivElement>(null);
  const current = items.find((item) => item.id === (value ?? own)) ?? items[0];
  const choose = (id: string) => {
    setOwn(id);
    onChange?.(id);
  };
  const move = (event: KeyboardEvent) => {
    const to = nextIndex(event.key, items.findIndex((item) => item.id === current?.id), items.length);
    const target = to === undefined ? undefined : items[to];
    if (!target) return;
    event.preventDefault();
    choose(target.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${target.id}"]`)?.focus();
  };
  if (!current) return null;
  return (
    <div className={styles.tabs}>
      <div ref={list} role="tablist" aria-label={label} className={styles.list} onKeyDown={move}>
        {items.map((item) => {
          const selected = item.id === current.id;
          return (
            <button
              key={item.id}
              type="button"
              role="tab"
              data-tab={item.id}
              id={`${base}-${item.id}`}
              aria-selected={selected}
              aria-controls={selected ? `${base}-panel` : undefined}
              tabIndex={selected ? 0 : -1}
              className={styles.tab}
              onClick={() => choose(item.id)}
            >
              {item.label}
              {item.count !== undefined && <span className={styles.count}>{item.count}</span>}
            </button>
          );
        })}
      </div>
      <div key={current.id} role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current.id}`} tabIndex={0} className={styles.panel}>
        {current.content}
      </div>
    </div>
  );
}

function nextIndex(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (from + 1) % count;
    case 'ArrowLeft':
      return (from - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
