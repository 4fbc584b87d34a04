/**
 * Versions of workflow code. A process runs for years, so new code meets histories that older code has written.
 *
 * A change that would replay differently is guarded by an id from here: `if (changed('name')) new(); else old();`. Record new
 * histories with it (`test/histories/record.ts`) and keep the old ones. Once no process of the old kind is left, the
 * guard becomes `deprecatePatch`, later nothing.
 */
import { patched } from '@temporalio/workflow';

/** Ids of changes, newest last: `YYYY-MM-what`. Never remove or rename one while a history may hold it. */
export const CHANGES = [] as const satisfies readonly string[];

/** True where the new behaviour applies: in new histories, and in old ones from here on. */
export function changed(id: (typeof CHANGES)[number]): boolean {
  return patched(id);
}
