/** Text, number and money fields, and the frame that every field shares: label, mark, help, error. */
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import { Text } from 'react-aria-components/Text';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { useText } from '../i18n/use-text';
import styles from './fields.module.css';

export interface FieldProps {
  label: string;
  /** Only spoken, where the place makes it plain (a cell of a table). */
  hideLabel?: boolean;
  help?: ReactNode;
  /** What is wrong, in words; marks the field. */
  error?: string | undefined;
  required?: boolean;
  /** Says "optional" behind the label, for forms in which most fields are required. */
  markOptional?: boolean;
  disabled?: boolean;
  readOnly?: boolean;
  id?: string;
  name?: string;
  autoFocus?: boolean;
}

/** The label of a field with its mark. */
export function FieldLabel({ label, hideLabel, required, markOptional }: FieldProps) {
  const { t } = useText();
  return (
    <Label className={hideLabel ? 'visually-hidden' : styles.label!}>
      {label}
      {required && (
        <>
          <span className={styles.required} aria-hidden>*</span>
          <span className="visually-hidden"> ({t('field.required')})</span>
        </>
      )}
      {markOptional && !required && <span className={styles.optional}>({t('field.optional')})</span>}
    </Label>
  );
}

export function FieldHelp({ help, error }: Pick<FieldProps, 'help' | 'error'>) {
  return (
    <>
      {help && <Text slot="description" className={styles.help!}>{help}</Text>}
      {error && <FieldError className={styles.error!}>{error}</FieldError>}
    </>
  );
}

/** Our names of a field's states, as React Aria calls them. */
export const stateOf = ({ error, required, disabled, readOnly, id, name, autoFocus }: FieldProps) => ({
  isInvalid: !!error,
  isRequired: !!required,
  isDisabled: !!disabled,
  isReadOnly: !!readOnly,
  validationBehavior: 'aria' as const,
  ...(id !== undefined && { id }),
  ...(name !== undefined && { name }),
  ...(autoFocus !== undefined && { autoFocus }),
});

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  type?: 'text' | 'password' | 'email' | 'search' | 'tel' | 'url';
  autoComplete?: string;
  placeholder?: string;
  max?: number;
  inputMode?: 'text' | 'numeric' | 'decimal';
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, onBlur, type = 'text', autoComplete, placeholder, max, inputMode } = props;
  return (
    <AriaTextField
      {...stateOf(props)}
      className={styles.field!}
      value={value}
      onChange={onChange}
      type={type}
      {...(onBlur && { onBlur })}
      {...(autoComplete && { autoComplete })}
      {...(max && { maxLength: max })}
      {...(inputMode && { inputMode })}
    >
      <FieldLabel {...props} />
      <Input className={styles.control!} {...(placeholder && { placeholder })} />
      <FieldHelp {...props} />
    </AriaTextField>
  );
}

export interface TextAreaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  rows?: number;
  max?: number;
  /** For the text of a document. */
  document?: boolean;
}

export function TextArea(props: TextAreaProps) {
  const { t } = useText();
  const { value, onChange, onBlur, rows = 4, max, document } = props;
  return (
    <AriaTextField {...stateOf(props)} className={styles.field!} value={value} onChange={onChange} {...(onBlur && { onBlur })} {...(max && { maxLength: max })}>
      <FieldLabel {...props} />
      <AriaTextArea className={styles.control!} rows={rows} {...(document && { style: { fontFamily: 'var(--font-document)', fontSize: '1.06rem' } })} />
      {max && value.length > max * 0.7 && <span className={styles.count}>{t('field.characters', { count: value.length, max })}</span>}
      <FieldHelp {...props} />
    </AriaTextField>
  );
}

export interface NumberFieldProps extends FieldProps {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  prefix?: string;
  format?: Intl.NumberFormatOptions;
}

/** A number in the reader's own notation (1.250,5 in Indonesian); empty is `undefined`. */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min, max, step, unit, prefix, format } = props;
  return (
    <AriaNumberField
      {...stateOf(props)}
      className={styles.field!}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
      {...(min !== undefined && { minValue: min })}
      {...(max !== undefined && { maxValue: max })}
      {...(step !== undefined && { step })}
      formatOptions={format ?? { maximumFractionDigits: 4 }}
      isWheelDisabled
    >
      <FieldLabel {...props} />
      <div className={styles.withAffix}>
        {prefix && <span className={styles.affix} aria-hidden>{prefix}</span>}
        <Input className={`${styles.control} ${styles.number}`} />
        {unit && <span className={styles.suffix} aria-hidden>{unit}</span>}
      </div>
      <FieldHelp {...props} />
    </AriaNumberField>
  );
}

/** Whole rupiah. */
export function MoneyField(props: Omit<NumberFieldProps, 'unit' | 'prefix' | 'format' | 'step'>) {
  return <NumberField {...props} prefix="Rp" format={{ maximumFractionDigits: 0 }} />;
}
