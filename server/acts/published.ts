/** Published versions never change, so each is read once and kept. */
import { Problem } from '../../errors/problem';
import type { DefinitionRef, ProcessDefinition } from '../../process/types';
import type { PublishedVersion } from '../../store/contract';

const KEPT_MAX = 200;

export class Published {
  readonly #kept = new Map<string, PublishedVersion>();

  constructor(private readonly read: (id: string, version: number) => Promise<PublishedVersion | null>) {}

  async version(id: string, version: number): Promise<PublishedVersion | null> {
    const key = `${id}@${version}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const found = await this.read(id, version);
    if (!found) return null;
    this.#kept.set(key, found);
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value as string);
    return found;
  }

  /** The definition of something that runs; it was published, or nothing would run. */
  async definition(ref: Pick<DefinitionRef, 'id' | 'version'>): Promise<ProcessDefinition> {
    const found = await this.version(ref.id, ref.version);
    if (!found) throw new Problem('NOT_FOUND', { params: { what: `${ref.id} v${ref.version}` } });
    return found.definition;
  }
}
