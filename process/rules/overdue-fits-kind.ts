import type { Overdue, Step } from '../types';
import { rule } from './rule';

/** Kinds for which an overdue action means something; the other actions mean something for every kind with a deadline. */
const FITS: Partial<Record<Overdue['action'], readonly Step['kind'][]>> = {
  close: ['consultation', 'socialization', 'drafting', 'task', 'needs-analysis', 'monitoring', 'complaints'],
  consent: ['approval'],
};

/** Silence can only approve an approval, and only what gathers something can be closed with what is there. */
export const overdueFitsKind = rule({
  name: 'overdue-fits-kind',
  messages: {
    consent: { id: 'Diam dianggap setuju hanya berlaku pada persetujuan, bukan pada "{step}".', en: 'Silence is consent only in an approval, not in "{step}".' },
    close: { id: 'Langkah "{step}" tidak dapat ditutup dengan yang sudah ada.', en: 'Step "{step}" can not be closed with what is there.' },
  },
  check: (model) =>
    model.steps.flatMap((step) => {
      const action = step.deadline?.overdue.action;
      if (action === undefined || (FITS[action]?.includes(step.kind) ?? true)) return [];
      return [{ message: action as 'consent' | 'close', step: step.id, path: model.path(step, '/deadline/overdue/action') }];
    }),
});
