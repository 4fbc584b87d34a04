/** Everything that an auditor would read of a process, without times, salts and the grouping into entries: comparable. */
import type { WorkflowPayload } from '../../../store/contract';
import type { StoredEntry } from '../../../store/entries';
import type { Collections } from '../../../store/models';

/** Lines by stream, sorted; the process's own id is `P` in all of them. */
export async function whatHappened({ entries, processes }: Pick<Collections, 'entries' | 'processes'>, processId: string): Promise<Record<string, string[]>> {
  const streams: Record<string, string[]> = {};
  const say = (stream: string, line: string): void => {
    (streams[stream.replaceAll(processId, 'P')] ??= []).push(line.replaceAll(processId, 'P').replace(PERSON, ':person'));
  };
  for (const entry of await entries.find({ processId }).toArray()) sayEntry(entry, say);
  const view = (await processes.findOne({ _id: processId }))?.view;
  const ended = view?.ended.map(({ stepId, round, outcome, by }) => `${stepId} ${round} ${outcome} ${[...by].sort().join(' ')}`);
  say('projection', JSON.stringify({ status: view?.status, data: view?.data, rounds: view?.rounds, active: view?.active, ended: ended?.sort() }));
  for (const lines of Object.values(streams)) lines.sort();
  return streams;
}

/** Stands for a person and is another one in each window. */
const PERSON = /:[0-9a-f]{40}\b/;

function sayEntry({ _id, leaf, payload }: StoredEntry, say: (stream: string, line: string) => void): void {
  if (leaf.actor !== 'engine' || _id.endsWith(':end')) return say('acts', `${_id} ${leaf.type} ${leaf.actor} ${JSON.stringify(payload)}`);
  const turn = payload as unknown as WorkflowPayload;
  for (const fact of turn.facts ?? []) say(leaf.stream, JSON.stringify(fact, withoutTimes));
  for (const { entryId } of turn.acts ?? []) say(`${leaf.stream} took`, entryId);
}

const TIMES = ['at', 'dueAt', 'from', 'to', 'rested', 'hash'];
function withoutTimes(this: Record<string, unknown>, key: string, value: unknown): unknown {
  // Who took part: a set. After a crash an act that nobody was told of is delivered later than one that was accepted after it.
  if (key === 'by' && Array.isArray(value)) return [...value].sort();
  return TIMES.includes(key) && (typeof value === 'number' || key === 'hash') ? undefined : value;
}
