import { consultationAudience } from '../../../process/rules/consultation-audience';
import type { ConsultationSettings } from '../../../process/types';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

const questions = { fields: [{ id: 'q', type: 'long' as const, label: { id: 'Q' } }] };
const deadline = { within: { amount: 14, unit: 'days' }, overdue: { action: 'close' } } as const;
const asking = (settings: Partial<ConsultationSettings>, rest = {}) =>
  definitionOf([step('consultation', 'c', { questions, ...settings }, rest)], '');
const extension = { times: 1, by: { amount: 7, unit: 'days' } } as const;

testRule(consultationAudience, {
  passes: {
    'invited people': asking({ invited: 'experts', quorum: 3 }),
    'the public': asking({ invited: undefined, public: true, minimum: 30 }),
    'both, extended': asking({ invited: 'experts', public: true, minimum: 30, extension }, { deadline }),
  },
  finds: {
    nobody: [asking({ invited: undefined }), 'nobody c /settings/invited'],
    'a quorum of nobody': [asking({ invited: undefined, public: true, quorum: 3 }), 'quorum c /settings/quorum'],
    'a public one that closes when all have answered': [
      asking({ public: true, closeWhenAllAnswered: true }),
      'public-closes c',
    ],
    'an extension that nothing asks for': [asking({ extension }, { deadline }), 'extension c'],
    'an extension of no deadline': [asking({ minimum: 3, extension }), 'extension c'],
    'no question': [
      asking({ questions: { fields: [{ id: 's', type: 'section', label: { id: 'S' } }] } }),
      'no-questions c /settings/questions',
    ],
  },
});
