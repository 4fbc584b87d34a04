import type { StepMachine } from './machine';

/** Sends a message to a role and passes on at once. */
export const notify: StepMachine<'notify'> = {
  kind: 'notify',
  instant: true,
  enter(turn) {
    const { to, subject, message } = turn.step.settings;
    turn.notify('message', { role: to }, { subject: { ...subject }, message: { ...message } });
    turn.fact({ type: 'notified', to });
    turn.finish('sent', 'engine');
  },
};
