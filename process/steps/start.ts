import type { StepMachine } from './machine';

/** Where the process begins: passes on at once. */
export const start: StepMachine<'start'> = {
  kind: 'start',
  instant: true,
  enter: (turn) => turn.finish('started', 'engine'),
};
