import { useIntl } from 'react-intl';
import { CheckList, Group, LocalizedControl, stepOptions } from '../controls';
import { FormBuilder } from '../FormBuilder';
import type { KindPanel } from '../StepProperties';

/** What the drafting team is asked, and of which consultations every input must have its disposition first. */
export function DraftingProperties({ step, scope, set }: KindPanel<'drafting'>) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.${id}` });
  const { settings } = step;
  return (
    <Group title={t('drafting.group')} open>
      <LocalizedControl label={t('instructions')} value={settings.instructions} multiline readOnly={scope.readOnly} onChange={(instructions) => set({ instructions }, 'settings')} />
      <CheckList
        label={t('drafting.dispositionsOf')}
        hint={t('drafting.dispositionsHint')}
        value={settings.dispositionsOf ?? []}
        readOnly={scope.readOnly}
        options={stepOptions(scope, intl.locale, ['consultation'])}
        onChange={(ids) => set({ dispositionsOf: ids.length > 0 ? ids : undefined }, 'settings')}
      />
      <FormBuilder
        label={t('drafting.form')}
        form={settings.form ?? { fields: [] }}
        scope={scope}
        onChange={(form) => set({ form: form.fields.length > 0 ? form : undefined }, 'form')}
      />
    </Group>
  );
}
