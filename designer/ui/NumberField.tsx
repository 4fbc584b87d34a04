/** Numbers and money, typed and shown in the reader's own notation; empty is `undefined`. */
import { useId, useState } from 'react';
import { useIntl } from 'react-intl';
import { labelClass, LabelText, useHints, type FieldProps } from './fields';
import { fitNumber, notationOf, parseNumber } from './number-text';
import styles from './fields.module.css';

export interface NumberFieldProps extends FieldProps {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  unit?: string;
  prefix?: string;
  /** Most decimals; 4 where absent. */
  decimals?: number;
}

const DECIMALS = 4;

export function NumberField(props: NumberFieldProps) {
  const { locale, formatNumber } = useIntl();
  const own = useId();
  const { describedBy, hints } = useHints(props);
  const { value, onChange, min, max, unit, prefix, decimals = DECIMALS, error, required, disabled, readOnly, hideLabel, name, autoFocus } = props;
  // While one types, the text is theirs; otherwise it is the value in good form.
  const [typed, setTyped] = useState<string>();
  const shown = value === undefined ? '' : formatNumber(value, { maximumFractionDigits: decimals });
  const id = props.id ?? own;
  const type = (text: string) => {
    setTyped(text);
    const meant = parseNumber(text, notationOf(locale));
    if (meant !== undefined || text.trim() === '') onChange(meant === undefined ? undefined : Number(meant.toFixed(decimals)));
  };
  const leave = () => {
    setTyped(undefined);
    if (value === undefined) return;
    const fit = fitNumber(value, { min, max, decimals });
    if (fit !== value) onChange(fit);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelClass(hideLabel)}>
        <LabelText {...props} />
        {unit && <span className="visually-hidden"> ({unit})</span>}
      </label>
      <div className={styles.withAffix}>
        {prefix && <span className={styles.affix} aria-hidden>{prefix}</span>}
        <input
          id={id}
          name={name}
          className={`${styles.control} ${styles.number}`}
          inputMode={decimals === 0 ? 'numeric' : 'decimal'}
          autoComplete="off"
          autoFocus={!!autoFocus}
          value={typed ?? shown}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
          disabled={!!disabled}
          readOnly={!!readOnly}
          aria-required={required || undefined}
          aria-invalid={!!error || undefined}
          aria-describedby={describedBy}
          data-invalid={!!error || undefined}
        />
        {unit && <span className={styles.suffix} aria-hidden>{unit}</span>}
      </div>
      {hints}
    </div>
  );
}

/** Whole rupiah. */
export function MoneyField(props: Omit<NumberFieldProps, 'unit' | 'prefix' | 'decimals'>) {
  return <NumberField {...props} prefix="Rp" decimals={0} />;
}
