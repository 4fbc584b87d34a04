import type { TaskDetail } from '../../server/contract/tasks';
import type { TaskData } from './use-draft';

/** What the form of every kind of task gets. */
export interface KindProps {
  task: TaskDetail;
  data: TaskData;
  set: (patch: TaskData) => void;
  outcome: string | undefined;
  setOutcome: (outcome: string) => void;
  /** What is wrong, by JSON pointer into the data (`/answers/input`); the outcome's is `/outcome`. */
  errors: Readonly<Record<string, string>>;
  isShown: (fieldId: string) => boolean;
  readOnly: boolean;
}
