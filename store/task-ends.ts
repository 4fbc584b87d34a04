/**
 * Shows the end of tasks in the projections, a moment after their acceptance and many at once: acceptance itself is one
 * insert. Until then this process overlays what it knows, so that whoever has just handed in a task doesn't see it open.
 * What a crash leaves out, the workflow's own turn brings.
 */
import type { TaskDocument } from './contract';
import type { StoredEntry } from './entries';
import { groupedWrites } from './grouped';
import type { Collections } from './models';
import { InboxChanges } from './project-tasks';

export interface TaskEnd {
  taskId: string;
  endedAt: number;
  endedBy: string;
  outcome: string;
}

/** Reads the end of a task from its entry. */
export function taskEndOf(entry: StoredEntry): TaskEnd {
  const { taskId, outcome, by } = entry.payload as unknown as { taskId: string; outcome: string; by: string };
  return { taskId, outcome, endedBy: by, endedAt: Date.parse(entry.leaf.at) };
}

/**
 * Takes these tasks out of inboxes and ends them in `tasks`, in this order: while a task is open, whoever comes again does
 * both. Repeating it changes nothing.
 */
export async function projectTaskEnds(collections: Pick<Collections, 'tasks' | 'inboxes'>, ends: readonly TaskEnd[]): Promise<void> {
  if (ends.length === 0) return;
  const { tasks, inboxes } = collections;
  const open = await tasks.find({ _id: { $in: ends.map(({ taskId }) => taskId) } }, { projection: { candidates: 1, status: 1 } }).toArray();
  const changes = new InboxChanges();
  for (const { _id, candidates, status } of open) if (status === 'open') changes.take(candidates, _id);
  await changes.write(inboxes);
  await groupedWrites(tasks).write(
    ends.map(({ taskId, endedAt, endedBy, outcome }) => ({
      updateOne: { filter: { _id: taskId, status: 'open' }, update: { $set: { status: 'completed', endedAt, endedBy, outcome } } },
    })),
  );
}

const GATHER_MS = 100;
/** So many at once; the rest waits for the next time. */
const BATCH_MAX = 200;

export class TaskEnds {
  readonly #known = new Map<string, TaskEnd>();
  #running: Promise<void> | undefined;

  constructor(
    private readonly collections: Pick<Collections, 'tasks' | 'inboxes'>,
    private readonly onLate: (error: unknown) => void,
  ) {}

  add(entry: StoredEntry): void {
    const end = taskEndOf(entry);
    this.#known.set(end.taskId, end);
    this.#running ??= this.#run();
  }

  /** The task as it stands, what isn't shown yet included. */
  overlay(task: TaskDocument): TaskDocument {
    const end = this.#known.get(task._id);
    if (!end || task.status !== 'open') return task;
    const { endedAt, endedBy, outcome } = end;
    return { ...task, status: 'completed', endedAt, endedBy, outcome };
  }

  /** Resolves once everything known so far is shown. */
  async settle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#known.size > 0) {
        await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
        const batch = [...this.#known.values()].slice(0, BATCH_MAX);
        // A failure leaves it to the workflow's turn; keeping it would only fail again.
        await projectTaskEnds(this.collections, batch).catch(this.onLate);
        for (const end of batch) if (this.#known.get(end.taskId) === end) this.#known.delete(end.taskId);
      }
    } finally {
      this.#running = undefined;
    }
  }
}
