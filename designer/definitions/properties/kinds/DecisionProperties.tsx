import { useIntl } from 'react-intl';
import { evaluate } from '../../../../process/condition';
import type { Json } from '../../../../process/types';
import { textOf } from '../../../canvas/look';
import { Group, LocalizedControl, Rows, TextControl, type Scope } from '../controls';
import type { KindPanel } from '../StepProperties';
import styles from '../properties.module.css';

/** Branches in the order in which they are tried, each with its condition, and the way otherwise. */
export function DecisionProperties({ step, scope, set }: KindPanel<'decision'>) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `properties.decision.${id}` });
  const { settings } = step;
  const { readOnly } = scope;
  return (
    <Group title={t('group')} open hint={t('hint')}>
      <Rows
        label={t('branches')}
        items={settings.branches}
        readOnly={readOnly}
        addLabel={t('addBranch')}
        create={() => ({ outcome: freeOutcome(settings.branches.map(({ outcome }) => outcome)), title: { id: '' }, condition: '' })}
        row={(branch, change) => (
          <>
            <LocalizedControl label={t('branchTitle')} value={branch.title} readOnly={readOnly} onChange={(title) => change({ ...branch, title })} />
            <TextControl label={t('condition')} multiline mono value={branch.condition} readOnly={readOnly} onChange={(condition) => change({ ...branch, condition: condition ?? '' })} />
            <Trial expression={branch.condition} scope={scope} />
            <TextControl label={t('outcome')} mono value={branch.outcome} readOnly={readOnly} onChange={(outcome) => change({ ...branch, outcome: outcome ?? '' })} />
          </>
        )}
        onChange={(branches) => set({ branches }, 'settings')}
      />
      <LocalizedControl label={t('otherwise')} value={settings.otherwise.title} readOnly={readOnly} onChange={(title) => set({ otherwise: { ...settings.otherwise, title } }, 'settings')} />
      <p className={styles.hint}>{t('names')}: {namesIn(scope).join(', ')}</p>
    </Group>
  );
}

/** What the condition gives with the variables' default values: seen while typing. */
function Trial({ expression, scope }: { expression: string; scope: Scope }) {
  const intl = useIntl();
  if (!expression.trim()) return null;
  const result = evaluate(expression, trialContext(scope));
  return (
    <p className={styles.trial} role="status" data-ok={'value' in result || undefined}>
      {'value' in result
        ? intl.formatMessage({ id: 'properties.decision.trial' }, { value: JSON.stringify(result.value) })
        : textOf(result.problem, intl.locale)}
    </p>
  );
}

function trialContext(scope: Scope): Record<string, Json> {
  const zero: Record<string, Json> = { boolean: false, number: 0, integer: 0, string: '' };
  const data = Object.fromEntries(
    Object.entries(scope.definition.data.properties).map(([name, property]) => [name, property.default ?? zero[property.type] ?? null]),
  );
  const rounds = Object.fromEntries(scope.definition.steps.map((step) => [step.id, 1]));
  return { ...data, rounds, outcomes: {}, today: '2026-01-02' };
}

const namesIn = (scope: Scope): string[] => [...Object.keys(scope.definition.data.properties), 'rounds.<step>', 'outcomes.<step>', 'today'];

function freeOutcome(taken: readonly string[]): string {
  for (let n = taken.length + 1; ; n++) if (!taken.includes(`branch${n}`)) return `branch${n}`;
}
