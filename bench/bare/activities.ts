import type { Collection, Db } from 'mongodb';

interface BareDocument {
  _id: string;
  [key: string]: unknown;
}

export interface BareActivities {
  openTask(task: { id: string; assignee: string }): Promise<void>;
  closeProcess(process: { id: string }): Promise<void>;
}

/** The baseline's activities: one idempotent insert each. */
export function bareActivities(db: Db): BareActivities {
  const tasks: Collection<BareDocument> = db.collection('bare_tasks');
  const processes: Collection<BareDocument> = db.collection('bare_processes');
  return {
    async openTask({ id, assignee }) {
      await tasks.updateOne({ _id: id }, { $setOnInsert: { assignee, openedAt: Date.now() } }, { upsert: true });
    },
    async closeProcess({ id }) {
      await processes.updateOne({ _id: id }, { $setOnInsert: { endedAt: Date.now() } }, { upsert: true });
    },
  };
}
