/**
 * The baseline: what a good engineer writes by hand on Temporal for the same seven human tasks. It opens each task with
 * an activity that inserts a document, and takes the answer, 200 bytes, by signal. No ledger, no definition, no calendar.
 */
import { condition, defineSignal, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { BareActivities } from './activities';

export const doneSignal = defineSignal<[{ task: string; answer: string }]>('done');

const normal = proxyActivities<BareActivities>({ startToCloseTimeout: '10s' });
const local = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10s' });

export interface BareInput {
  id: string;
  groups: { task: string; assignee: string }[][];
  /** Which kind of activity opens the tasks. */
  activities: 'normal' | 'local';
}

export async function barePolicy(input: BareInput): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  setHandler(doneSignal, ({ task, answer }) => {
    answers[task] ??= answer;
  });
  const { openTask, closeProcess } = input.activities === 'local' ? local : normal;
  for (const group of input.groups) {
    await Promise.all(group.map(({ task, assignee }) => openTask({ id: `${input.id}.${task}`, assignee })));
    await condition(() => group.every(({ task }) => answers[task] !== undefined));
  }
  await closeProcess({ id: input.id });
  return answers;
}
