/** What `npm start` runs once everything is built: the supervisor, with what our workflows need of Temporal. */
import { Supervisor, type SupervisorOptions } from '../embedded/supervisor';
import { registerSearchAttributes } from '../worker/search-attributes';

export function createSupervisor(options: Omit<SupervisorOptions, 'prepare'>): Supervisor {
  return new Supervisor({ ...options, prepare: registerSearchAttributes });
}
