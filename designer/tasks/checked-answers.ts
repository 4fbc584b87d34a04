import type { FormCheck } from '../../process/form';
import type { TaskDetail } from '../../server/contract/tasks';
import { loadFormCheck } from '../ui/form/check';
import { answersOf } from './faults';
import type { TaskData } from './use-draft';

/** The answers against their form, by the check that the server uses; what is hidden or empty is left out of `answers`. */
export async function checkedAnswers(task: TaskDetail, data: TaskData): Promise<FormCheck | undefined> {
  const { form } = task.material;
  if (!form) return undefined;
  const { checkForm } = await loadFormCheck();
  return checkForm(form, answersOf(data));
}
