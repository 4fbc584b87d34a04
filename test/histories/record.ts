/**
 * Records histories for the replay test. Run it after a change of workflow code that is guarded by a patch, with a new
 * name for the new histories; the old ones stay, because processes that began with them are still running somewhere.
 *
 *   npx tsx test/histories/record.ts <name> [scenario …]     writes test/histories/<name>.<workflow>.json
 *
 * Scenarios: workload, loop, reference; all without names.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { TASK_GROUPS, workload } from '../../bench/workload';
import { playToTheEnd, REAL_TIME } from '../../cli/rehearsal/play';
import { demoRoles, referenceTemplate } from '../../process/templates';
import { processWorkflowId } from '../../workflows/messages';
import { startServices } from '../support/services';
import { calendar, loop } from '../workflows/support/definitions';
import { memoryOffice } from '../workflows/support/memory-office';
import { World } from '../workflows/support/world';

const FOLDER = __dirname;
/** So short that a pause ends in the middle of a scenario. */
const ATTRIBUTES_EVERY_MS = 150;

async function record(name: string, chosen: readonly string[]): Promise<void> {
  const wanted = (scenario: string): boolean => chosen.length === 0 || chosen.includes(scenario);
  const services = await startServices();
  const address = services.temporalAddress;
  try {
    if (wanted('workload')) await scenario(address, workload, async (world) => {
      await world.start('workload', { attributesEveryMs: ATTRIBUTES_EVERY_MS });
      for (const group of TASK_GROUPS) {
        const tasks = await Promise.all(group.map(({ stepId }) => world.taskOf(stepId)));
        await Promise.all(tasks.map((task, n) => world.complete(task, group[n]?.outcome ?? '', group[n]?.by ?? '')));
      }
      await world.result('workload');
      await keep(world, name, processWorkflowId('workload'), 'workload');
    });
    if (wanted('loop')) await scenario(address, loop, async (world) => {
      await world.start('loop', { historyEvents: 60, attributesEveryMs: ATTRIBUTES_EVERY_MS });
      for (let n = 0; n < 12; n++) {
        const work = await world.taskOf('work');
        const duration = { amount: 1, unit: 'days' as const };
        if (n === 3) await world.ownerAct('loop', { type: 'extend', stepId: 'work', by: 'owner', reason: 'r', duration }, 'k');
        await world.complete(work, 'done', 'worker');
        await world.complete(await world.taskOf('check'), 'returned', 'approver');
      }
      await world.taskOf('work');
      await world.ownerAct('loop', { type: 'withdraw', by: 'owner', reason: 'r' }, 'w');
      await world.result('loop');
      for (const [n, { runId }] of (await world.runsOf('loop')).entries()) {
        if (n < 2) await keep(world, name, processWorkflowId('loop'), `loop-${n + 1}`, runId);
      }
    });
    if (wanted('reference')) await scenario(address, referenceTemplate, async (world) => {
      await world.start('reference', { roles: demoRoles, rehearsal: { scale: REAL_TIME } });
      await playToTheEnd(memoryOffice(world, 'reference'), { share: 0.5, everyMs: 20, limitMs: 110_000 });
      await world.result('reference');
      for (const step of ['drafting.1', 'publicConsultation.1', 'professionalConsultation.1', 'socialization.1', 'complaints.1']) {
        await keep(world, name, `step/reference.${step}`, `reference-${step.replace('.', '-')}`);
      }
      const cycles = await world.runsOfWorkflow('step/reference.monitoring.1');
      if (cycles[0]) await keep(world, name, 'step/reference.monitoring.1', 'reference-monitoring-1', cycles[0].runId);
      await keep(world, name, processWorkflowId('reference'), 'reference');
    });
  } finally {
    await services.stop();
  }
}

async function scenario(address: string, definition: Parameters<typeof World.open>[1], play: (world: World) => Promise<void>): Promise<void> {
  const world = await World.open(address, definition, calendar);
  try {
    await play(world);
  } finally {
    await world.close();
  }
}

async function keep(world: World, name: string, workflowId: string, title: string, runId?: string): Promise<void> {
  const history = await world.client.workflow.getHandle(workflowId, runId).fetchHistory();
  const file = path.join(FOLDER, `${name}.${title}.json`);
  writeFileSync(file, JSON.stringify({ workflowId, history: JSON.parse(historyToJSON(history)) as unknown }));
  console.log(`${file}: ${history.events?.length} events`);
}

void record(process.argv[2] ?? 'first', process.argv.slice(3)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
