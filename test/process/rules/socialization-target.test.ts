import { socializationTarget } from '../../../process/rules/socialization-target';
import type { SocializationSettings } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const reaching = (settings: Partial<SocializationSettings>) => definitionOf([step('socialization', 's', settings)], '');
const options = ['a', 'b'].map((value) => ({ value, label: { id: value } }));
const question = { id: 'q', label: { id: 'Q' }, options, right: 'a' };

testRule(socializationTarget, {
  passes: {
    'a share of a number': reaching({ audience: 'everyone', audienceSize: 5000, target: 0.95 }),
    'named people need no number': reaching({ audience: 'experts', audienceSize: undefined, target: 1 }),
    'a quiz': reaching({ quiz: { questions: [question], passScore: 1 } }),
  },
  finds: {
    'nobody at all': [reaching({ target: 0 }), 'target s /settings/target'],
    'a share of an unknown number': [reaching({ audienceSize: undefined }), 'size s /settings/audienceSize'],
    'a quiz whose right answer is not offered': [
      reaching({ quiz: { questions: [{ ...question, right: 'c' }], passScore: 1 } }),
      'quiz s',
    ],
    'a quiz that nobody can pass': [reaching({ quiz: { questions: [question], passScore: 2 } }), 'quiz s'],
    'a quiz without questions': [reaching({ quiz: { questions: [], passScore: 0 } }), 'quiz s'],
    'a question with one answer': [
      reaching({ quiz: { questions: [{ ...question, options: options.slice(0, 1) }], passScore: 1 } }),
      'quiz s',
    ],
  },
});
