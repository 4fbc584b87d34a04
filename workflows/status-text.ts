/** What Temporal's own Web UI shows of a workflow: short Markdown, no personal data beyond roles and ids. */
import type { ProcessDefinition, ProcessState, StepRun } from '../process/types';

/** One line for a timer: the instant, in the instance's own time. */
export const timerSummary = (target: number): string => `due ${new Date(target).toISOString().slice(0, 16)}Z`;

/** What a process waits for, a line a step. */
export function describeProcess(definition: ProcessDefinition, state: ProcessState): string {
  if (state.status !== 'running') return `**${state.status}**`;
  const lines = Object.values(state.runs).map((run) => describeRun(definition, run));
  return lines.join('\n');
}

/** What one step waits for. */
export function describeRun(definition: ProcessDefinition, run: StepRun): string {
  const title = definition.steps.find(({ id }) => id === run.stepId)?.title.id ?? run.stepId;
  const round = run.round > 1 ? ` (${run.round})` : '';
  const { dueAt, pausedAt, overdueAt } = run.clock;
  const due = dueAt === undefined ? '' : `, due ${new Date(dueAt).toISOString().slice(0, 16)}Z`;
  const status = pausedAt !== undefined ? ', paused' : overdueAt !== undefined ? ', **overdue**' : '';
  const waits = run.hosted ? 'own workflow' : `${Object.keys(run.tasks).length} open tasks`;
  return `- **${title}**${round}: ${waits}${due}${status}`;
}
