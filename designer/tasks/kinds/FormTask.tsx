import { useText } from '../../i18n/use-text';
import { Banner, Card } from '../../ui/display';
import { FormFields } from '../../ui/form/FormFields';
import { Markdown } from '../../ui/Markdown';
import { answersOf } from '../faults';
import { answerErrors, withAnswer } from '../answer-errors';
import type { KindProps } from '../kind-props';

export default function FormTask({ task, data, set, errors, isShown, readOnly }: KindProps) {
  const { t, local } = useText();
  const instructions = task.design.kind === 'task' ? local(task.design.settings.instructions) : '';
  const answers = answersOf(data);
  return (
    <div className="stack">
      {instructions && <Banner tone="gold" title={t('task.page.instructions')}><Markdown text={instructions} /></Banner>}
      {task.material.form && (
        <Card>
          <FormFields
            form={task.material.form}
            answers={answers}
            onChange={(id, value) => set({ answers: withAnswer(answers, id, value) })}
            isShown={isShown}
            errors={answerErrors(errors)}
            readOnly={readOnly}
            uploads
          />
        </Card>
      )}
    </div>
  );
}
