/** Check boxes, radio buttons and the switch. */
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup as AriaCheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';
import { FieldHelp, FieldLabel, stateOf, type FieldProps } from './fields';
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
  return (
    <AriaCheckbox className={styles.choice!} isSelected={checked} onChange={onChange} isDisabled={!!disabled} isIndeterminate={!!mixed} isInvalid={!!error} validationBehavior="aria">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={styles.box} aria-hidden>
            {isIndeterminate ? <Minus size={15} strokeWidth={3} /> : isSelected && <Check size={15} strokeWidth={3} />}
          </span>
          {hideLabel ? <span className="visually-hidden">{children}</span> : <ChoiceText label={children} note={note} />}
        </>
      )}
    </AriaCheckbox>
  );
}

export interface CheckboxGroupProps extends FieldProps {
  value: string[];
  onChange: (value: string[]) => void;
  options: Choice[];
}

export function CheckboxGroup(props: CheckboxGroupProps) {
  const { value, onChange, options } = props;
  return (
    <AriaCheckboxGroup {...stateOf(props)} className={styles.field!} value={value} onChange={onChange}>
      <FieldLabel {...props} />
      <div className={styles.choices}>
        {options.map((option) => (
          <AriaCheckbox key={option.value} value={option.value} className={styles.choice!} isDisabled={!!option.disabled}>
            {({ isSelected }) => (
              <>
                <span className={styles.box} aria-hidden>{isSelected && <Check size={15} strokeWidth={3} />}</span>
                <ChoiceText label={option.label} note={option.note} />
              </>
            )}
          </AriaCheckbox>
        ))}
      </div>
      <FieldHelp {...props} />
    </AriaCheckboxGroup>
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

export function RadioGroup(props: RadioGroupProps) {
  const { value, onChange, options, cards, inline } = props;
  return (
    <AriaRadioGroup {...stateOf(props)} className={styles.field!} value={value ?? null} onChange={onChange} orientation={inline ? 'horizontal' : 'vertical'}>
      <FieldLabel {...props} />
      <div className={styles.choices} data-inline={inline || undefined}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={(cards ? styles.card : styles.choice)!} isDisabled={!!option.disabled}>
            <span className={styles.dot} aria-hidden />
            <ChoiceText label={option.label} note={option.note} />
          </Radio>
        ))}
      </div>
      <FieldHelp {...props} />
    </AriaRadioGroup>
  );
}

/** On or off, at once; for a choice that waits for a Save button use a Checkbox. */
export function Switch({ checked, onChange, children, disabled }: { checked: boolean; onChange: (on: boolean) => void; children: ReactNode; disabled?: boolean }) {
  return (
    <AriaSwitch className={styles.switch!} isSelected={checked} onChange={onChange} isDisabled={!!disabled}>
      <span className={styles.track} aria-hidden />
      <span>{children}</span>
    </AriaSwitch>
  );
}
