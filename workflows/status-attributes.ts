/**
 * Keeps a process's search attributes true enough at little cost. An upsert is one event and one write to Temporal's
 * visibility store, so it happens when control enters a step or the process ends, not for each task.
 */
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { ProcessState } from '../process/types';
import { searchAttributes } from './search-attributes';

export class StatusAttributes {
  private shown = '';
  private status = '';

  update(state: ProcessState): void {
    const steps = [...new Set(Object.values(state.runs).map(({ stepId }) => stepId))].sort();
    const key = steps.join(' ');
    const entered = steps.some((step) => !this.shown.split(' ').includes(step));
    if (!entered && state.status === this.status) return;
    const pairs: SearchAttributeUpdatePair[] = [
      { key: searchAttributes.steps, value: steps },
      { key: searchAttributes.due, value: earliestDue(state) },
    ];
    if (state.status !== this.status) pairs.push({ key: searchAttributes.status, value: state.status });
    this.shown = key;
    this.status = state.status;
    upsertSearchAttributes(pairs);
  }
}

function earliestDue(state: ProcessState): Date | null {
  const due = Object.values(state.runs).flatMap(({ clock }) => (clock.dueAt === undefined ? [] : [clock.dueAt]));
  return due.length > 0 ? new Date(Math.min(...due)) : null;
}
