/** Facts of entries as items of the history. */
import type { Fact, ProcessDefinition } from '../../process/types';
import type { EntryDocument } from '../../store/contract';
import type { EntryBrief, FactJson, HistoryItem } from '../contract/history';
import { actorOf, personOf, rfc3339, stepOf, type NameOf } from './common';

export function entryBrief(entry: Pick<EntryDocument, '_id' | 'leafHash' | 'leaf' | 'logIndex'>): EntryBrief {
  return { id: entry._id, hash: entry.leafHash, stream: entry.leaf.stream, seq: entry.leaf.seq, logIndex: entry.logIndex ?? null };
}

export function historyItems(entry: EntryDocument, facts: readonly Fact[], definition: ProcessDefinition, names: NameOf): HistoryItem[] {
  const brief = entryBrief(entry);
  return facts.map((fact, index) => ({
    id: `${entry._id}#${index}`,
    at: rfc3339(fact.at),
    actor: actorOf(names, actorOfFact(fact, entry.leaf.actor)),
    step: stepBrief(fact, definition),
    fact: factJson(fact, names),
    entry: brief,
  }));
}

function stepBrief(fact: Fact, definition: ProcessDefinition): HistoryItem['step'] {
  if (fact.stepId === undefined) return null;
  const step = stepOf(definition, fact.stepId);
  return { id: fact.stepId, kind: step?.kind ?? 'task', title: step?.title ?? { id: fact.stepId }, round: fact.round ?? 1 };
}

/** The engine writes the entry; the fact says whose doing it records. */
function actorOfFact(fact: Fact, writer: string): string {
  switch (fact.type) {
    case 'task-ended':
      return `user:${fact.by}`;
    case 'reopened':
    case 'reassigned':
      return `user:${fact.user}`;
    case 'extended':
      return fact.user === undefined ? writer : `user:${fact.user}`;
    case 'process-ended':
      return fact.by === undefined ? writer : `user:${fact.by}`;
    case 'step-ended':
      return (fact.cause === 'act' || fact.cause === 'owner') && fact.by.length === 1 ? `user:${fact.by[0]}` : writer;
    default:
      return writer;
  }
}

/** A fact with times as RFC 3339 and people by name. */
export function factJson(fact: Fact, names: NameOf): FactJson {
  const person = (id: string) => personOf(names, id);
  switch (fact.type) {
    case 'process-ended':
      return { type: fact.type, result: fact.result, ...(fact.reason === undefined ? {} : { reason: fact.reason }), ...(fact.by === undefined ? {} : { by: person(fact.by) }) };
    case 'step-entered':
      return { type: fact.type, ...(fact.dueAt === undefined ? {} : { dueAt: rfc3339(fact.dueAt) }) };
    case 'step-ended':
      return { type: fact.type, outcome: fact.outcome, by: fact.by.map(person), cause: fact.cause, ...(fact.reason === undefined ? {} : { reason: fact.reason }) };
    case 'task-ended':
      return { type: fact.type, taskId: fact.taskId, outcome: fact.outcome, by: person(fact.by), entryId: fact.entryId, hash: fact.hash };
    case 'extended':
      return {
        type: fact.type,
        by: fact.by,
        dueAt: rfc3339(fact.dueAt),
        automatic: fact.automatic,
        ...(fact.reason === undefined ? {} : { reason: fact.reason }),
        ...(fact.user === undefined ? {} : { user: person(fact.user) }),
      };
    case 'reopened':
      return { type: fact.type, user: person(fact.user), reason: fact.reason };
    case 'reassigned':
      return { type: fact.type, user: person(fact.user), from: person(fact.from), to: person(fact.to), reason: fact.reason };
    case 'deadline-moved':
      return { type: fact.type, from: rfc3339(fact.from), to: rfc3339(fact.to), reason: fact.reason };
    default:
      return withoutPlace(fact);
  }
}

function withoutPlace(fact: Fact): FactJson {
  const { at: _at, stepId: _stepId, round: _round, ...rest } = fact;
  return rest as FactJson;
}
