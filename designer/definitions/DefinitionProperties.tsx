/** What belongs to the whole definition: its titles, roles and variables. */
import { useIntl } from 'react-intl';
import type { DataProperty, ProcessDefinition, RoleDefinition } from '../../process/types';
import type { EditorStore } from '../canvas/editor-store';
import { Group, LocalizedControl, Rows, SelectControl, TextControl, type Scope } from './properties/controls';
import { clean } from './properties/clean';

const TYPES: readonly DataProperty['type'][] = ['boolean', 'integer', 'number', 'string'];
const KINDS: readonly RoleDefinition['kind'][] = ['people', 'public', 'everyone'];

export default function DefinitionProperties({ store, definition, readOnly }: { store: EditorStore; definition: ProcessDefinition; readOnly: boolean }) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `definition.${id}` });
  const scope: Scope = { definition, readOnly };
  const set = (change: Partial<ProcessDefinition>): void =>
    store.change(intl.formatMessage({ id: 'gesture.definition' }), (current) => clean({ ...current, ...change }) as ProcessDefinition, true);
  const roles = Object.entries(definition.roles).map(([id, role]) => ({ id, role }));
  const variables = Object.entries(definition.data.properties).map(([id, property]) => ({ id, property }));
  return (
    <>
      <Group title={t('general')} open>
        <LocalizedControl label={t('title')} value={definition.title} readOnly={readOnly} onChange={(title) => set({ title })} />
        <LocalizedControl label={t('description')} value={definition.description} multiline readOnly={readOnly} onChange={(description) => set({ description })} />
      </Group>
      <Group title={t('roles')} open hint={t('rolesHint')}>
        <Rows
          label={t('roles')}
          items={roles}
          readOnly={readOnly}
          addLabel={t('addRole')}
          create={() => ({ id: free('role', Object.keys(definition.roles)), role: { title: { id: '' }, kind: 'people' as const } })}
          row={({ id, role }, change) => (
            <>
              <LocalizedControl label={t('roleTitle')} value={role.title} readOnly={scope.readOnly} onChange={(title) => change({ id, role: { ...role, title } })} />
              <SelectControl
                label={t('roleKind')}
                value={role.kind}
                readOnly={scope.readOnly}
                options={KINDS.map((value) => ({ value, label: t(`roleKind.${value}`) }))}
                onChange={(kind) => change({ id, role: { ...role, kind: (kind ?? 'people') as RoleDefinition['kind'] } })}
              />
            </>
          )}
          onChange={(next) => set({ roles: Object.fromEntries(next.map(({ id, role }) => [id, role])) })}
        />
      </Group>
      <Group title={t('data')} hint={t('dataHint')}>
        <Rows
          label={t('data')}
          items={variables}
          readOnly={readOnly}
          addLabel={t('addVariable')}
          create={() => ({ id: free('variable', Object.keys(definition.data.properties)), property: { type: 'boolean' as const } as DataProperty })}
          row={({ id, property }, change) => (
            <>
              <TextControl label={t('variableName')} mono value={id} readOnly={readOnly} onChange={(name) => change({ id: name ?? '', property })} />
              <SelectControl
                label={t('variableType')}
                value={property.type}
                readOnly={readOnly}
                options={TYPES.map((value) => ({ value, label: t(`variableType.${value}`) }))}
                onChange={(type) => change({ id, property: clean({ ...property, type: (type ?? 'string') as DataProperty['type'], default: undefined }) as DataProperty })}
              />
              <LocalizedControl label={t('variableTitle')} value={property.title} readOnly={readOnly} onChange={(title) => change({ id, property: { ...property, title } })} />
            </>
          )}
          onChange={(next) => set({ data: { type: 'object', properties: Object.fromEntries(next.map(({ id, property }) => [id, property])) } })}
        />
      </Group>
    </>
  );
}

function free(base: string, taken: readonly string[]): string {
  for (let n = taken.length + 1; ; n++) if (!taken.includes(`${base}${n}`)) return `${base}${n}`;
}
