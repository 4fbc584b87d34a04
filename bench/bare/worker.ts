/** The worker of the bare baseline, with the same limits as ours where they apply. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { MongoClient } from 'mongodb';
import { bareActivities } from './activities';

async function main(): Promise<void> {
  const root = process.env['MUSYAWARAH_ROOT'] ?? process.cwd();
  const client = await MongoClient.connect(process.env['MONGODB_URI']!);
  const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS']! });
  const workflowsPath = path.join(root, 'bench/bare/workflow.ts');
  if (!existsSync(workflowsPath)) throw new Error(`${workflowsPath} is missing`);
  const worker = await Worker.create({
    connection,
    namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'default',
    taskQueue: process.env['BARE_TASK_QUEUE']!,
    workflowBundle: await bundleWorkflowCode({ workflowsPath }),
    activities: bareActivities(client.db()),
    maxCachedWorkflows: 1_000,
    maxConcurrentLocalActivityExecutions: 100,
    maxConcurrentWorkflowTaskExecutions: 80,
    workflowThreadPoolSize: 1,
    reuseV8Context: true,
  });
  console.log('bare worker runs');
  await worker.run();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
