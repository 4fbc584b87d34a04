import { singleTask } from './single-task';

/** Workload and qualification tables; the totals arrive as variables of the act. */
export const needsAnalysis = singleTask('needs-analysis', 'needs-analysis', 'done');
