/** Who may see which process. Owners and auditors see all; others those in whose roles they are or in which they have done something. */
import { Problem } from '../../errors/problem';
import type { ProcessDefinition } from '../../process/types';
import type { ProcessDocument } from '../../store/contract';
import type { Caller } from '../http/context';
import type { Services } from './services';

export const seesEverything = (caller: Pick<Caller, 'roles'>): boolean => caller.roles.includes('owner') || caller.roles.includes('auditor');

export const isMember = (process: Pick<ProcessDocument, 'roles' | 'startedBy'>, user: string): boolean =>
  process.startedBy === user || Object.values(process.roles).some((members) => members.includes(user));

export function maySee(process: ProcessDocument, caller: Pick<Caller, 'id' | 'roles'>): boolean {
  if (seesEverything(caller) || isMember(process, caller.id)) return true;
  return process.view.active.some((step) => step.waitsFor.some((wait) => wait.type === 'task' && wait.users.includes(caller.id)));
}

/** The process, or the same refusal whether it doesn't exist or isn't for this reader. */
export async function visibleProcess(services: Services, id: string, caller: Caller): Promise<{ process: ProcessDocument; definition: ProcessDefinition }> {
  const process = await services.stores.processes.get(id);
  if (!process || !maySee(process, caller)) throw new Problem('NOT_FOUND', { params: { what: caller.language === 'id' ? 'Proses' : 'The process' } });
  return { process, definition: await services.published.definition(process.definition) };
}
