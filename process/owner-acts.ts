/** The synchronous check of the owner's acts on a running process (S50...S55): why an act is refused, or nothing. */
import { issueOf } from '../errors/issues';
import { Problem } from '../errors/problem';
import { graphOf } from './route';
import { machineOf } from './steps';
import { StepTurn } from './steps/machine';
import { concernedByReassign } from './step-events';
import type { OwnerAct, ProcessDefinition, ProcessState, RunState, StepId, StepRun, Token } from './types';

/** An owner's act on one running step. */
export type StepAct = Exclude<OwnerAct, { type: 'withdraw' | 'reopen' }>;
/** What a process and a hosted step both know of the process around the step. */
type Surroundings = Pick<ProcessState, 'processId' | 'calendar' | 'roles' | 'data' | 'rounds' | 'ended' | 'at'>;

/** Why this act can't be carried out now; undefined: it can. Of a hosted step, only what the process itself knows is checked. */
export function checkOwnerAct(definition: ProcessDefinition, state: ProcessState, act: OwnerAct): Problem | undefined {
  if (state.status !== 'running') return new Problem('PROCESS_ENDED');
  if (act.reason.trim() === '') return new Problem('REASON_REQUIRED');
  if (act.type === 'withdraw') return undefined;
  if (!graphOf(definition).steps.has(act.stepId)) return new Problem('NOT_FOUND', { params: { what: act.stepId } });
  if (act.type === 'reopen') return checkReopen(state, act.stepId);
  const runs = Object.values(state.runs).filter((run) => run.stepId === act.stepId);
  if (runs.length === 0) return new Problem('STEP_NOT_ACTIVE', { params: { step: act.stepId } });
  return runs.map((run) => checkOnRun(definition, state, run, act)).find((problem) => problem !== undefined);
}

/** Why a hosted step would refuse this act, by what only its own workflow knows: whether it is closing, who is still asked. */
export function checkActOnRun(definition: ProcessDefinition, state: RunState, act: StepAct): Problem | undefined {
  if (state.end) return new Problem('STEP_NOT_ACTIVE', { params: { step: act.stepId } });
  return checkOnRun(definition, state, state.run, act);
}

function checkOnRun(definition: ProcessDefinition, state: Surroundings, run: StepRun, act: StepAct): Problem | undefined {
  const params = { step: act.stepId };
  switch (act.type) {
    case 'close': {
      const turn = turnFor(definition, state, run);
      return turn.machine.close ? turn.machine.refusesClose?.(turn) : new Problem('CLOSE_UNDECIDED', { params });
    }
    case 'extend':
      return run.clock.dueAt === undefined ? new Problem('STEP_WITHOUT_DEADLINE', { params }) : undefined;
    case 'reassign':
      return checkReassign(definition, state, run, act);
  }
}

function checkReassign(
  definition: ProcessDefinition,
  state: Surroundings,
  run: StepRun,
  act: Extract<OwnerAct, { type: 'reassign' }>,
): Problem | undefined {
  const step = graphOf(definition).steps.get(run.stepId);
  if (act.to.trim() === '') return new Problem('BODY_INVALID', { issues: [issueOf('user-needed', { path: '/to' })] });
  if (step?.kind === 'approval') {
    const authors = (step.settings.notAuthorsOf ?? []).flatMap((stepId) => state.ended[stepId]?.by ?? []);
    if (authors.includes(act.to)) return new Problem('SEPARATION_OF_DUTIES', { params: { step: act.stepId } });
  }
  if (run.hosted) return undefined;
  const concerned = Object.values(run.tasks).some((task) => concernedByReassign(task, act));
  return concerned ? undefined : new Problem('TASK_NOT_YOURS', { params: { step: act.stepId }, received: act.from });
}

/** A step can be reopened while all that its latest end led to still stands where it came to stand (S54). */
function checkReopen(state: ProcessState, stepId: StepId): Problem | undefined {
  const params = { step: stepId };
  const active = Object.values(state.runs).some((run) => run.stepId === stepId);
  if (active || state.ended[stepId] === undefined) return new Problem('STEP_NOT_ENDED', { params });
  return reopenable(state, stepId).length > 0 ? undefined : new Problem('REOPEN_TOO_LATE', { params });
}

/** The tokens that reopening would take back; none: it is too late. */
export function reopenable(state: ProcessState, stepId: StepId): Token[] {
  const end = state.ended[stepId];
  if (!end?.produced) return [];
  const tokens = state.tokens.filter((token) => comesFrom(token, stepId, end.round));
  return tokens.length === end.produced ? tokens : [];
}

/** Was this round of this step the latest that the token went through? */
export function comesFrom(token: Token, stepId: StepId, round: number): boolean {
  return token.from?.stepId === stepId && token.from.round === round;
}

function turnFor(definition: ProcessDefinition, state: Surroundings, run: StepRun): StepTurn {
  const step = graphOf(definition).steps.get(run.stepId);
  if (!step) throw new Problem('STATE_INVALID', { received: `step ${run.stepId}` });
  return new StepTurn(machineOf(step.kind), { ...state, definition }, step, run, state.at, { commands: [], facts: [] });
}
