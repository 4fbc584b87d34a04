/** The small inputs that the properties panel is built from: each takes a value of the process language and gives one back. */
import { Plus, Trash2 } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { DurationUnit } from '../../../process/calendar/types';
import type { Duration, Localized, ProcessDefinition, RoleDefinition, RoleId, StepId, StepKind } from '../../../process/types';
import { textOf } from '../../canvas/look';
import styles from './properties.module.css';

/** What every panel must know of its surroundings. */
export interface Scope {
  definition: ProcessDefinition;
  readOnly: boolean;
}

export function Group({ title, children, open = false, hint }: { title: string; children: ReactNode; open?: boolean; hint?: string }) {
  return (
    <details className={styles.group} open={open}>
      <summary>{title}</summary>
      {hint && <p className={styles.hint}>{hint}</p>}
      <div className={styles.fields}>{children}</div>
    </details>
  );
}

interface Base<T> {
  label: string;
  value: T | undefined;
  readOnly?: boolean;
  hint?: string;
  onChange: (value: T | undefined) => void;
}

function Field({ label, hint, id, children }: { label: string; hint?: string | undefined; id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function TextControl({ label, value, readOnly, hint, onChange, multiline, mono }: Base<string> & { multiline?: boolean; mono?: boolean }) {
  const id = useId();
  const shared = {
    id,
    value: value ?? '',
    readOnly,
    className: mono ? styles.mono : undefined,
    'aria-describedby': hint ? `${id}-hint` : undefined,
  };
  return (
    <Field label={label} hint={hint} id={id}>
      {multiline ? (
        <textarea {...shared} rows={3} onChange={(event) => onChange(event.target.value || undefined)} />
      ) : (
        <input {...shared} onChange={(event) => onChange(event.target.value || undefined)} />
      )}
    </Field>
  );
}

export function LocalizedControl({ label, value, readOnly, onChange, multiline }: {
  label: string;
  value: Localized | undefined;
  readOnly?: boolean;
  multiline?: boolean;
  onChange: (value: Localized) => void;
}) {
  const intl = useIntl();
  const id = useId();
  const input = (language: 'id' | 'en') => {
    const shared = {
      id: `${id}-${language}`,
      lang: language,
      value: value?.[language] ?? '',
      readOnly,
      'aria-label': `${label} (${intl.formatMessage({ id: `language.${language}` })})`,
    };
    const next = (text: string): void => {
      const both = { id: value?.id ?? '', ...(value?.en !== undefined && { en: value.en }), [language]: text };
      if (!both.en) delete both.en;
      onChange(both);
    };
    return (
      <div className={styles.language}>
        <span aria-hidden>{language.toUpperCase()}</span>
        {multiline ? (
          <textarea {...shared} rows={2} onChange={(event) => next(event.target.value)} />
        ) : (
          <input {...shared} onChange={(event) => next(event.target.value)} />
        )}
      </div>
    );
  };
  return (
    <div className={styles.field} role="group" aria-label={label}>
      <span className={styles.label}>{label}</span>
      {input('id')}
      {input('en')}
    </div>
  );
}

export function NumberControl({ label, value, readOnly, hint, onChange, min, max, step }: Base<number> & { min?: number; max?: number; step?: number }) {
  const id = useId();
  return (
    <Field label={label} hint={hint} id={id}>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step ?? 1}
        readOnly={readOnly}
        value={value ?? ''}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const number = event.target.valueAsNumber;
          onChange(Number.isFinite(number) ? number : undefined);
        }}
      />
    </Field>
  );
}

export function ToggleControl({ label, value, readOnly, hint, onChange }: Base<boolean>) {
  const id = useId();
  return (
    <div className={styles.toggle}>
      <input id={id} type="checkbox" checked={value ?? false} disabled={readOnly} onChange={(event) => onChange(event.target.checked)} />
      <label htmlFor={id}>{label}</label>
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function SelectControl({ label, value, readOnly, hint, onChange, options, empty }: Base<string> & { options: readonly Option[]; empty?: string }) {
  const id = useId();
  return (
    <Field label={label} hint={hint} id={id}>
      <select
        id={id}
        value={value ?? ''}
        disabled={readOnly}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value || undefined)}
      >
        {(empty !== undefined || value === undefined) && <option value="">{empty ?? '—'}</option>}
        {value !== undefined && !options.some((option) => option.value === value) && <option value={value}>{value} ?</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function CheckList({ label, value, readOnly, hint, onChange, options }: {
  label: string;
  value: readonly string[];
  readOnly?: boolean;
  hint?: string;
  options: readonly Option[];
  onChange: (value: string[]) => void;
}) {
  return (
    <fieldset className={styles.checks} disabled={readOnly}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...value, option.value] : value.filter((chosen) => chosen !== option.value))
            }
          />
          {option.label}
        </label>
      ))}
      {options.length === 0 && <p className={styles.hint}>—</p>}
      {hint && <p className={styles.hint}>{hint}</p>}
    </fieldset>
  );
}

