/** Check boxes, radio buttons and the switch: the browser's own inputs under our drawing. */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { labelClass, LabelText, useHints, type FieldProps } from './fields';
import styles from './fields.module.css';

export interface Choice {
  value: string;
  label: string;
  note?: string;
  disabled?: boolean;
}

function ChoiceText({ label, note }: { label: ReactNode; note?: ReactNode }) {
  return (
    <span className={styles.choiceText}>
      <span>{label}</span>
      {note && <span className={styles.help}>{note}</span>}
    </span>
  );
}

export interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  note?: ReactNode;
  disabled?: boolean;
  mixed?: boolean;
  error?: boolean;
  /** The label is only spoken: a column of boxes. */
  hideLabel?: boolean;
}

export function Checkbox({ checked, onChange, children, note, disabled, mixed, error, hideLabel }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = !!mixed;
  }, [mixed]);
  return (
    <label className={styles.choice}>
      <input ref={input} type="checkbox" className={styles.box} checked={checked} onChange={(event) => onChange(event.target.checked)} disabled={!!disabled} aria-invalid={error || undefined} />
      {hideLabel ? <span className="visually-hidden">{children}</span> : <ChoiceText label={children} note={note} />}
    </label>
  );
}

/** A named group of choices with its help and error. */
function Group({ children, role, inline, ...props }: FieldProps & { children: ReactNode; role?: 'radiogroup'; inline?: boolean | undefined }) {
  const { describedBy, hints } = useHints(props);
  const { error, required, hideLabel } = props;
  return (
    <fieldset className={styles.group} role={role} aria-describedby={describedBy} aria-invalid={role && error ? true : undefined} aria-required={(role && required) || undefined} data-invalid={!!error || undefined}>
      <legend className={labelClass(hideLabel)}><LabelText {...props} /></legend>
      <div className={styles.choices} data-inline={inline || undefined}>{children}</div>
      {hints}
    </fieldset>
  );
}

export interface CheckboxGroupProps extends FieldProps {
  value: string[];
  onChange: (value: string[]) => void;
  options: Choice[];
}

export function CheckboxGroup({ value, onChange, options, ...field }: CheckboxGroupProps) {
  const toggle = (option: string, on: boolean) => onChange(on ? options.filter((other) => other.value === option || value.includes(other.value)).map((other) => other.value) : value.filter((other) => other !== option));
  return (
    <Group {...field}>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input type="checkbox" className={styles.box} checked={value.includes(option.value)} onChange={(event) => toggle(option.value, event.target.checked)} disabled={!!option.disabled || !!field.disabled || !!field.readOnly} />
          <ChoiceText label={option.label} note={option.note} />
        </label>
      ))}
    </Group>
  );
}

export interface RadioGroupProps extends FieldProps {
  value: string | undefined;
  onChange: (value: string) => void;
  options: Choice[];
  /** Each choice in a frame of its own: for the few that weigh much, like a verdict. */
  cards?: boolean;
  inline?: boolean;
}

export function RadioGroup({ value, onChange, options, cards, inline, ...field }: RadioGroupProps) {
  const name = useId();
  return (
    <Group {...field} role="radiogroup" inline={inline}>
      {options.map((option) => (
        <label key={option.value} className={cards ? styles.card : styles.choice}>
          <input type="radio" name={name} className={styles.dot} checked={value === option.value} onChange={() => onChange(option.value)} disabled={!!option.disabled || !!field.disabled || !!field.readOnly} />
          <ChoiceText label={option.label} note={option.note} />
        </label>
      ))}
    </Group>
  );
}

/** On or off, at once; for a choice that waits for a Save button use a Checkbox. */
export function Switch({ checked, onChange, children, disabled }: { checked: boolean; onChange: (on: boolean) => void; children: ReactNode; disabled?: boolean }) {
  return (
    <label className={styles.switch}>
      <input type="checkbox" role="switch" className={styles.track} checked={checked} onChange={(event) => onChange(event.target.checked)} disabled={!!disabled} />
      <span>{children}</span>
    </label>
  );
}
