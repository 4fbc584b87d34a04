import type { StepMachine } from './machine';

/** An end has no run of its own: `advance` takes the token away, or withdraws the process (S7, S8). */
export const end: StepMachine<'end'> = {
  kind: 'end',
  instant: true,
  enter: () => undefined,
};
