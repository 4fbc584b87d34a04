/**
 * Keeps a process's search attributes true enough at little cost. An upsert is one event and one write to Temporal's
 * visibility store, the dearest part of a turn; so it happens when control enters a step or the process ends, not for each
 * task, and where turns follow each other closely, once for all of them.
 */
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { sleep, upsertSearchAttributes } from '@temporalio/workflow';
import type { ProcessState } from '../process/types';
import { searchAttributes } from './search-attributes';

export class StatusAttributes {
  private shown = '';
  private status = '';
  private shownAt: number;
  private state?: ProcessState;
  private waiting = false;

  /**
   * @param everyMs Between two upserts, real milliseconds; absent in processes that were started before it existed: each
   * entered step is shown at once.
   */
  constructor(private readonly everyMs: number | undefined) {
    this.shownAt = Date.now();
  }

  update(state: ProcessState): void {
    this.state = state;
    const entered = stepsOf(state).some((step) => !this.shown.split(' ').includes(step));
    if (!entered && state.status === this.status) return;
    const restMs = this.everyMs === undefined || state.status !== 'running' ? 0 : this.shownAt + this.everyMs - Date.now();
    if (restMs <= 0) this.show(state);
    else if (!this.waiting) void this.showLater(restMs);
  }

  /** One timer for all that comes before it fires. */
  private async showLater(restMs: number): Promise<void> {
    this.waiting = true;
    await sleep(restMs, { summary: 'search attributes' });
    this.waiting = false;
    if (this.state && this.shownAt + (this.everyMs ?? 0) <= Date.now()) this.show(this.state);
  }

  private show(state: ProcessState): void {
    const steps = stepsOf(state);
    const pairs: SearchAttributeUpdatePair[] = [
      { key: searchAttributes.steps, value: steps },
      { key: searchAttributes.due, value: earliestDue(state) },
    ];
    if (state.status !== this.status) pairs.push({ key: searchAttributes.status, value: state.status });
    this.shown = steps.join(' ');
    this.status = state.status;
    this.shownAt = Date.now();
    upsertSearchAttributes(pairs);
  }
}

const stepsOf = (state: ProcessState): string[] => [...new Set(Object.values(state.runs).map(({ stepId }) => stepId))].sort();

function earliestDue(state: ProcessState): Date | null {
  const due = Object.values(state.runs).flatMap(({ clock }) => (clock.dueAt === undefined ? [] : [clock.dueAt]));
  return due.length > 0 ? new Date(Math.min(...due)) : null;
}
