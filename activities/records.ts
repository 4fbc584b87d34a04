/**
 * The store's short writes as local activities. Bad input is a typed failure that is not retried; everything else is the
 * store being away, and is retried for ever. Published versions never change, so that each is read once.
 */
import { ApplicationFailure } from '@temporalio/common';
import { Problem } from '../errors/problem';
import type { DefinitionRef, ProcessDefinition } from '../process/types';
import type { RecordActivities, WorkflowRecords } from './contract';

/** A version is some ten kilobytes. */
const KEPT_MAX = 200;

export function createRecordActivities(records: RecordActivities): WorkflowRecords {
  const kept = new Map<string, ProcessDefinition>();

  async function loadDefinition(ref: DefinitionRef): Promise<ProcessDefinition> {
    const known = kept.get(ref.hash);
    if (known) return known;
    const definition = await records.loadDefinition(ref);
    if (kept.size >= KEPT_MAX) kept.delete(kept.keys().next().value as string);
    kept.set(ref.hash, definition);
    return definition;
  }

  return typed({
    ...records,
    loadDefinition,
    async loadStart(ref) {
      const definition = await loadDefinition(ref);
      return { definition, calendar: await records.loadCalendar(definition.calendar) };
    },
  });
}

/** A `Problem` is an answer, not an outage: no retry would change it. */
function typed(records: WorkflowRecords): WorkflowRecords {
  const wrapped = Object.entries(records as unknown as Record<string, (input: unknown) => Promise<unknown>>).map(([name, call]) => [
    name,
    async (input: unknown) => {
      try {
        return await call(input);
      } catch (error) {
        throw error instanceof Problem ? failureOf(error) : error;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as WorkflowRecords;
}

const failureOf = (problem: Problem): ApplicationFailure =>
  ApplicationFailure.create({ message: problem.message, type: problem.code, nonRetryable: true, details: [problem.details] });
