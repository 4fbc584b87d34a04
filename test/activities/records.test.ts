import { ApplicationFailure } from '@temporalio/common';
import { createRecordActivities } from '../../activities/records';
import type { RecordActivities } from '../../activities/contract';
import { Problem } from '../../errors/problem';
import { workload } from '../../bench/workload';
import { calendar } from '../workflows/support/definitions';

const ref = { id: workload.id, version: 1, hash: 'a'.repeat(64) };
const records = (more: Partial<RecordActivities>): RecordActivities => more as RecordActivities;

it('reads a published version once, because it never changes', async () => {
  let reads = 0;
  const activities = createRecordActivities(
    records({
      loadDefinition: async () => {
        reads += 1;
        return workload;
      },
      loadCalendar: async (id) => ({ ...calendar, id }),
    }),
  );
  await activities.loadDefinition(ref);
  const { definition, calendar: loaded } = await activities.loadStart(ref);
  expect(definition).toEqual(workload);
  expect(loaded.id).toBe(workload.calendar);
  expect(reads).toBe(1);
});

it('turns a problem into a typed failure that is not retried', async () => {
  const activities = createRecordActivities(
    records({
      loadDefinition: async () => {
        throw new Problem('NOT_FOUND', { params: { what: 'x' } });
      },
    }),
  );
  const error = await activities.loadDefinition(ref).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ApplicationFailure);
  expect(error).toMatchObject({ type: 'NOT_FOUND', nonRetryable: true, details: [{ params: { what: 'x' } }] });
});

it('lets an outage through as it is, so that it is retried', async () => {
  const outage = new Error('connect ECONNREFUSED');
  const activities = createRecordActivities(records({ readTurn: () => Promise.reject(outage) }));
  await expect(activities.readTurn({ stream: 's', seq: 0 })).rejects.toBe(outage);
});
