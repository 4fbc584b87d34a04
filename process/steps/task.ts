import { singleTask } from './single-task';

/** Human work with a form. */
export const task = singleTask('task', 'form', 'done');
