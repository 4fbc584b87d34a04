/** What screens show of a running process: derived from its state, never stored as truth. */
import { clockStatus } from './deadline';
import { runId } from './ids';
import { graphOf } from './route';
import { machineOf } from './steps';
import { StepTurn, type Scope } from './steps/machine';
import type { ActiveStep, OpenTask, ProcessDefinition, ProcessState, ProcessView, RunState, StepRun, Token, WaitsFor } from './types';

/** The view of a process. Of a hosted step it says only that it runs; `viewOfRun` says the rest. */
export function viewOf(definition: ProcessDefinition, state: ProcessState): ProcessView {
  const scope: Scope = { ...state, definition };
  return {
    status: state.status,
    at: state.at,
    active: [...Object.values(state.runs).map((run) => activeStep(scope, run, state.at)), ...joins(definition, state)],
    ended: Object.entries(state.ended).map(([stepId, end]) => ({ ...end, stepId })),
    data: state.data,
    rounds: state.rounds,
  };
}

/** The view of one hosted step, from its own state. */
export function viewOfRun(definition: ProcessDefinition, state: RunState): ActiveStep {
  return activeStep({ ...state, definition }, state.run, state.at);
}

function activeStep(scope: Scope, run: StepRun, at: number): ActiveStep {
  const { clock } = run;
  const due = clock.pausedAt === undefined ? clock.dueAt : undefined;
  return {
    runId: run.id,
    stepId: run.stepId,
    kind: run.kind,
    round: run.round,
    since: run.enteredAt,
    ...(due === undefined ? {} : { dueAt: due }),
    status: clockStatus(run),
    extensions: clock.extensions.length,
    waitsFor: run.hosted ? [{ type: 'step' }] : waitsFor(scope, run, at),
  };
}

function waitsFor(scope: Scope, run: StepRun, at: number): WaitsFor[] {
  const step = graphOf(scope.definition).steps.get(run.stepId);
  if (!step) return [];
  if (run.kind === 'subprocess') return [{ type: 'subprocess' }];
  const machine = machineOf(step.kind);
  const turn = new StepTurn(machine, scope, step, run, at, { commands: [], facts: [] });
  const responses = Object.values(run.windows ?? {}).map((window): WaitsFor => {
    const { have, need } = machine.progress?.(turn) ?? { have: 0, need: 0 };
    return { type: 'responses', windowId: window.id, have, need, ...(window.closesAt === undefined ? {} : { until: window.closesAt }) };
  });
  const own = machine.nextTime?.(turn);
  const time: WaitsFor[] = own === undefined || run.kind === 'complaints' ? [] : [{ type: 'time', until: own }];
  return [...Object.values(run.tasks).map(waitsForTask), ...responses, ...time];
}

function waitsForTask(task: OpenTask): WaitsFor {
  return { type: 'task', taskId: task.id, kind: task.kind, role: task.role, users: task.candidates, since: task.openedAt };
}

/** Joins at which tokens wait: one entry for each fork activation. */
function joins(definition: ProcessDefinition, state: ProcessState): ActiveStep[] {
  const graph = graphOf(definition);
  const groups = new Map<string, Token[]>();
  for (const token of state.tokens) {
    if (token.runId !== undefined || graph.steps.get(token.stepId)?.kind !== 'join') continue;
    const key = `${token.stepId}/${token.forks.at(-1)?.id ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), token]);
  }
  return [...groups.values()].map((waiting) => joinView(state, waiting));
}

function joinView(state: ProcessState, waiting: Token[]): ActiveStep {
  const first = waiting[0] as Token;
  const activation = first.forks.at(-1)?.id;
  const of = state.tokens.filter((token) => token.forks.some((fork) => fork.id === activation)).length;
  const round = (state.rounds[first.stepId] ?? 0) + 1;
  const since = Math.min(...waiting.map((token) => (token.from ? (state.ended[token.from.stepId]?.at ?? state.at) : state.at)));
  return {
    runId: runId(state.processId, first.stepId, round),
    stepId: first.stepId,
    kind: 'join',
    round,
    since,
    status: 'on-time',
    extensions: 0,
    waitsFor: [{ type: 'branches', arrived: waiting.length, of }],
  };
}
