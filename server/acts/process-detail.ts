/** One process as its page shows it to this reader. */
import type { ProcessDocument } from '../../store/contract';
import type { ProcessDetail } from '../contract/processes';
import type { Caller } from '../http/context';
import { rfc3339OrNull, stepTitle } from '../present/common';
import { hasPublicPart, processDetail, publicSlug } from '../present/process';
import type { Services } from './services';
import { visibleProcess } from './visibility';

export async function detailOf(services: Services, caller: Caller, id: string): Promise<ProcessDetail> {
  const { process, definition } = await visibleProcess(services, id, caller);
  const waiting = process.view.active.flatMap((step) => step.waitsFor.flatMap((wait) => (wait.type === 'task' && wait.users.includes(caller.id) ? [wait.taskId] : [])));
  const [tasks, names] = await Promise.all([services.stores.tasks.many(waiting), services.accounts.names(), freshCounts(services, process)]);
  const mine = tasks.filter((task) => task.status === 'open' && task.candidates.includes(caller.id));
  return processDetail(
    { process, definition, names, now: services.now() },
    {
      mayOwn: caller.roles.includes('owner'),
      myTasks: mine.map((task) => ({ id: task._id, kind: task.kind, stepId: task.stepId, title: stepTitle(definition, task.stepId), dueAt: rfc3339OrNull(task.dueAt) })),
      publicPath: hasPublicPart(definition) ? `/publik/proses/${publicSlug(process)}` : null,
    },
  );
}

/** The workflow reads a window's figure only when it matters to it; the page shows what has come in until now. */
async function freshCounts({ stores }: Services, process: ProcessDocument): Promise<void> {
  const waits = process.view.active.flatMap((step) => step.waitsFor.flatMap((wait) => (wait.type === 'responses' ? [wait] : [])));
  for (const wait of waits) wait.have = Math.max(wait.have, await stores.windows.total(wait.windowId));
}
