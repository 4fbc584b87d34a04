/** Turns: the entries that workflows write. Their payload holds the facts of the history. */
import type { Fact } from '../../process/types';
import type { EntryDocument, WorkflowPayload } from '../../store/contract';
import type { Stores } from '../stores';

export interface TurnFacts {
  entry: EntryDocument;
  facts: Fact[];
}

export const factsOf = (entry: EntryDocument): Fact[] => (entry.payload as unknown as Partial<WorkflowPayload> | undefined)?.facts ?? [];

/** The newest turns of a process, newest first, until they hold at least `wanted` facts. */
export async function turnFacts(stores: Stores, processId: string, wanted: number): Promise<TurnFacts[]> {
  const { items } = await stores.entries.turnsOf(processId, { limit: wanted, newestFirst: true });
  return items.map((entry) => ({ entry, facts: factsOf(entry) }));
}
