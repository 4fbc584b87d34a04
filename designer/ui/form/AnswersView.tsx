/** Given answers, to read: what was asked, and what was answered, in words. */
import type { Form, FormField, Json } from '../../../process/types';
import { useText, type Text } from '../../i18n/use-text';
import { DateTime } from '../time';
import type { Answers } from './FormFields';
import styles from './form.module.css';

export function AnswersView({ form, answers }: { form: Form; answers: Answers }) {
  const text = useText();
  const given = form.fields.filter((field) => field.type !== 'section' && answers[field.id] !== undefined && answers[field.id] !== null);
  return (
    <dl className={styles.answers}>
      {given.map((field) => (
        <div key={field.id}>
          <dt>{text.local(field.label)}</dt>
          <dd>{answerWords(field, answers[field.id]!, text)}</dd>
        </div>
      ))}
    </dl>
  );
}

function answerWords(field: FormField, value: Json, text: Text): React.ReactNode {
  const option = (code: Json) => text.local(field.options?.find((candidate) => candidate.value === code)?.label) || String(code);
  switch (field.type) {
    case 'choice':
      return option(value);
    case 'many':
      return Array.isArray(value) ? value.map(option).join(', ') : String(value);
    case 'yes-no':
      return text.t(value === true ? 'field.yes' : 'field.no');
    case 'money':
      return typeof value === 'number' ? text.rupiah(value) : String(value);
    case 'number':
    case 'scale':
      return typeof value === 'number' ? text.number(value) : String(value);
    case 'date':
      return typeof value === 'string' ? <DateTime time={`${value}T00:00:00+07:00`} style="date" /> : String(value);
    case 'file':
      return fileName(value);
    default:
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

const fileName = (value: Json): string => (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.name === 'string' ? value.name : '');
