import type { Overdue, Step } from '../types';
import { rule } from './rule';

/** Kinds for which an overdue action means something. `remind`, `escalate` and `expire` do for every kind with a deadline. */
function fits(action: Overdue['action'], step: Step): boolean {
  if (action === 'consent') return step.kind === 'approval';
  // Closed, an approval that isn't approved is refused, as far as its settings allow a refusal (S43).
  if (action === 'close' && step.kind === 'approval') return step.settings.mayReturn || step.settings.mayReject;
  return true;
}

/** Silence can only approve an approval, and an approval can be closed with what is there only where it may be refused. */
export const overdueFitsKind = rule({
  name: 'overdue-fits-kind',
  messages: {
    consent: {
      id: 'Diam dianggap setuju hanya berlaku pada persetujuan, bukan pada "{step}".',
      en: 'Silence is consent only in an approval, not in "{step}".',
    },
    close: {
      id: 'Langkah "{step}" tidak dapat ditutup dengan yang sudah ada.',
      en: 'Step "{step}" can not be closed with what is there.',
    },
  },
  check: (model) =>
    model.steps.flatMap((step) => {
      const action = step.deadline?.overdue.action;
      if (action === undefined || fits(action, step)) return [];
      return [
        { message: action as 'consent' | 'close', step: step.id, path: model.path(step, '/deadline/overdue/action') },
      ];
    }),
});
