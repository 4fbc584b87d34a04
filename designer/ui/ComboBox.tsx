/** Choose one of many: type to find. For a few, use `Select`. The list (54 KB) is loaded when the field is first entered. */
import { ChevronsUpDown } from 'lucide-react';
import { useId, useRef, useState, type ComponentType } from 'react';
import type { Choice } from './choices';
import { labelClass, LabelText, useHints, type FieldProps } from './fields';
import styles from './fields.module.css';

export interface ComboBoxProps extends FieldProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  options: Choice[];
}

/** While the list loads, the plain field stays where it is, with its focus and what is typed into it. */
export function ComboBox(props: ComboBoxProps) {
  const [Open, setOpen] = useState<ComponentType<ComboBoxProps & { typed: string }>>();
  const [typed, setTyped] = useState('');
  const enter = async (field: HTMLInputElement | null) => {
    const { default: list } = await import('./OpenComboBox');
    // It takes the focus, so who has gone on meanwhile is left alone.
    if (field && field === document.activeElement) setOpen(() => list);
  };
  return Open ? <Open {...props} typed={typed} /> : <ClosedComboBox {...props} typed={typed} onType={setTyped} onEnter={(field) => void enter(field)} />;
}

/** The same field without its list; what is typed before the list is there isn't lost. */
function ClosedComboBox(props: ComboBoxProps & { typed: string; onType: (text: string) => void; onEnter: (field: HTMLInputElement | null) => void }) {
  const { value, options, typed, onType, onEnter, error, disabled, readOnly, required, name } = props;
  const field = useRef<HTMLInputElement>(null);
  const own = useId();
  const id = props.id ?? own;
  const { describedBy, hints } = useHints(props);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelClass(props.hideLabel)}><LabelText {...props} /></label>
      <div className={styles.combo}>
        <input
          ref={field}
          id={id}
          name={name}
          role="combobox"
          aria-expanded={false}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-invalid={!!error || undefined}
          aria-required={required}
          aria-describedby={describedBy}
          autoComplete="off"
          autoFocus={props.autoFocus}
          disabled={disabled}
          readOnly={readOnly}
          className={styles.control}
          value={typed || (options.find((option) => option.value === value)?.label ?? '')}
          onFocus={() => onEnter(field.current)}
          onChange={(event) => onType(event.target.value)}
        />
        <button type="button" tabIndex={-1} aria-hidden className={styles.comboButton} disabled={disabled} onClick={() => field.current?.focus()}><ChevronsUpDown size={17} /></button>
      </div>
      {hints}
    </div>
  );
}
