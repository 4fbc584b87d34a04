/** The office of a rehearsal over the public API: what its participants see, and how they act. */
import { randomBytes } from 'node:crypto';
import type { ActiveStep, OpenTask, StepKind, TaskKind, WaitsFor, Window } from '../../process/types';
import { SKM_ELEMENTS } from '../../process/skm';
import type { ConsultationSummary, Input } from '../../server/contract/consultations';
import type { ActiveStepJson, ProcessDetail, WaitsForJson } from '../../server/contract/processes';
import type { TaskDetail } from '../../server/contract/tasks';
import { type Api, ApiError } from './api';
import { LEAP, REAL_TIME, type Office } from './play';
import { PUBLIC_WORDS } from './reference-script';
import { seenOf, type Seen } from './seen';

/** Public answers under way at once. */
const AT_ONCE = 16;
const INPUTS_PER_PAGE = 200;

export class ApiOffice implements Office {
  /** Complaints that have been accepted, and whether their task has been seen. */
  private readonly complaints = new Map<string, boolean>();
  private readonly leapKeys = `leap-${randomBytes(8).toString('hex')}`;
  private leaps = 0;

  constructor(
    private readonly api: Api,
    private readonly processId: string,
    private readonly owner: string,
  ) {}

  async look(): Promise<Seen> {
    const { status, rehearsal, active, seq } = await this.api.ask<ProcessDetail>(`/processes/${this.processId}`, { as: this.owner });
    const seen = seenOf(active.map(stepOf), rehearsal ? Date.parse(rehearsal.now) : Date.now());
    for (const { id } of seen.tasks) for (const key of this.complaints.keys()) if (id.includes(key)) this.complaints.set(key, true);
    const heard = ![...this.complaints.values()].includes(false);
    return { ...seen, ended: status !== 'running', settled: seen.settled && seq >= 0 && heard };
  }

  async complete(task: OpenTask, { outcome, by, data }: Parameters<Office['complete']>[1]): Promise<boolean> {
    return this.unlessMissing(async () => {
      if (task.kind === 'draft') await this.disposeOfInput(task.id, by);
      await this.api.ask(`/tasks/${task.id}/complete`, { method: 'POST', as: by, key: keyOf('task', task.id), body: { outcome, data } });
    });
  }

  async answer(window: Window, from: number, to: number): Promise<boolean> {
    const numbers = Array.from({ length: to - from }, (_, n) => from + n);
    const next = async (): Promise<void> => {
      for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) await this.answerOnce(window, n);
    };
    return this.unlessMissing(() => Promise.all(Array.from({ length: AT_ONCE }, next)));
  }

  async leap(until: number): Promise<void> {
    const body = { scale: LEAP, until: { at: new Date(until).toISOString(), slow: REAL_TIME } };
    const key = `${this.leapKeys}-${this.leaps++}`;
    await this.api.ask(`/processes/${this.processId}/speed`, { method: 'POST', as: this.owner, key, body }).catch((error: unknown) => {
      // What it led to may have ended the process before a lost answer was asked for again.
      if (!(error instanceof ApiError && error.code === 'PROCESS_ENDED')) throw error;
    });
  }

  private async answerOnce(window: Window, n: number): Promise<void> {
    const key = keyOf(`answer${n}`, window.id);
    const post = (path: string, body: unknown) => this.api.ask(path, { method: 'POST', key, body });
    switch (window.kind) {
      case 'consultation':
        return void (await post(`/public/consultations/${window.id}/inputs`, { answers: PUBLIC_WORDS.consultation(n) }));
      case 'survey': {
        const scores = Object.fromEntries(SKM_ELEMENTS.map((element, i) => [element, 3 + ((n + i) % 2)]));
        return void (await post(`/public/surveys/${window.id}/answers`, { scores }));
      }
      case 'acknowledgement': {
        const person = `1985${String(n).padStart(14, '0')}`;
        return void (await post(`/public/acknowledgements/${window.id}`, { person, understood: true, answers: PUBLIC_WORDS.acknowledgement }));
      }
      case 'complaints':
        await post('/public/complaints', { windowId: window.id, ...PUBLIC_WORDS.complaint });
        if (!this.complaints.has(key)) this.complaints.set(key, false);
    }
  }

  /** A draft can be submitted once every piece of input has its disposition. */
  private async disposeOfInput(taskId: string, by: string): Promise<void> {
    const { material } = await this.api.ask<TaskDetail>(`/tasks/${taskId}`, { as: by });
    for (const { id, undisposed } of material.consultations as ConsultationSummary[]) {
      if (undisposed === 0) continue;
      const { items } = await this.api.ask<{ items: Input[] }>(`/consultations/${id}/inputs?undisposed=true&limit=${INPUTS_PER_PAGE}`, { as: by });
      const dispositions = [{ inputIds: items.map((input) => input.id), kind: 'accepted', reason: 'Diterima; Pasal 4 diperjelas.', section: 'pasal-4' }];
      await this.api.ask(`/consultations/${id}/dispositions`, { method: 'POST', as: by, body: { dispositions } });
    }
  }

  /** The page shows what a turn has opened a moment before it can be acted on: false, and one looks again. */
  private async unlessMissing(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'NOT_FOUND') return false;
      throw error;
    }
  }
}

/** The same act has the same key, however often it is sent: 16 to 100 letters, digits, `-` and `_`. */
const keyOf = (what: string, id: string): string => `${what}-${id.replace(/[^A-Za-z0-9]/g, '-')}`.padEnd(16, '-').slice(-100);

/** An active step as the process language has it. */
function stepOf({ kind, since, dueAt, waitsFor, runId, stepId, round, status, extensions }: ActiveStepJson): ActiveStep {
  return {
    runId, stepId, round, status, extensions, kind: kind as StepKind, since: Date.parse(since),
    ...(dueAt === null ? {} : { dueAt: Date.parse(dueAt) }),
    waitsFor: waitsFor.map(waitOf),
  };
}

function waitOf(wait: WaitsForJson): WaitsFor {
  switch (wait.type) {
    case 'task': {
      const { taskId, kind, role, people, since } = wait;
      return { type: 'task', taskId, kind: kind as TaskKind, role: role.id, users: people.map(({ id }) => id), since: Date.parse(since) };
    }
    case 'responses': {
      const { windowId, have, need, until } = wait;
      return { type: 'responses', windowId, have, need, ...(until === null ? {} : { until: Date.parse(until) }) };
    }
    case 'time':
      return { type: 'time', until: Date.parse(wait.until) };
    case 'branches':
      return wait;
    case 'subprocess':
      return { type: 'subprocess' };
    case 'step':
      return wait;
  }
}
