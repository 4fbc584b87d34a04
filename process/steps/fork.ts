import type { StepMachine } from './machine';

/** Parallel branches: the token is split where it leaves (S5, `route.ts`). */
export const fork: StepMachine<'fork'> = {
  kind: 'fork',
  instant: true,
  enter: (turn) => turn.finish('each', 'engine'),
};
