import { useIntl } from 'react-intl';
import type { SocializationSettings } from '../../../../process/types';
import { Group, LocalizedControl, NumberControl, RoleControl, Rows, SelectControl, TextControl, ToggleControl } from '../controls';
import type { KindPanel } from '../StepProperties';

type Quiz = NonNullable<SocializationSettings['quiz']>;

/** Whom it must reach, what share of them, with which material, quiz and money. */
export function SocializationProperties({ step, scope, set }: KindPanel<'socialization'>) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.socialization.${id}` });
  const { settings } = step;
  const { readOnly } = scope;
  const byNumber = scope.definition.roles[settings.audience]?.kind === 'everyone';
  const setQuiz = (quiz: Quiz | undefined): void => set({ quiz }, 'form');
  return (
    <Group title={t('group')} open>
      <RoleControl label={t('audience')} kinds={['everyone', 'people']} value={settings.audience} scope={scope} onChange={(audience) => set({ audience: audience ?? '' }, 'settings')} />
      {byNumber && <NumberControl label={t('size')} min={1} value={settings.audienceSize} readOnly={readOnly} onChange={(audienceSize) => set({ audienceSize }, 'settings')} />}
      <NumberControl
        label={t('target')}
        min={1}
        max={100}
        value={Math.round(settings.target * 100)}
        readOnly={readOnly}
        onChange={(percent) => percent !== undefined && percent > 0 && percent <= 100 && set({ target: percent / 100 }, 'settings')}
      />
      <NumberControl label={t('budget')} min={0} step={1_000_000} value={settings.budgetCeiling} readOnly={readOnly} onChange={(budgetCeiling) => set({ budgetCeiling }, 'settings')} />
      <LocalizedControl label={t('material')} value={settings.material} multiline readOnly={readOnly} onChange={(material) => set({ material }, 'settings')} />
      <LocalizedControl label={t('incentives')} value={settings.incentives} multiline readOnly={readOnly} onChange={(incentives) => set({ incentives }, 'settings')} />
      <ToggleControl label={t('hasQuiz')} value={settings.quiz !== undefined} readOnly={readOnly} onChange={(on) => setQuiz(on ? { questions: [], passScore: 1 } : undefined)} />
      {settings.quiz && (
        <>
          <NumberControl label={t('passScore')} min={1} value={settings.quiz.passScore} readOnly={readOnly} onChange={(passScore) => setQuiz({ ...settings.quiz!, passScore: passScore ?? 1 })} />
          <Rows
            label={t('quizQuestions')}
            items={settings.quiz.questions}
            readOnly={readOnly}
            addLabel={t('addQuestion')}
            create={() => ({ id: `quiz${settings.quiz!.questions.length + 1}`, label: { id: '' }, options: [{ value: 'a', label: { id: '' } }, { value: 'b', label: { id: '' } }], right: 'a' })}
            row={(question, change) => (
              <>
                <LocalizedControl label={t('question')} value={question.label} readOnly={readOnly} onChange={(label) => change({ ...question, label })} />
                <Rows
                  label={t('answers')}
                  items={question.options}
                  readOnly={readOnly}
                  addLabel={t('addAnswer')}
                  create={() => ({ value: String.fromCharCode(97 + question.options.length), label: { id: '' } })}
                  row={(option, changeOption) => (
                    <>
                      <TextControl label={t('answerId')} mono value={option.value} readOnly={readOnly} onChange={(value) => changeOption({ ...option, value: value ?? '' })} />
                      <LocalizedControl label={t('answer')} value={option.label} readOnly={readOnly} onChange={(label) => changeOption({ ...option, label })} />
                    </>
                  )}
                  onChange={(options) => change({ ...question, options })}
                />
                <SelectControl
                  label={t('right')}
                  value={question.right}
                  readOnly={readOnly}
                  options={question.options.map((option) => ({ value: option.value, label: option.label.id || option.value }))}
                  onChange={(right) => change({ ...question, right: right ?? '' })}
                />
              </>
            )}
            onChange={(questions) => setQuiz({ ...settings.quiz!, questions })}
          />
        </>
      )}
    </Group>
  );
}
