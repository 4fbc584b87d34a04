/** Shows a `Form` of the process language as fields. Which are shown and what is wrong is decided outside (`use-form`). */
import { lazy, Suspense, useId } from 'react';
import type { Form, FormField, Json } from '../../../process/types';
import { useText, type Text } from '../../i18n/use-text';
import { CheckboxGroup, RadioGroup } from '../choices';
import { TextArea, TextField } from '../fields';
import { DateField } from '../DateField';
import { Skeleton } from '../display';
import { MoneyField, NumberField } from '../NumberField';
import { Select } from '../Select';
import { anchorOf } from './anchors';
import styles from './form.module.css';

export type Answers = Record<string, Json>;

/** Few forms ask for files. */
const AnswerFile = lazy(() => import('./AnswerFile').then((file) => ({ default: file.AnswerFile })));

export interface FormFieldsProps {
  form: Form;
  answers: Answers;
  onChange: (fieldId: string, value: Json | undefined) => void;
  /** Whether a field's own condition holds; absent: all are shown. */
  isShown?: (fieldId: string) => boolean;
  /** What is wrong, by field. */
  errors?: Readonly<Record<string, string>>;
  readOnly?: boolean;
  /** Files can be handed in here; without it file fields are left out. */
  uploads?: boolean;
}

/** More options than this are easier to find in a list than to read as radio buttons. */
const RADIO_MAX = 7;
const SCALE = { min: 1, max: 4 };

export function FormFields({ form, isShown = () => true, ...rest }: FormFieldsProps) {
  return (
    <div className={styles.form}>
      {form.fields.filter((field) => isShown(field.id)).map((field) => (
        <AnswerField key={field.id} field={field} {...rest} />
      ))}
    </div>
  );
}

type FieldContext = Omit<FormFieldsProps, 'form' | 'isShown'>;


function AnswerField({ field, answers, onChange, errors = {}, readOnly, uploads }: FieldContext & { field: FormField }) {
  const text = useText();
  const value = answers[field.id];
  const shared = {
    label: text.local(field.label),
    ...(field.help && { help: text.local(field.help) }),
    error: errors[field.id],
    required: !!field.required,
    readOnly: !!readOnly,
  };
  const set = (next: Json | undefined) => onChange(field.id, next);
  const anchored = (input: React.ReactNode) => <div id={anchorOf(`/answers/${field.id}`)} className={styles.anchor}>{input}</div>;
  switch (field.type) {
    case 'section':
      return <SectionHead field={field} text={text} />;
    case 'short':
      return anchored(<TextField {...shared} value={textOf(value)} onChange={(next) => set(next || undefined)} {...(field.max && { max: field.max })} />);
    case 'long':
      return anchored(<TextArea {...shared} value={textOf(value)} onChange={(next) => set(next || undefined)} {...(field.max && { max: field.max })} />);
    case 'number':
      return anchored(<NumberField {...shared} {...bounds(field)} value={numberOf(value)} onChange={set} />);
    case 'money':
      return anchored(<MoneyField {...shared} {...bounds(field)} value={numberOf(value)} onChange={set} />);
    case 'date':
      return anchored(<DateField {...shared} value={textOf(value) || undefined} onChange={set} />);
    case 'yes-no':
      return anchored(
        <RadioGroup
          {...shared}
          inline
          cards
          value={typeof value === 'boolean' ? String(value) : undefined}
          onChange={(next) => set(next === 'true')}
          options={[{ value: 'true', label: text.t('field.yes') }, { value: 'false', label: text.t('field.no') }]}
        />,
      );
    case 'scale':
      return anchored(
        <RadioGroup {...shared} inline cards value={numberOf(value)?.toString()} onChange={(next) => set(Number(next))} options={scaleOptions(field)} />,
      );
    case 'choice': {
      const options = choicesOf(field, text);
      const Input = options.length > RADIO_MAX ? Select : RadioGroup;
      return anchored(<Input {...shared} value={textOf(value) || undefined} onChange={set} options={options} />);
    }
    case 'many':
      return anchored(<CheckboxGroup {...shared} value={listOf(value)} onChange={(next) => set(next.length > 0 ? next : undefined)} options={choicesOf(field, text)} />);
    case 'file':
      return uploads ? anchored(<Suspense fallback={<Skeleton lines={2} />}><AnswerFile {...shared} value={value} onChange={set} /></Suspense>) : null;
    default:
      return unreachable(field.type);
  }
}

function SectionHead({ field, text }: { field: FormField; text: Text }) {
  const id = useId();
  return (
    <div className={styles.section}>
      <h3 id={id}>{text.local(field.label)}</h3>
      {field.help && <p className="muted">{text.local(field.help)}</p>}
    </div>
  );
}

const bounds = ({ min, max }: FormField) => ({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const numberOf = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
const listOf = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
const choicesOf = (field: FormField, text: Text) => (field.options ?? []).map((option) => ({ value: option.value, label: text.local(option.label) }));

function scaleOptions({ min = SCALE.min, max = SCALE.max }: FormField) {
  return Array.from({ length: Math.max(0, Math.min(20, max - min + 1)) }, (_, index) => ({ value: String(min + index), label: String(min + index) }));
}

function unreachable(type: never): never {
  throw new Error(`Unknown type of field: ${String(type)}`);
}
