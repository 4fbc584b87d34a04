import type { StepMachine } from './machine';

/** A join has no run: tokens wait before it until it fires (S6, `route.ts`). */
export const join: StepMachine<'join'> = {
  kind: 'join',
  instant: true,
  enter: () => undefined,
};
