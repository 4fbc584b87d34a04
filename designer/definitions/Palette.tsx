/**
 * The kinds of step that can be put on the canvas: by a click (or Enter), behind the chosen step where there is one; or
 * by dragging with mouse, pen or finger.
 */
import { Search } from 'lucide-react';
import { useMemo, useRef, useState, type PointerEvent } from 'react';
import { useIntl } from 'react-intl';
import type { Position } from '../../process/types';
import { KIND_ICON, textOf } from '../canvas/look';
import { GROUPS, PALETTE, type PaletteEntry } from './new-step';
import styles from './editor.module.css';

export interface PaletteProps {
  onPick: (entry: PaletteEntry) => void;
  onDrop?: (entry: PaletteEntry, screen: Position) => void;
  autoFocus?: boolean;
  /** Called for Escape. */
  onClose?: () => void;
}

export function Palette({ onPick, onDrop, autoFocus = false, onClose }: PaletteProps) {
  const intl = useIntl();
  const [query, setQuery] = useState('');
  const groups = useMemo(() => {
    const wanted = query.trim().toLocaleLowerCase(intl.locale);
    const found = PALETTE.filter((entry) =>
      `${textOf(entry.title, intl.locale)} ${textOf(entry.description, intl.locale)}`.toLocaleLowerCase(intl.locale).includes(wanted),
    );
    return GROUPS.map((id) => ({ id, entries: found.filter((entry) => entry.group === id) })).filter((group) => group.entries.length > 0);
  }, [query, intl.locale]);
  const first = groups[0]?.entries[0];
  return (
    <div
      className={styles.palette}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onClose) {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <div className={styles.search}>
        <Search size={16} aria-hidden />
        <input
          type="search"
          value={query}
          autoFocus={autoFocus}
          placeholder={intl.formatMessage({ id: 'editor.searchKinds' })}
          aria-label={intl.formatMessage({ id: 'editor.searchKinds' })}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && first) onPick(first);
          }}
        />
      </div>
      {groups.map((group) => (
        <section key={group.id} aria-label={intl.formatMessage({ id: `editor.group.${group.id}` })}>
          <h3>{intl.formatMessage({ id: `editor.group.${group.id}` })}</h3>
          <ul>
            {group.entries.map((entry) => (
              <li key={entry.id}>
                <PaletteItem entry={entry} onPick={onPick} {...(onDrop && { onDrop })} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 && <p className={styles.nothing}>{intl.formatMessage({ id: 'editor.noKind' })}</p>}
    </div>
  );
}

const DRAG_FROM = 6;

function PaletteItem({ entry, onPick, onDrop }: { entry: PaletteEntry } & Pick<PaletteProps, 'onPick' | 'onDrop'>) {
  const intl = useIntl();
  const Icon = KIND_ICON[entry.kind];
  const title = textOf(entry.title, intl.locale);
  const description = textOf(entry.description, intl.locale);
  const from = useRef<Position | undefined>(undefined);
  const dragged = useRef(false);
  const [ghost, setGhost] = useState<Position>();
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>): void => {
    if (!from.current || !onDrop) return;
    const far = Math.hypot(event.clientX - from.current.x, event.clientY - from.current.y) > DRAG_FROM;
    if (far && !dragged.current) event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current ||= far;
    if (dragged.current) setGhost({ x: event.clientX, y: event.clientY });
  };
  const onPointerUp = (event: PointerEvent<HTMLButtonElement>): void => {
    if (dragged.current) onDrop?.(entry, { x: event.clientX, y: event.clientY });
    from.current = undefined;
    setGhost(undefined);
  };
  return (
    <>
      <button
        type="button"
        data-kind={entry.kind}
        className={styles.paletteItem}
        title={description}
        onPointerDown={(event) => {
          from.current = { x: event.clientX, y: event.clientY };
          dragged.current = false;
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          from.current = undefined;
          setGhost(undefined);
        }}
        onClick={() => {
          if (!dragged.current) onPick(entry);
          dragged.current = false;
        }}
      >
        <span className={styles.kindIcon}>
          <Icon size={18} aria-hidden />
        </span>
        <span>
          <b>{title}</b>
          <small>{description}</small>
        </span>
      </button>
      {ghost && (
        <span className={styles.ghost} style={{ left: ghost.x, top: ghost.y }} aria-hidden>
          <Icon size={18} /> {title}
        </span>
      )}
    </>
  );
}
