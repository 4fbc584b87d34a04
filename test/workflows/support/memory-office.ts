/** The office of a rehearsal over the store in memory: the participants act as they would through the API. */
import { toInstanceTime, type RehearsalClock } from '../../../process/clock';
import type { Office } from '../../../cli/rehearsal/play';
import { processWorkflowId, speedUpdate } from '../../../workflows/messages';
import type { Window } from '../../../process/types';
import type { World } from './world';

export function memoryOffice(world: World, processId: string): Office {
  const handle = world.client.workflow.getHandle(processWorkflowId(processId));
  let speeds = 0;
  const { records } = world;
  const clock = (): RehearsalClock | undefined =>
    (
      records
        .stream(`process:${processId}`)
        .map(({ payload }) => payload as { clock?: RehearsalClock })
        .findLast((payload) => payload.clock) ?? {}
    ).clock;
  const now = (): number => toInstanceTime(clock(), Date.now());
  const mine = (id: string): boolean => id.startsWith(`${processId}.`);

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
    openTasks: async () => records.openTasks().filter(({ id }) => mine(id)),
    openWindows: async () => [...records.windows.values()].filter(({ id, status }) => status === 'open' && mine(id)),
    complete: async (task, { outcome, by, variables }) =>
      world.complete(task.id, outcome, by, { at: now(), variables }),
    async answer(window, from, to) {
      for (let n = from; n < to; n++) await answerOnce(window, n);
    },
    async setSpeed(scale, until) {
      const key = `speed-${speeds++}`;
      await handle
        .executeUpdate(speedUpdate, { updateId: key, args: [{ scale, key, ...(until ? { until } : {}) }] })
        .catch((error: unknown) => {
          // The process may end while the participants are still looking.
          if (!String(error).includes('completed')) throw error;
        });
    },
    now: async () => now(),
    isSettled: async () => records.isSettled(processId),
    hasEnded: async () => records.facts(`process:${processId}`).some(({ type }) => type === 'process-ended'),
  };
}
