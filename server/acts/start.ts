/** Starts a process: accepted by one insert whose payload is the workflow's input, then the workflow is started. */
import { Problem, type ProblemDetails } from '../../errors/problem';
import { startClock } from '../../process/clock';
import type { Json, ProcessDefinition, RoleId, UserId } from '../../process/types';
import { declaredOnly } from '../../process/variables';
import type { ActInput, ProcessDocument, PublishedVersion } from '../../store/contract';
import { processWorkflowId, type ProcessInput } from '../../workflows/messages';
import type { NewProcessRequest, ProcessDetail } from '../contract/processes';
import type { Caller } from '../http/context';
import { hasPublicPart, processDetail, publicSlug } from '../present/process';
import { newKey, processIdFor } from './keys';
import { detailOf } from './process-detail';
import type { Services } from './services';

export const startEntryId = (processId: string): string => `process:${processId}:start`;

/** How long the answer waits for the workflow's first turn, so that the page has something to show. */
const FIRST_TURN_MS = 3_000;
const LOOK_EVERY_MS = 40;

export async function startProcess(services: Services, caller: Caller, request: NewProcessRequest, key: string | undefined): Promise<ProcessDetail> {
  const published = await publishedFor(services, request);
  const roles = await checkedRoles(services, published.definition, request.roles, caller);
  const data = checkedData(published.definition, request.data ?? {}, caller);
  const processId = processIdFor(caller.id, key ?? newKey());
  const input: Omit<ProcessInput, 'start'> = {
    format: 1,
    processId,
    title: request.title,
    definition: { id: published.definitionId, version: published.version, hash: published.hash },
    roles,
    data,
    startedBy: caller.id,
    ...(request.rehearsal ? { rehearsal: request.rehearsal } : {}),
  };
  await accept(services, input, caller);
  if (await firstTurn(services, processId)) return detailOf(services, caller, processId);
  return notYetUnderWay(services, input, published.definition);
}

async function publishedFor(services: Services, { definitionId, version }: NewProcessRequest): Promise<PublishedVersion> {
  const found = version === undefined ? await services.stores.definitions.newest(definitionId) : await services.published.version(definitionId, version);
  if (!found) throw new Problem('NOT_FOUND', { params: { what: version === undefined ? definitionId : `${definitionId} v${version}` } });
  return found;
}

type Issues = NonNullable<ProblemDetails['issues']>;

/** Every role of people is named, with accounts that exist; nobody is put into a role that has no members. */
async function checkedRoles(services: Services, definition: ProcessDefinition, given: Record<RoleId, UserId[]>, caller: Caller): Promise<Record<RoleId, UserId[]>> {
  const accounts = await services.accounts.all();
  const say = (id: string, en: string) => (caller.language === 'id' ? id : en);
  const issues: Issues = [];
  for (const role of Object.keys(given)) {
    if (!Object.hasOwn(definition.roles, role)) issues.push({ path: `/roles/${role}`, message: say('Peran ini tidak ada.', 'There is no such role.'), expected: Object.keys(definition.roles).join(', '), received: role });
  }
  const roles: Record<RoleId, UserId[]> = {};
  for (const [role, { kind }] of Object.entries(definition.roles)) {
    const members = [...new Set(Object.hasOwn(given, role) ? given[role] : [])];
    if (kind === 'people' && !Object.hasOwn(given, role)) {
      issues.push({ path: `/roles/${role}`, message: say('Tentukan siapa yang memegang peran ini; boleh kosong.', 'Say who has this role; it may be empty.'), expected: 'a list of accounts', received: 'nothing' });
    }
    if (kind !== 'people' && members.length > 0) {
      issues.push({ path: `/roles/${role}`, message: say('Peran ini tidak beranggota.', 'This role has no members.'), expected: '[]', received: `${members.length}` });
    }
    for (const member of members) {
      const account = accounts.get(member);
      if (!account || account.disabled) issues.push({ path: `/roles/${role}`, message: say(`Akun ${member} tidak ada.`, `There is no account ${member}.`), expected: 'an open account', received: member });
    }
    roles[role] = members;
  }
  if (issues.length > 0) throw new Problem('BODY_INVALID', { issues: issues.slice(0, 50) });
  return roles;
}

function checkedData(definition: ProcessDefinition, given: Record<string, Json>, caller: Caller): Record<string, Json> {
  const kept = declaredOnly(definition, given);
  const wrong = Object.keys(given).filter((name) => !Object.hasOwn(kept, name));
  if (wrong.length === 0) return kept;
  const message = caller.language === 'id' ? 'Variabel ini tidak ada atau nilainya tidak cocok.' : 'There is no such variable, or the value does not fit.';
  throw new Problem('BODY_INVALID', { issues: wrong.slice(0, 50).map((name) => ({ path: `/data/${name}`, message, expected: Object.keys(definition.data.properties).join(', '), received: name })) });
}

async function accept(services: Services, input: Omit<ProcessInput, 'start'>, caller: Caller): Promise<void> {
  const id = startEntryId(input.processId);
  const at = services.now();
  const workflowId = processWorkflowId(input.processId);
  const act: ActInput = {
    id,
    stream: id,
    seq: 0,
    prev: null,
    type: 'process-accepted',
    actor: `user:${caller.id}`,
    at,
    definition: input.definition,
    payload: input as unknown as Json,
    processId: input.processId,
    rehearsal: input.rehearsal !== undefined,
    deliver: { workflowId, notice: { kind: 'start', at, entryId: id, hash: '' } },
  };
  const accepted = await services.stores.acts.accept(act);
  // A repeat is told again: perhaps the first telling was lost.
  services.teller.tell(workflowId, { kind: 'start', at, entryId: id, hash: accepted.leafHash });
}

async function firstTurn(services: Services, processId: string): Promise<boolean> {
  const until = services.now() + FIRST_TURN_MS;
  while (services.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    if (await services.stores.processes.get(processId)) return true;
  }
  return false;
}

/** Accepted while Temporal is away: what is known of it already. It is carried out when Temporal returns. */
async function notYetUnderWay(services: Services, input: Omit<ProcessInput, 'start'>, definition: ProcessDefinition): Promise<ProcessDetail> {
  const now = services.now();
  const process: ProcessDocument = {
    _id: input.processId,
    title: input.title,
    definition: input.definition,
    roles: input.roles,
    ...(input.rehearsal ? { rehearsal: input.rehearsal, clock: startClock(now, input.rehearsal.scale) } : {}),
    startedBy: input.startedBy,
    startedAt: now,
    view: { status: 'running', at: now, active: [], ended: [], data: input.data, rounds: {} },
    seq: -1,
    updatedAt: now,
  };
  return processDetail(
    { process, definition, names: await services.accounts.names(), now },
    { mayOwn: false, myTasks: [], publicPath: hasPublicPart(definition) ? `/publik/proses/${publicSlug(process)}` : null },
  );
}
