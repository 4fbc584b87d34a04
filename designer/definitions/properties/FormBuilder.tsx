/** Builds a form: its questions, their kinds and options, and which answers become variables of the process. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useIntl } from 'react-intl';
import type { FieldType, Form, FormField } from '../../../process/types';
import { textOf } from '../../canvas/look';
import { LocalizedControl, NumberControl, Rows, SelectControl, TextControl, ToggleControl, type Scope } from './controls';
import { clean } from './clean';
import styles from './properties.module.css';

const TYPES: readonly FieldType[] = ['short', 'long', 'choice', 'many', 'scale', 'number', 'money', 'date', 'yes-no', 'file', 'section'];
const BOUNDED: readonly FieldType[] = ['short', 'long', 'scale', 'number', 'money'];

export function FormBuilder({ form, scope, label, onChange }: { form: Form; scope: Scope; label: string; onChange: (form: Form) => void }) {
  const intl = useIntl();
  const fields = form.fields;
  const move = (index: number, by: number): void => {
    const next = [...fields];
    const [field] = next.splice(index, 1);
    if (field) next.splice(index + by, 0, field);
    onChange({ fields: next });
  };
  return (
    <Rows
      label={label}
      items={fields}
      readOnly={scope.readOnly}
      addLabel={intl.formatMessage({ id: 'form.addField' })}
      create={() => ({ id: freeId(fields), type: 'short' as const, label: { id: '' } })}
      onChange={(next) => onChange({ fields: next })}
      row={(field, change, index) => (
        <details className={styles.question}>
          <summary>
            <span>
              {index + 1}. {textOf(field.label, intl.locale) || intl.formatMessage({ id: 'form.untitled' })}
            </span>
            <small>{intl.formatMessage({ id: `form.type.${field.type}` })}</small>
          </summary>
          <FieldProperties field={field} scope={scope} onChange={change} />
          {!scope.readOnly && (
            <div className={styles.order}>
              <button type="button" disabled={index === 0} onClick={() => move(index, -1)} aria-label={intl.formatMessage({ id: 'form.up' })}>
                <ArrowUp size={16} aria-hidden />
              </button>
              <button type="button" disabled={index === fields.length - 1} onClick={() => move(index, 1)} aria-label={intl.formatMessage({ id: 'form.down' })}>
                <ArrowDown size={16} aria-hidden />
              </button>
            </div>
          )}
        </details>
      )}
    />
  );
}

function FieldProperties({ field, scope, onChange }: { field: FormField; scope: Scope; onChange: (field: FormField) => void }) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `form.${id}` });
  const set = (change: Partial<FormField>): void => onChange(clean({ ...field, ...change }) as FormField);
  const { readOnly } = scope;
  const variables = Object.entries(scope.definition.data.properties).map(([value, property]) => ({
    value,
    label: textOf(property.title, intl.locale) || value,
  }));
  return (
    <div className={styles.fields}>
      <LocalizedControl label={t('label')} value={field.label} readOnly={readOnly} onChange={(label) => set({ label })} />
      <SelectControl
        label={t('type')}
        value={field.type}
        readOnly={readOnly}
        options={TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        onChange={(type) => set({ type: type as FieldType, ...(type === 'choice' || type === 'many' ? { options: field.options ?? [] } : { options: undefined }) })}
      />
      {field.type !== 'section' && (
        <ToggleControl label={t('required')} value={field.required} readOnly={readOnly} onChange={(required) => set({ required: required || undefined })} />
      )}
      {(field.type === 'choice' || field.type === 'many') && (
        <Rows
          label={t('options')}
          items={field.options ?? []}
          readOnly={readOnly}
          addLabel={t('addOption')}
          create={() => ({ value: `option${(field.options?.length ?? 0) + 1}`, label: { id: '' } })}
          row={(option, change) => (
            <>
              <LocalizedControl label={t('optionLabel')} value={option.label} readOnly={readOnly} onChange={(label) => change({ ...option, label })} />
              <TextControl label={t('optionValue')} value={option.value} mono readOnly={readOnly} onChange={(value) => change({ ...option, value: value ?? '' })} />
            </>
          )}
          onChange={(options) => set({ options })}
        />
      )}
      {BOUNDED.includes(field.type) && (
        <div className={styles.pair}>
          <NumberControl label={t('min')} value={field.min} readOnly={readOnly} onChange={(min) => set({ min })} />
          <NumberControl label={t('max')} value={field.max} readOnly={readOnly} onChange={(max) => set({ max })} />
        </div>
      )}
      <LocalizedControl label={t('help')} value={field.help} readOnly={readOnly} onChange={(help) => set({ help: help.id || help.en ? help : undefined })} />
      {field.type !== 'section' && field.type !== 'file' && (
        <SelectControl
          label={t('variable')}
          hint={t('variableHint')}
          value={field.variable}
          empty={t('noVariable')}
          readOnly={readOnly}
          options={variables}
          onChange={(variable) => set({ variable })}
        />
      )}
      <TextControl label={t('when')} hint={t('whenHint')} mono value={field.when} readOnly={readOnly} onChange={(when) => set({ when })} />
      <TextControl label={t('id')} hint={t('idHint')} mono value={field.id} readOnly={readOnly} onChange={(id) => set({ id: id ?? '' })} />
    </div>
  );
}

function freeId(fields: readonly FormField[]): string {
  for (let n = fields.length + 1; ; n++) if (!fields.some((field) => field.id === `question${n}`)) return `question${n}`;
}
