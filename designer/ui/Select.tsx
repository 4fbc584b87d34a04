/** Choose one of a few. The system's own list: best on phones, known to every screen reader, and no weight. */
import { ChevronsUpDown } from 'lucide-react';
import { useId } from 'react';
import { useText } from '../i18n/use-text';
import type { Choice } from './choices';
import { labelClass, LabelText, useHints, type FieldProps } from './fields';
import styles from './fields.module.css';

export interface SelectProps extends FieldProps {
  value: string | undefined;
  onChange: (value: string) => void;
  options: Choice[];
  placeholder?: string;
}

export function Select(props: SelectProps) {
  const { t } = useText();
  const id = useId();
  const { hideLabel, help, error, required, disabled, readOnly, value, onChange, options, placeholder, autoFocus } = props;
  const known = options.some((option) => option.value === value);
  // The chosen one's note stands under the field, where it can be read at length.
  const note = options.find((option) => option.value === value)?.note;
  const { describedBy, hints } = useHints({ help: help ?? note, error });
  return (
    <div className={styles.field}>
      <label htmlFor={props.id ?? id} className={labelClass(hideLabel)}><LabelText {...props} /></label>
      <div className={styles.selectBox}>
        <select
          id={props.id ?? id}
          name={props.name}
          className={styles.control}
          value={known ? value : ''}
          onChange={(event) => onChange(event.target.value)}
          disabled={!!disabled || !!readOnly}
          autoFocus={!!autoFocus}
          aria-invalid={!!error || undefined}
          data-invalid={!!error || undefined}
          aria-required={required || undefined}
          aria-describedby={describedBy}
        >
          {!known && <option value="" disabled>{placeholder ?? t('field.choose')}</option>}
          {options.map((option) => <option key={option.value} value={option.value} disabled={!!option.disabled}>{option.label}</option>)}
        </select>
        <ChevronsUpDown size={17} aria-hidden />
      </div>
      {hints}
    </div>
  );
}
