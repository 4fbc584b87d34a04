/** The office of a rehearsal over the store in memory: the participants act as they would through the API. */
import { toInstanceTime, type RehearsalClock } from '../../../process/clock';
import { LEAP, REAL_TIME, type Office } from '../../../cli/rehearsal/play';
import { seenOf } from '../../../cli/rehearsal/seen';
import { processWorkflowId, speedUpdate } from '../../../workflows/messages';
import type { Window } from '../../../process/types';
import type { World } from './world';

export function memoryOffice(world: World, processId: string): Office {
  const handle = world.client.workflow.getHandle(processWorkflowId(processId));
  let leaps = 0;
  const { records } = world;
  const clock = (): RehearsalClock | undefined =>
    (
      records
        .stream(`process:${processId}`)
        .map(({ payload }) => payload as { clock?: RehearsalClock })
        .findLast((payload) => payload.clock) ?? {}
    ).clock;
  const now = (): number => toInstanceTime(clock(), Date.now());

  async function answerOnce(window: Window, n: number): Promise<void> {
    const stored = records.windows.get(window.id);
    if (!stored || stored.status !== 'open') return;
    if (window.kind === 'complaints') {
      const complaintId = `k${n + 1}`;
      records.accepted.add(`input:${window.id}:${complaintId}`);
      await world.tell(stored.workflowId, [
        {
          kind: 'complaint',
          at: now(),
          runId: window.runId,
          complaintId,
          entryId: `input:${window.id}:${complaintId}`,
          hash: 'c'.repeat(64),
        },
      ]);
      return;
    }
    stored.total += 1;
    if (window.tellAt.includes(stored.total)) {
      await world.tell(stored.workflowId, [
        { kind: 'counts', at: now(), windowId: window.id, counts: { total: stored.total } },
      ]);
    }
  }

  return {
    async look() {
      const ended = records.facts(`process:${processId}`).some(({ type }) => type === 'process-ended');
      const seen = seenOf(records.activeSteps(processId), now());
      return { ...seen, ended, settled: seen.settled && records.isSettled(processId) };
    },
    async complete(task, { outcome, by, variables }) {
      await world.complete(task.id, outcome, by, { at: now(), variables });
      return true;
    },
    async answer(window, from, to) {
      for (let n = from; n < to; n++) await answerOnce(window, n);
      return true;
    },
    async leap(until) {
      const key = `leap-${leaps++}`;
      const change = { scale: LEAP, key, until: { at: until, slow: REAL_TIME } };
      await handle.executeUpdate(speedUpdate, { updateId: key, args: [change] }).catch((error: unknown) => {
        // What it leads to may end the process before it is answered.
        if (!String(error).includes('completed')) throw error;
      });
    },
  };
}
