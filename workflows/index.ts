/** Every workflow, by the name that stands in histories. */
export { processInstance } from './process-instance';
export { consultationRound } from './consultation-round';
export { draftingRound } from './drafting-round';
export { socializationRound } from './socialization-round';
export { monitoringCycle } from './monitoring-cycle';
export { complaintsDesk } from './complaints-desk';
export { historyKeeper } from './history-keeper';
