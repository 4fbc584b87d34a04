import { useIntl } from 'react-intl';
import type { ApprovalSettings } from '../../../../process/types';
import { CheckList, Group, NumberControl, roleOptions, Rows, SelectControl, stepOptions, ToggleControl } from '../controls';
import type { KindPanel } from '../StepProperties';

const MODES: readonly ApprovalSettings['mode'][] = ['one', 'chain', 'quorum', 'unanimous'];

/** Who approves, in which order and how many, and what an approver may answer. */
export function ApprovalProperties({ step, scope, set }: KindPanel<'approval'>) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.approval.${id}` });
  const { settings } = step;
  const { readOnly } = scope;
  const people = roleOptions(scope, intl.locale, ['people']);
  return (
    <Group title={t('group')} open>
      <SelectControl
        label={t('mode')}
        hint={t(`modeHint.${settings.mode}`)}
        value={settings.mode}
        readOnly={readOnly}
        options={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
        onChange={(mode) => set({ mode: (mode ?? 'one') as ApprovalSettings['mode'] }, 'settings')}
      />
      <Rows
        label={t(settings.mode === 'chain' ? 'chain' : 'approvers')}
        items={settings.approvers}
        readOnly={readOnly}
        addLabel={t('addApprover')}
        create={() => people.find((option) => !settings.approvers.includes(option.value))?.value ?? ''}
        row={(role, change, index) => (
          <SelectControl
            label={settings.mode === 'chain' ? `${t('signer')} ${index + 1}` : t('role')}
            value={role || undefined}
            readOnly={readOnly}
            options={people}
            onChange={(next) => change(next ?? '')}
          />
        )}
        onChange={(approvers) => set({ approvers }, 'settings')}
      />
      {settings.mode === 'quorum' && (
        <NumberControl label={t('quorum')} min={1} value={settings.quorum} readOnly={readOnly} onChange={(quorum) => set({ quorum }, 'settings')} />
      )}
      {settings.mode === 'chain' && (
        <ToggleControl label={t('deadlineEach')} value={settings.deadlineEach} readOnly={readOnly} onChange={(on) => set({ deadlineEach: on || undefined }, 'settings')} />
      )}
      <ToggleControl label={t('mayReturn')} value={settings.mayReturn} readOnly={readOnly} onChange={(mayReturn) => set({ mayReturn: mayReturn ?? false }, 'settings')} />
      <ToggleControl label={t('mayReject')} value={settings.mayReject} readOnly={readOnly} onChange={(mayReject) => set({ mayReject: mayReject ?? false }, 'settings')} />
      <ToggleControl label={t('legalBasis')} value={settings.legalBasisRequired} readOnly={readOnly} onChange={(on) => set({ legalBasisRequired: on ?? false }, 'settings')} />
      <CheckList
        label={t('notAuthorsOf')}
        hint={t('notAuthorsHint')}
        value={settings.notAuthorsOf ?? []}
        readOnly={readOnly}
        options={stepOptions(scope, intl.locale, ['drafting', 'task', 'needs-analysis'], step.id)}
        onChange={(ids) => set({ notAuthorsOf: ids.length > 0 ? ids : undefined }, 'settings')}
      />
    </Group>
  );
}