const UNITS: readonly DurationUnit[] = ['hours', 'days', 'working-days', 'months'];

export function DurationControl({ label, value, readOnly, hint, onChange, optional = false, units = UNITS }: Base<Duration> & { optional?: boolean; units?: readonly DurationUnit[] }) {
  const intl = useIntl();
  const id = useId();
  return (
    <div className={styles.field} role="group" aria-labelledby={`${id}-label`}>
      <span className={styles.label} id={`${id}-label`}>
        {label}
      </span>
      <div className={styles.duration}>
        <input
          type="number"
          min={1}
          step={1}
          readOnly={readOnly}
          value={value?.amount ?? ''}
          aria-label={intl.formatMessage({ id: 'properties.amount' })}
          onChange={(event) => {
            const amount = Math.trunc(event.target.valueAsNumber);
            if (amount > 0) onChange({ amount, unit: value?.unit ?? 'working-days' });
            else if (optional) onChange(undefined);
          }}
        />
        <select
          value={value?.unit ?? 'working-days'}
          disabled={readOnly}
          aria-label={intl.formatMessage({ id: 'properties.unit' })}
          onChange={(event) => onChange({ amount: value?.amount ?? 1, unit: event.target.value as DurationUnit })}
        >
          {units.map((unit) => (
            <option key={unit} value={unit}>
              {intl.formatMessage({ id: `unit.${unit}` })}
            </option>
          ))}
        </select>
      </div>
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
  );
}

export const roleOptions = (scope: Scope, locale: string, kinds?: readonly RoleDefinition['kind'][]): Option[] =>
  Object.entries(scope.definition.roles)
    .filter(([, role]) => !kinds || kinds.includes(role.kind))
    .map(([value, role]) => ({ value, label: textOf(role.title, locale) || value }));

export function RoleControl({ label, value, scope, kinds, hint, optional, onChange }: {
  label: string;
  value: RoleId | undefined;
  scope: Scope;
  kinds?: readonly RoleDefinition['kind'][];
  hint?: string;
  optional?: boolean;
  onChange: (value: RoleId | undefined) => void;
}) {
  const intl = useIntl();
  return (
    <SelectControl
      label={label}
      value={value}
      readOnly={scope.readOnly}
      options={roleOptions(scope, intl.locale, kinds)}
      {...(hint && { hint })}
      {...(optional && { empty: intl.formatMessage({ id: 'properties.none' }) })}
      onChange={onChange}
    />
  );
}

export const stepOptions = (scope: Scope, locale: string, kinds?: readonly StepKind[], except?: StepId): Option[] =>
  scope.definition.steps
    .filter((step) => step.id !== except && (!kinds || kinds.includes(step.kind)))
    .map((step) => ({ value: step.id, label: textOf(step.title, locale) || step.id }));

/** A list whose rows can be added and removed. */
export function Rows<T>({ label, items, readOnly, row, create, onChange, addLabel }: {
  label: string;
  items: readonly T[];
  readOnly: boolean;
  row: (item: T, change: (item: T) => void, index: number) => ReactNode;
  create: () => T;
  addLabel: string;
  onChange: (items: T[]) => void;
}) {
  const intl = useIntl();
  return (
    <div className={styles.rows} role="group" aria-label={label}>
      <span className={styles.label}>{label}</span>
      {items.map((item, index) => (
        <div className={styles.row} key={index}>
          <div className={styles.rowBody}>{row(item, (next) => onChange(items.map((old, n) => (n === index ? next : old))), index)}</div>
          {!readOnly && (
            <button
              type="button"
              className={styles.remove}
              aria-label={intl.formatMessage({ id: 'properties.removeRow' }, { row: index + 1, list: label })}
              onClick={() => onChange(items.filter((_, n) => n !== index))}
            >
              <Trash2 size={16} aria-hidden />
            </button>
          )}
        </div>
      ))}
      {!readOnly && (
        <button type="button" className={styles.add} onClick={() => onChange([...items, create()])}>
          <Plus size={16} aria-hidden /> {addLabel}
        </button>
      )}
    </div>
  );
}
