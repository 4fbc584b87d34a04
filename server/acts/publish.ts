/** Publishing: the next free number, decided by an insert, and on record. A version never changes again. */
import { Problem } from '../../errors/problem';
import { definitionHash } from '../../process/hash';
import type { Json, ProcessDefinition } from '../../process/types';
import type { PublishedVersion } from '../../store/contract';
import type { Caller } from '../http/context';
import { recordAdministration } from './administration';
import type { Services } from './services';

const TRIES = 50;

export async function publishVersion(services: Services, definition: ProcessDefinition, caller: Pick<Caller, 'id'>, note?: string): Promise<PublishedVersion> {
  const hash = definitionHash(definition);
  for (let tries = 0; tries < TRIES; tries++) {
    const newest = await services.stores.definitions.newest(definition.id);
    // The same content again is the same version: a repeat after a lost answer must not make a second one.
    if (newest?.hash === hash) return newest;
    const version: PublishedVersion = {
      _id: `${definition.id}@${(newest?.version ?? 0) + 1}`,
      definitionId: definition.id,
      version: (newest?.version ?? 0) + 1,
      hash,
      publishedAt: services.now(),
      publishedBy: caller.id,
      definition,
      ...(note?.trim() ? { note: note.trim() } : {}),
    };
    if (!(await services.stores.definitions.insert(version))) continue;
    await recordAdministration(services, caller, {
      topic: 'definition',
      id: definition.id,
      type: 'definition-published',
      payload: { version: version.version, hash, definition: definition as unknown as Json, note: version.note ?? null },
    });
    return version;
  }
  throw new Problem('ACT_CONFLICT', { params: { entry: definition.id } });
}
