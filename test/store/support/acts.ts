/** Entries as server and workflows make them, for tests of the store alone. */
import type { ActInput, CommitInput, WorkflowPayload } from '../../../store/contract';
import type { DefinitionRef, Fact, OpenTask, Window } from '../../../process/types';

export const AT = Date.parse('2026-11-24T08:00:00.000Z');
export const REF: DefinitionRef = { id: 'policy', version: 1, hash: 'a'.repeat(64) };

export const task = (id: string, candidates: string[], more: Partial<OpenTask> = {}): OpenTask => {
  const [, stepId = 's', round = '1'] = id.split('.');
  return { id, kind: 'form', stepId, round: Number(round), role: 'team', candidates, openedAt: AT, outcomes: ['done'], ...more };
};

export const window = (id: string, more: Partial<Window> = {}): Window => {
  const [, stepId = 's', round = '1'] = id.split('.');
  return { id, runId: id.split('.').slice(0, 3).join('.'), kind: 'consultation', stepId, round: Number(round), public: true, openedAt: AT, tellAt: [], ...more };
};

const view = (at: number) => ({ kind: 'process' as const, view: { status: 'running' as const, at, active: [], ended: [], data: {}, rounds: {} } });

/** A turn of a process, or of a step when `stream` says so. */
export function turn(processId: string, seq: number, prev: string | null, payload: Partial<WorkflowPayload> = {}, more: Partial<CommitInput> = {}): CommitInput {
  const at = AT + seq * 60_000;
  const stream = more.stream ?? `process:${processId}`;
  const isStep = stream.startsWith('step:');
  return {
    stream, seq, prev, at, processId, definition: REF, rehearsal: false, type: 'step-entered',
    payload: {
      facts: [], events: [], acts: [], opened: [], updated: [], closed: [], windowsOpened: [], windowsClosed: [], notices: [],
      workflowId: isStep ? stream.replace(':', '/') : `process/${processId}`,
      view: isStep ? { kind: 'run', runId: stream.slice('step:'.length), view: null } : view(at),
      ...(seq === 0 && !isStep ? { started: { title: `Process ${processId}`, roles: { team: ['ani', 'budi'] }, startedBy: 'owner' } } : {}),
      ...payload,
    },
    ...more,
  };
}

export const startOf = (processId: string): ActInput => {
  const id = `process:${processId}:start`;
  return {
    id, stream: id, seq: 0, prev: null, type: 'process-accepted', actor: 'user:owner', at: AT, definition: REF, payload: { processId }, processId,
    deliver: { workflowId: `process/${processId}`, notice: { kind: 'start', at: AT, entryId: id, hash: '' } },
  };
};

export function end(taskId: string, by: string, more: Partial<ActInput> = {}, outcome = 'done'): ActInput {
  const id = `task:${taskId}:end`;
  const processId = taskId.split('.')[0] as string;
  return {
    id, stream: id, seq: 0, prev: null, type: 'task-ended', actor: `user:${by}`, at: AT + 1_000, definition: REF, processId,
    payload: { taskId, kind: 'form', outcome, by, data: { text: 'Baik' }, variables: {} },
    deliver: { workflowId: `process/${processId}`, notice: { kind: 'task', at: AT + 1_000, act: { taskId, outcome, by, entryId: id, hash: '' } } },
    ...more,
  };
}

export function input(windowId: string, key: string, more: Partial<ActInput> = {}): ActInput {
  const id = `input:${windowId}:${key}`;
  return {
    id, stream: id, seq: 0, prev: null, type: 'input', actor: 'public', at: AT + 2_000, definition: REF, processId: windowId.split('.')[0] as string,
    payload: { windowId, kind: 'input', answers: { opinion: key } }, ...more,
  };
}

export function disposition(inputId: string, n: number, windowId: string, prev: string | null = null): ActInput {
  return {
    id: `disposition:${inputId}:${n}`, stream: `disposition:${inputId}`, seq: n, prev, type: 'disposition', actor: 'user:owner', at: AT + 3_000 + n, definition: REF,
    processId: windowId.split('.')[0] as string, payload: { inputId, windowId, kind: 'accepted', reason: `Alasan ${n}`, section: null },
  };
}

export const taskEnded = (taskId: string, by: string, entry: { entryId: string; leafHash: string }, at: number): Fact => ({
  at, type: 'task-ended', taskId, outcome: 'done', by, entryId: entry.entryId, hash: entry.leafHash,
});
