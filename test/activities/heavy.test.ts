/** Kept histories: canonical, so that their hash says the same whoever fetches them; each run once, none forgotten. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { createHeavyActivities, shelfId, type HistoryShelf } from '../../activities/heavy';
import { canonicalJson } from '../../process/canonical';

const recorded = JSON.parse(readFileSync(path.resolve(__dirname, '../histories/first.workload.json'), 'utf8')) as {
  workflowId: string;
  history: unknown;
};

interface Kept {
  hash: string;
  gzipped: Buffer;
  processId: string;
}
const shelfOf = (kept: Map<string, Kept>): HistoryShelf => ({
  kept: async (runs) => new Set(runs.map(shelfId).filter((id) => kept.has(id))),
  keep: async (history) => void kept.set(shelfId(history), history),
});

function clientWith(runs: { workflowId: string; runId: string; closeTime: Date }[]): Client {
  async function* list() {
    yield* runs;
  }
  return { workflow: { list, getHandle: () => ({ fetchHistory: async () => historyFromJSON(recorded.history) }) } } as unknown as Client;
}

it('keeps the canonical JSON of a history, whose hash anyone can compute again', async () => {
  const kept = new Map<string, Kept>();
  const heavy = createHeavyActivities({ client: clientWith([]), shelf: shelfOf(kept), canonical: canonicalJson });
  const run = { workflowId: recorded.workflowId, runId: 'r1', processId: 'workload' };
  const first = await heavy.archiveHistory(run);
  const again = await heavy.archiveHistory(run);
  expect(again).toEqual(first);
  const bytes = gunzipSync(kept.get(shelfId(run))?.gzipped as Buffer);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.hash);
  expect(bytes.toString('utf8')).toBe(canonicalJson(JSON.parse(bytes.toString('utf8'))));
  expect(first.events).toBeGreaterThan(20);
});

it('finds what is not kept yet, page by page, and never runs ahead of what it left', async () => {
  const runs = Array.from({ length: 5 }, (_, n) => ({ workflowId: `process/p${n}`, runId: 'r', closeTime: new Date(1_000 * (n + 1)) }));
  const kept = new Map<string, Kept>();
  const heavy = createHeavyActivities({ client: clientWith(runs), shelf: shelfOf(kept), canonical: canonicalJson });
  const first = await heavy.findClosedRuns({ since: 0, limit: 3 });
  expect(first.runs.map(({ workflowId }) => workflowId)).toEqual(['process/p0', 'process/p1', 'process/p2']);
  expect(first.until).toBe(4_000);
  for (const run of first.runs) await heavy.archiveHistory(run);
  const second = await heavy.findClosedRuns({ since: first.until - 3_000, limit: 3 });
  expect(second.runs.map(({ workflowId }) => workflowId)).toEqual(['process/p3', 'process/p4']);
  expect(second.until).toBe(5_000);
});

it('keeps many in one go, leaves out what can not be had, and fails only when nothing can', async () => {
  const kept = new Map<string, Kept>();
  const client = clientWith([]);
  const getHandle = client.workflow.getHandle.bind(client.workflow);
  (client.workflow as unknown as { getHandle: unknown }).getHandle = (id: string, runId?: string) => {
    if (id === 'process/gone') throw new Error('not found');
    return getHandle(id, runId);
  };
  const heavy = createHeavyActivities({ client, shelf: shelfOf(kept), canonical: canonicalJson });
  const runs = ['process/a', 'process/gone', 'process/b'].map((workflowId) => ({ workflowId, runId: 'r', processId: workflowId.slice(8) }));
  expect(await heavy.archiveHistories({ runs })).toEqual({ kept: 2 });
  expect([...kept.keys()]).toEqual(['process/a:r', 'process/b:r']);
  await expect(heavy.archiveHistories({ runs: [runs[1]!] })).rejects.toThrow('not found');
});

it('tells the process of a step from its workflow id', async () => {
  const runs = [{ workflowId: 'step/p-1.publicConsultation.2', runId: 'r', closeTime: new Date(1) }];
  const heavy = createHeavyActivities({ client: clientWith(runs), shelf: shelfOf(new Map()), canonical: canonicalJson });
  expect((await heavy.findClosedRuns({ since: 0, limit: 1 })).runs[0]?.processId).toBe('p-1');
});
