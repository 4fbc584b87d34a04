import { titleNeeded } from '../../../process/rules/title-needed';
import { definitionOf, line, step } from './definitions';
import { testRule } from './test-rule';

const blank = { id: '  ' };

testRule(titleNeeded, {
  passes: {
    'titles in Indonesian': line([step('task', 'a'), 'done']),
    'English missing': definitionOf([step('task', 'a', {}, { title: { id: 'Tugas' } })], ''),
  },
  finds: {
    'no title of the process': [{ ...line(), title: blank }, 'definition'],
    'a step without title': [definitionOf([step('task', 'a', {}, { title: blank })], ''), 'step a /title/id'],
    'a role without name': [
      definitionOf([], '', { roles: { owner: { title: blank, kind: 'people' } } }),
      'role - /roles/owner/title/id',
    ],
    'a sector': [
      definitionOf([step('needs-analysis', 'a', { sectors: [{ id: 's', title: blank }] })], ''),
      'inner a /settings/sectors/0/title/id',
    ],
    'a branch and the default of a decision': [
      definitionOf(
        [
          step('decision', 'd', {
            branches: [{ outcome: 'yes', title: blank, condition: 'true' }],
            otherwise: { outcome: 'no', title: blank },
          }),
        ],
        '',
      ),
      'inner d /settings/branches/0/title/id',
      'inner d /settings/otherwise/title/id',
    ],
    'a message without subject and text': [
      definitionOf([step('notify', 'n', { subject: blank, message: blank })], ''),
      'inner n /settings/subject/id',
      'inner n /settings/message/id',
    ],
    'material to be made known': [
      definitionOf([step('socialization', 's', { material: blank })], ''),
      'inner s /settings/material/id',
    ],
  },
});
