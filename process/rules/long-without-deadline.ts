import type { Step } from '../types';
import { rule } from './rule';

const PEOPLE_WORK: ReadonlySet<Step['kind']> = new Set([
  'task',
  'needs-analysis',
  'drafting',
  'consultation',
  'approval',
  'socialization',
]);

/** Work that people do without a deadline is work that nobody is reminded of. */
export const longWithoutDeadline = rule({
  name: 'long-without-deadline',
  messages: {
    none: { id: 'Langkah "{step}" tidak memiliki tenggat.', en: 'Step "{step}" has no deadline.' },
  },
  check: (model) =>
    model.steps
      .filter((step) => PEOPLE_WORK.has(step.kind) && !step.deadline)
      .map((step) => ({ message: 'none' as const, step: step.id, path: model.path(step, '/deadline') })),
});
