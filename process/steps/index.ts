import type { StepKind } from '../types';
import { approval } from './approval';
import { complaints } from './complaints';
import { consultation } from './consultation';
import { decision } from './decision';
import { drafting } from './drafting';
import { end } from './end';
import { fork } from './fork';
import { join } from './join';
import type { StepMachine } from './machine';
import { monitoring } from './monitoring';
import { needsAnalysis } from './needs-analysis';
import { notify } from './notify';
import { socialization } from './socialization';
import { start } from './start';
import { subprocess } from './subprocess';
import { task } from './task';
import { wait } from './wait';

const machines: { [K in StepKind]: StepMachine<K> } = {
  start,
  end,
  task,
  'needs-analysis': needsAnalysis,
  drafting,
  consultation,
  approval,
  socialization,
  monitoring,
  complaints,
  decision,
  fork,
  join,
  wait,
  notify,
  subprocess,
};

/** Is this a kind that this engine knows? */
export function isKnownKind(kind: string): kind is StepKind {
  return Object.hasOwn(machines, kind);
}

/** The machine of a kind. Its turn is always made for a step of the same kind, so the wider type is safe. */
export function machineOf(kind: StepKind): StepMachine<StepKind> {
  return machines[kind] as unknown as StepMachine<StepKind>;
}
