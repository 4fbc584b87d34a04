/** The keys of the canvas. */
import { useIntl } from 'react-intl';
import styles from './editor.module.css';

const KEYS: readonly (readonly [keys: string, id: string])[] = [
  ['N · Enter', 'add'],
  ['C', 'connect'],
  ['← ↑ → ↓', 'nudge'],
  ['Shift + ← ↑ → ↓', 'nudgeFar'],
  ['Alt + ← ↑ → ↓', 'walk'],
  ['F2', 'rename'],
  ['Delete · Backspace', 'remove'],
  ['Shift + Delete', 'heal'],
  ['Ctrl + Z', 'undo'],
  ['Ctrl + Shift + Z · Ctrl + Y', 'redo'],
  ['Ctrl + C · X · V', 'clipboard'],
  ['Ctrl + D', 'duplicate'],
  ['Ctrl + A', 'all'],
  ['?', 'help'],
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const intl = useIntl();
  return (
    <div
      className={styles.quick}
      role="dialog"
      aria-label={intl.formatMessage({ id: 'editor.shortcuts' })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <h3>{intl.formatMessage({ id: 'editor.shortcuts' })}</h3>
      <dl className={styles.keys}>
        {KEYS.map(([keys, id]) => (
          <div key={id}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{intl.formatMessage({ id: `shortcut.${id}` })}</dd>
          </div>
        ))}
      </dl>
      <button type="button" autoFocus className={styles.quickClose} onClick={onClose}>
        {intl.formatMessage({ id: 'editor.close' })}
      </button>
    </div>
  );
}
