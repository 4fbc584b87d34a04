/** Choose one of many: type to find. For a few, use `Select`. The list (54 KB) is loaded when the field is first entered. */
import { ChevronsUpDown } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import type { Choice } from './choices';
import { labelClass, LabelText, useHints, type FieldProps } from './fields';
import styles from './fields.module.css';

export interface ComboBoxProps extends FieldProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  options: Choice[];
}

const OpenComboBox = lazy(() => import('./OpenComboBox'));

export function ComboBox(props: ComboBoxProps) {
  const [entered, setEntered] = useState(false);
  const [typed, setTyped] = useState('');
  const plain = <ClosedComboBox {...props} typed={typed} onType={setTyped} onEnter={() => setEntered(true)} />;
  return entered ? <Suspense fallback={plain}><OpenComboBox {...props} typed={typed} /></Suspense> : plain;
}

/** The same field without its list; what is typed before the list is there isn't lost. */
function ClosedComboBox(props: ComboBoxProps & { typed: string; onType: (text: string) => void; onEnter: () => void }) {
  const { value, options, typed, onType, onEnter, error, disabled, readOnly, required, name } = props;
  const own = useId();
  const id = props.id ?? own;
  const { describedBy, hints } = useHints(props);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelClass(props.hideLabel)}><LabelText {...props} /></label>
      <div className={styles.combo}>
        <input
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
          onFocus={onEnter}
          onChange={(event) => onType(event.target.value)}
        />
        <button type="button" tabIndex={-1} aria-hidden className={styles.comboButton} disabled={disabled} onClick={onEnter}><ChevronsUpDown size={17} /></button>
      </div>
      {hints}
    </div>
  );
}
