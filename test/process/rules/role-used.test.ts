import { roleUsed } from '../../../process/rules/role-used';
import { definitionOf, emptyDefinition, step } from './definitions';
import { testRule } from './test-rule';

testRule(roleUsed, {
  passes: {
    'roles that steps name': emptyDefinition(),
    'the public is asked through a setting': definitionOf([], '', {
      roles: { public: { title: { id: 'Masyarakat' }, kind: 'public' } },
    }),
  },
  finds: {
    'a role that no step names': [
      definitionOf([step('task', 'a'), step('approval', 'b')], ''),
      'unused - /roles/experts',
    ],
  },
});
