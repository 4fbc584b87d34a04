/** Text fields, and the frame that every field shares: label, mark, help, error. Plain inputs: the browser's own are the best there are. */
import { useId, type ReactNode } from 'react';
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

/** The words of a label with its mark: inside a `<label>`, a `<legend>`, or React Aria's Label. */
export function LabelText({ label, required, markOptional }: Pick<FieldProps, 'label' | 'required' | 'markOptional'>) {
  const { t } = useText();
  return (
    <>
      {label}
      {required && (
        <>
          <span className={styles.required} aria-hidden>*</span>
          <span className="visually-hidden"> ({t('field.required')})</span>
        </>
      )}
      {markOptional && !required && <span className={styles.optional}>({t('field.optional')})</span>}
    </>
  );
}

export const labelClass = (hideLabel: boolean | undefined): string => (hideLabel ? 'visually-hidden' : styles.label!);

/** Help and error under a field, with the ids that describe it. */
export function useHints({ help, error }: Pick<FieldProps, 'help' | 'error'>): { describedBy: string | undefined; hints: ReactNode } {
  const id = useId();
  const parts = [help && `${id}-help`, error && `${id}-error`].filter(Boolean);
  return {
    describedBy: parts.length > 0 ? parts.join(' ') : undefined,
    hints: (
      <>
        {help && <span id={`${id}-help`} className={styles.help}>{help}</span>}
        {error && <span id={`${id}-error`} className={styles.error}>{error}</span>}
      </>
    ),
  };
}

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

/** What an input and a text area have in common. */
function useInput(props: FieldProps & { value: string; onChange: (value: string) => void; onBlur?: () => void; max?: number }) {
  const own = useId();
  const { describedBy, hints } = useHints(props);
  const { value, onChange, onBlur, max, error, required, disabled, readOnly, name, autoFocus, hideLabel } = props;
  const id = props.id ?? own;
  return {
    hints,
    label: <label htmlFor={id} className={labelClass(hideLabel)}><LabelText {...props} /></label>,
    input: {
      id,
      name,
      value,
      autoFocus: !!autoFocus,
      disabled: !!disabled,
      readOnly: !!readOnly,
      onChange: (event: { target: { value: string } }) => onChange(event.target.value),
      onBlur,
      maxLength: max,
      // Required is said, not enforced by the browser: its bubbles come one at a time and in its own language.
      'aria-required': required || undefined,
      'aria-invalid': !!error || undefined,
      'aria-describedby': describedBy,
      'data-invalid': !!error || undefined,
      className: styles.control,
    },
  };
}

export function TextField(props: TextFieldProps) {
  const { label, input, hints } = useInput(props);
  const { type = 'text', autoComplete, placeholder, inputMode } = props;
  return (
    <div className={styles.field}>
      {label}
      <input {...input} type={type} autoComplete={autoComplete} placeholder={placeholder} inputMode={inputMode} />
      {hints}
    </div>
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
  const { label, input, hints } = useInput(props);
  const { value, rows = 4, max, document } = props;
  return (
    <div className={styles.field}>
      {label}
      <textarea {...input} rows={rows} style={document ? { fontFamily: 'var(--font-document)', fontSize: '1.06rem' } : undefined} />
      {max && value.length > max * 0.7 && <span className={styles.count}>{t('field.characters', { count: value.length, max })}</span>}
      {hints}
    </div>
  );
}
