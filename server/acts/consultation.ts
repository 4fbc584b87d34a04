/** Consultations: what was answered, what became of it, and who may answer. */
import type { Json, ProcessDefinition, StepOf } from '../../process/types';
import type { EntryDocument, ProcessDocument, TaskDocument, WindowDocument } from '../../store/contract';
import type { ConsultationSummary, Disposition, DispositionKind, Input } from '../contract/consultations';
import type { Caller } from '../http/context';
import { personOf, rehearsalOf, rfc3339, rfc3339OrNull, stepOf, type NameOf } from '../present/common';
import type { Stores } from '../stores';
import { taskEndId } from './complete';

const PAGE = 500;
/** No round has more answers than this many pages; the loop needs an end. */
const PAGES_MAX = 2_000;

/** The invitees' tasks of a round that were completed. */
export async function answeredTasks(stores: Stores, windowId: string): Promise<TaskDocument[]> {
  return (await stores.tasks.ofRun(windowId)).filter((task) => task.kind === 'respond' && task.status === 'completed');
}

/** Entries of all answers of a round: invitees first, then the public's, oldest first. */
export async function answersOf(stores: Stores, windowId: string): Promise<EntryDocument[]> {
  const invited = await stores.entries.many((await answeredTasks(stores, windowId)).map((task) => taskEndId(task._id)));
  const fromPublic: EntryDocument[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { items, next } = await stores.windows.inputs(windowId, { limit: PAGE, cursor });
    fromPublic.push(...items);
    if (next === null) break;
    cursor = next;
  }
  const byTime = (a: EntryDocument, b: EntryDocument) => a.acceptedAt - b.acceptedAt || (a._id < b._id ? -1 : 1);
  return [...invited.sort(byTime), ...fromPublic.sort(byTime)];
}

/** Ids of the answers that nobody has disposed of yet. */
export async function undisposedInputs(stores: Stores, windowId: string): Promise<string[]> {
  const ids = (await answersOf(stores, windowId)).map((entry) => entry._id);
  const disposed = await stores.dispositions.newest(ids);
  return ids.filter((id) => !disposed.has(id));
}

export interface DispositionPayload {
  inputId: string;
  windowId: string;
  kind: DispositionKind;
  reason: string;
  section: string | null;
  [key: string]: Json;
}

export function dispositionJson(entry: EntryDocument | undefined, names: NameOf): Disposition | null {
  const payload = entry?.payload as DispositionPayload | undefined;
  if (!entry || !payload) return null;
  return {
    id: entry._id,
    kind: payload.kind,
    reason: payload.reason,
    section: payload.section,
    at: rfc3339(Date.parse(entry.leaf.at)),
    by: personOf(names, entry.leaf.actor.slice('user:'.length)),
    entryId: entry._id,
  };
}

export interface PublicInputPayload {
  windowId: string;
  kind: 'input' | 'survey' | 'acknowledgement' | 'complaint';
  answers?: Record<string, Json>;
  name?: string;
  contact?: string;
  [key: string]: Json | undefined;
}

/** One answer as owners and the public see it: the contact never leaves the payload. */
export function inputJson(windowId: string, entry: EntryDocument, disposition: EntryDocument | undefined, names: NameOf): Input {
  const user = entry.leaf.actor.startsWith('user:') ? entry.leaf.actor.slice('user:'.length) : undefined;
  const payload = entry.payload as { data?: { answers?: Record<string, Json> }; answers?: Record<string, Json>; name?: string } | undefined;
  return {
    id: entry._id,
    windowId,
    at: rfc3339(Date.parse(entry.leaf.at)),
    from: user === undefined ? { type: 'public', name: payload?.name?.trim() || null } : { type: 'invited', person: personOf(names, user) },
    answers: (user === undefined ? payload?.answers : payload?.data?.answers) ?? null,
    disposition: dispositionJson(disposition, names),
    entryId: entry._id,
  };
}

export interface ConsultationMaterial {
  window: WindowDocument;
  process: ProcessDocument;
  definition: ProcessDefinition;
  step: StepOf<'consultation'>;
  now: number;
}

/** Figures of one round. */
export async function consultationSummary(stores: Stores, { window, process, definition, step, now }: ConsultationMaterial): Promise<ConsultationSummary> {
  const tasks = (await stores.tasks.ofRun(window._id)).filter((task) => task.kind === 'respond');
  const answered = tasks.filter((task) => task.status === 'completed').length;
  const fromPublic = await stores.windows.total(window._id);
  const undisposed = step.settings.dispositions === 'none' ? 0 : (await undisposedInputs(stores, window._id)).length;
  return {
    id: window._id,
    title: step.title,
    step: { id: step.id, title: stepOf(definition, step.id)?.title ?? { id: step.id }, round: window.round },
    process: { id: process._id, title: process.title },
    rehearsal: rehearsalOf(process, now),
    status: window.status,
    public: window.public,
    openedAt: rfc3339(window.openedAt),
    closesAt: rfc3339OrNull(window.closesAt),
    responses: answered + fromPublic,
    invited: step.settings.invited ? { answered, of: tasks.length } : null,
    minimum: step.settings.minimum ?? null,
    quorum: step.settings.quorum ?? null,
    dispositions: step.settings.dispositions,
    undisposed,
  };
}

/** Who may dispose of a round's input: owners, and whoever works in a step that must. */
export function mayDispose(caller: Pick<Caller, 'id' | 'roles'>, process: ProcessDocument, definition: ProcessDefinition, step: StepOf<'consultation'>): boolean {
  if (step.settings.dispositions === 'none' || process.view.status !== 'running') return false;
  if (caller.roles.includes('owner')) return true;
  const roles = [
    ...(step.settings.dispositions === 'before-close' && step.role ? [step.role] : []),
    ...definition.steps.flatMap((one) => (one.kind === 'drafting' && one.role && one.settings.dispositionsOf?.includes(step.id) ? [one.role] : [])),
  ];
  return roles.some((role) => process.roles[role]?.includes(caller.id));
}

/** How often each answer to a closed question was given. */
export function tallies(step: StepOf<'consultation'>, entries: readonly EntryDocument[]): { field: string; counts: Record<string, number> }[] {
  const closed = step.settings.questions.fields.filter((field) => field.type === 'choice' || field.type === 'many' || field.type === 'scale' || field.type === 'yes-no');
  return closed.map((field) => {
    const counts = new Map<string, number>();
    for (const entry of entries) {
      const payload = entry.payload as { data?: { answers?: Record<string, Json> }; answers?: Record<string, Json> } | undefined;
      const answer = (payload?.answers ?? payload?.data?.answers)?.[field.id];
      for (const value of Array.isArray(answer) ? answer : answer === undefined || answer === null ? [] : [answer]) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
    return { field: field.id, counts: Object.fromEntries(counts) };
  });
}
