/**
 * Every change of workflow code must replay the histories that earlier code has written, or running processes would stop.
 * Where it can't, the change belongs behind `patched` (docs in `workflows/versions.ts`).
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { testBundle } from '../support/workflow-bundle';

const FOLDER = path.resolve(__dirname, '../histories');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

interface Recorded {
  workflowId: string;
  history: { events: { eventType: string }[] };
}
const read = (file: string): Recorded => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Recorded;

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'off' } } });
});

it('has histories of every workflow', () => {
  const names = files.map((file) => file.split('.')[1]).join(' ');
  for (const step of ['workload', 'loop-1', 'drafting', 'publicConsultation', 'socialization', 'complaints', 'monitoring']) {
    expect(names).toContain(step);
  }
});

it('replays every recorded history', async () => {
  const workflowBundle = await testBundle();
  for (const file of files) {
    const { workflowId, history } = read(file);
    // One protobufjs in the tree, or this throws "type must be a Type".
    await expect(Worker.runReplayHistory({ workflowBundle }, historyFromJSON(history), workflowId)).resolves.toBeUndefined();
  }
});

it('notices when code and history do not fit', async () => {
  const workflowBundle = await testBundle();
  const { workflowId, history } = read(files.find((file) => file.includes('workload')) ?? '');
  const events = history.events.filter(({ eventType }) => eventType !== 'EVENT_TYPE_MARKER_RECORDED');
  await expect(Worker.runReplayHistory({ workflowBundle }, historyFromJSON({ events }), workflowId)).rejects.toThrow();
});
