import { DocumentView } from '../../documents/DocumentView';
import { useText } from '../../i18n/use-text';
import { Card } from '../../ui/display';
import { FormFields } from '../../ui/form/FormFields';
import { answerErrors, withAnswer } from '../answer-errors';
import { answersOf } from '../faults';
import type { KindProps } from '../kind-props';
import styles from '../tasks.module.css';

/** Questions with the text that they are about beside them. */
export default function RespondTask({ task, data, set, errors, isShown, readOnly }: KindProps) {
  const { t } = useText();
  const { document, form } = task.material;
  const answers = answersOf(data);
  const questions = form && (
    <Card title={t('respond.questions')} tone="brand">
      <FormFields form={form} answers={answers} onChange={(id, value) => set({ answers: withAnswer(answers, id, value) })} isShown={isShown} errors={answerErrors(errors)} readOnly={readOnly} uploads />
    </Card>
  );
  if (!document) return questions;
  return (
    <div className={styles.beside}>
      <section className="stack" aria-label={t('respond.document')}>
        <h2>{t('respond.document')}</h2>
        <p className="muted small">{t('document.version', { version: document.version })}</p>
        <DocumentView content={document.content} label={t('respond.document')} />
      </section>
      {questions}
    </div>
  );
}
