/** A calendar date as `YYYY-MM-DD`: typed in any usual form, or picked from a calendar that comes when it is opened. */
import { CalendarDays } from 'lucide-react';
import { lazy, Suspense, useId, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../i18n/use-text';
import { dateText, parseDate } from './date-text';
import { labelClass, LabelText, useHints, type FieldProps } from './fields';
import buttonStyles from './Button.module.css';
import styles from './fields.module.css';

const CalendarPopover = lazy(() => import('./CalendarPopover'));

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD` */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  min?: string;
  max?: string;
}

export function DateField(props: DateFieldProps) {
  const { t } = useText();
  const { formatDate } = useIntl();
  const own = useId();
  const frame = useRef<HTMLDivElement>(null);
  const { value, onChange, min, max, error, required, disabled, readOnly, hideLabel, name, autoFocus } = props;
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const unread = typed !== undefined && typed.trim() !== '' && parseDate(typed) === undefined;
  const [left, setLeft] = useState(false);
  const spelled = value && !hideLabel ? formatDate(new Date(`${value}T12:00:00+07:00`), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }) : undefined;
  const { describedBy, hints } = useHints({ help: props.help ?? spelled, error: left && unread ? t('field.date.unread') : error });
  const id = props.id ?? own;
  const type = (text: string) => {
    setTyped(text);
    setLeft(false);
    const meant = parseDate(text);
    if (meant !== undefined || text.trim() === '') onChange(meant);
  };
  const leave = () => {
    setLeft(true);
    // What can't be read stays, so that it can be corrected.
    if (!unread) setTyped(undefined);
  };
  const invalid = !!error || (left && unread);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelClass(hideLabel)}><LabelText {...props} /></label>
      <div ref={frame} className={styles.dateFrame}>
        <input
          id={id}
          name={name}
          className={styles.control}
          inputMode="text"
          autoComplete="off"
          autoFocus={!!autoFocus}
          placeholder={t('field.date.format')}
          value={typed ?? dateText(value)}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
          disabled={!!disabled}
          readOnly={!!readOnly}
          aria-required={required || undefined}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          data-invalid={invalid || undefined}
        />
        {!readOnly && !disabled && (
          <button type="button" className={buttonStyles.icon} aria-label={`${t('field.date.open')}: ${props.label}`} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)}>
            <CalendarDays size={18} aria-hidden />
          </button>
        )}
      </div>
      {hints}
      {open && (
        <Suspense>
          <CalendarPopover anchor={frame} label={props.label} value={value} min={min} max={max} onClose={() => setOpen(false)} onPick={(picked) => { setTyped(undefined); onChange(picked); setOpen(false); }} />
        </Suspense>
      )}
    </div>
  );
}
