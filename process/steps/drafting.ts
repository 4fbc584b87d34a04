import { singleTask } from './single-task';

/** Document versions by a team, in a workflow of its own; the server accepts the submission once every input has a disposition. */
export const drafting = singleTask('drafting', 'draft', 'submitted', true);
