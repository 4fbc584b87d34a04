/** The office of a rehearsal over the public API: what its participants see, and how they act. */
import type { OpenTask, Outcome, TaskKind, Window } from '../../process/types';
import { SKM_ELEMENTS } from '../../process/skm';
import type { ConsultationSummary, Input } from '../../server/contract/consultations';
import type { ProcessDetail } from '../../server/contract/processes';
import type { PublicAcknowledgement, PublicProcessDetail } from '../../server/contract/public';
import type { TaskDetail } from '../../server/contract/tasks';
import { type Api, ApiError } from './api';
import type { Office } from './play';
import { PUBLIC_WORDS } from './reference-script';

/** Public answers under way at once. */
const AT_ONCE = 16;
const INPUTS_PER_PAGE = 200;

export class ApiOffice implements Office {
  /** Complaints that have been accepted, and whether their task has been seen. */
  private readonly complaints = new Map<string, boolean>();
  private readonly needed = new Map<string, number>();

  constructor(
    private readonly api: Api,
    private readonly processId: string,
    private readonly owner: string,
  ) {}

  async openTasks(): Promise<OpenTask[]> {
    const { active } = await this.detail();
    const tasks = active.flatMap((step) =>
      step.waitsFor.flatMap((waits): OpenTask[] => {
        if (waits.type !== 'task') return [];
        const kind = waits.kind as TaskKind;
        return [
          {
            id: waits.taskId, kind, stepId: step.stepId, round: step.round, role: waits.role.id, candidates: waits.people.map(({ id }) => id),
            openedAt: Date.parse(waits.since), outcomes: [] as Outcome[], ...(step.dueAt ? { dueAt: Date.parse(step.dueAt) } : {}),
          },
        ];
      }),
    );
    for (const { id } of tasks) for (const key of this.complaints.keys()) if (id.includes(key)) this.complaints.set(key, true);
    return tasks;
  }

  async openWindows(): Promise<Window[]> {
    const { windows } = await this.api.ask<PublicProcessDetail>(`/public/processes/${this.processId}`);
    const open = windows.filter(({ status }) => status === 'open');
    return Promise.all(
      open.map(async ({ id, kind, stepId, round, openedAt, closesAt }) => ({
        id, runId: id, kind, stepId, round, public: true, openedAt: Date.parse(openedAt), ...(closesAt ? { closesAt: Date.parse(closesAt) } : {}),
        tellAt: kind === 'acknowledgement' ? [await this.neededFor(id)] : [],
      })),
    );
  }

  async complete(task: OpenTask, { outcome, by, data }: Parameters<Office['complete']>[1]): Promise<void> {
    if (task.kind === 'draft') await this.disposeOfInput(task.id, by);
    const act = { method: 'POST', as: by, key: keyOf('task', task.id), body: { outcome, data } } as const;
    // The engine may have been first.
    await this.unless('TASK_CLOSED', () => this.api.ask(`/tasks/${task.id}/complete`, act));
  }

  async answer(window: Window, from: number, to: number): Promise<void> {
    const numbers = Array.from({ length: to - from }, (_, n) => from + n);
    const next = async (): Promise<void> => {
      for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) await this.answerOnce(window, n);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }

  async setSpeed(scale: number, until?: { at: number; slow: number }): Promise<void> {
    const body = { scale, ...(until ? { until: { at: new Date(until.at).toISOString(), slow: until.slow } } : {}) };
    await this.unless('PROCESS_ENDED', () => this.api.ask(`/processes/${this.processId}/speed`, { method: 'POST', as: this.owner, body }));
  }

  async now(): Promise<number> {
    const { rehearsal } = await this.detail();
    return rehearsal ? Date.parse(rehearsal.now) : Date.now();
  }

  async isSettled(): Promise<boolean> {
    if ([...this.complaints.values()].includes(false)) return false;
    const { active, seq } = await this.detail();
    return seq >= 0 && active.every(({ waitsFor }) => waitsFor[0]?.type !== 'step');
  }

  async hasEnded(): Promise<boolean> {
    return (await this.detail()).status !== 'running';
  }

  private detail(): Promise<ProcessDetail> {
    return this.api.ask<ProcessDetail>(`/processes/${this.processId}`, { as: this.owner });
  }

  private async neededFor(windowId: string): Promise<number> {
    const known = this.needed.get(windowId);
    if (known !== undefined) return known;
    const { needed } = await this.api.ask<PublicAcknowledgement>(`/public/acknowledgements/${windowId}`);
    this.needed.set(windowId, needed);
    return needed;
  }

  private async answerOnce(window: Window, n: number): Promise<void> {
    const key = keyOf(`answer${n}`, window.id);
    const post = (path: string, body: unknown) => this.unless('WINDOW_CLOSED', () => this.api.ask(path, { method: 'POST', key, body }));
    switch (window.kind) {
      case 'consultation':
        return post(`/public/consultations/${window.id}/inputs`, { answers: PUBLIC_WORDS.consultation(n) });
      case 'survey':
        return post(`/public/surveys/${window.id}/answers`, { scores: Object.fromEntries(SKM_ELEMENTS.map((element, i) => [element, 3 + ((n + i) % 2)])) });
      case 'acknowledgement':
        return post(`/public/acknowledgements/${window.id}`, { person: `1985${String(n).padStart(14, '0')}`, understood: true, answers: PUBLIC_WORDS.acknowledgement });
      case 'complaints':
        await post('/public/complaints', { windowId: window.id, ...PUBLIC_WORDS.complaint });
        if (!this.complaints.has(key)) this.complaints.set(key, false);
        return;
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

  private async unless(code: string, act: () => Promise<unknown>): Promise<void> {
    await act().catch((error: unknown) => {
      if (!(error instanceof ApiError && error.code === code)) throw error;
    });
  }
}

/** The same act has the same key, however often it is sent: 16 to 100 letters, digits, `-` and `_`. */
const keyOf = (what: string, id: string): string => `${what}-${id.replace(/[^A-Za-z0-9]/g, '-')}`.padEnd(16, '-').slice(-100);
