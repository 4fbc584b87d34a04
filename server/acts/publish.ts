/** Publishing: one entry whose id holds the version's number, so that it decides the race. A version never changes again. */
import { Problem } from '../../errors/problem';
import { definitionHash } from '../../process/hash';
import type { Json, ProcessDefinition } from '../../process/types';
import type { PublishedVersion } from '../../store/contract';
import type { Services } from './services';

const TRIES = 50;

/** `by`: an account, or null for the system itself (templates of a demonstration). */
export async function publishVersion(services: Services, definition: ProcessDefinition, by: { id: string } | null, note?: string): Promise<PublishedVersion> {
  const hash = definitionHash(definition);
  for (let tries = 0; tries < TRIES; tries++) {
    const newest = await services.stores.definitions.newest(definition.id);
    // The same content again is the same version: a repeat after a lost answer must not make a second one.
    if (newest?.hash === hash) return newest;
    const version = (newest?.version ?? 0) + 1;
    const stream = `admin:definition:${definition.id}`;
    const before = version === 1 ? null : await services.stores.entries.get(`${stream}:${version - 2}`);
    try {
      const accepted = await services.stores.acts.accept({
        id: `${stream}:${version - 1}`,
        stream,
        seq: version - 1,
        prev: before?.leafHash ?? null,
        type: 'definition-published',
        actor: by ? `user:${by.id}` : 'system',
        at: services.now(),
        definition: { id: definition.id, version, hash },
        payload: { version, hash, definition: definition as unknown as Json, ...(note?.trim() ? { note: note.trim() } : {}) },
      });
      const published = await services.stores.definitions.version(definition.id, version);
      return published ?? { ...versionOf(definition, version, hash, by, note), publishedAt: accepted.acceptedAt };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'ACT_CONFLICT') throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Problem('ACT_CONFLICT', { params: { entry: definition.id } });
}

const versionOf = (definition: ProcessDefinition, version: number, hash: string, by: { id: string } | null, note?: string): Omit<PublishedVersion, 'publishedAt'> => ({
  _id: `${definition.id}@${version}`,
  definitionId: definition.id,
  version,
  hash,
  publishedBy: by?.id ?? 'system',
  definition,
  ...(note?.trim() ? { note: note.trim() } : {}),
});
