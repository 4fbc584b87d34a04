/** Puts acts of administration on record: `admin:<topic>:<id>:<n>`, each naming the one before it. */
import { Problem } from '../../errors/problem';
import type { Json } from '../../process/types';
import type { Accepted, EntryDocument } from '../../store/contract';
import type { Caller } from '../http/context';
import type { Services } from './services';

export interface AdministrationAct {
  topic: string;
  id: string;
  type: string;
  payload: Json;
}

const TRIES = 1_000;

/** Takes the first number that is free in its stream; two at once both get one. */
export async function recordAdministration(services: Services, caller: Pick<Caller, 'id'> | null, act: AdministrationAct): Promise<Accepted> {
  const stream = `admin:${act.topic}:${act.id}`;
  let prev: string | null = null;
  for (let n = 0; n < TRIES; n++) {
    const standing = await services.stores.entries.get(`${stream}:${n}`);
    if (standing) {
      prev = standing.leafHash;
      continue;
    }
    try {
      return await services.stores.acts.accept({
        id: `${stream}:${n}`,
        stream,
        seq: n,
        prev,
        type: act.type,
        actor: caller ? `user:${caller.id}` : 'system',
        at: services.now(),
        definition: null,
        payload: act.payload,
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'ACT_CONFLICT') throw error;
      n -= 1;
    }
  }
  throw new Error(`more than ${TRIES} acts in ${stream}`);
}

const LOOK_AT_ONCE = 100;

/** The newest act in a stream of administration; null where nothing was changed since the beginning. */
export async function newestAdministration({ stores }: Pick<Services, 'stores'>, topic: string, id: string): Promise<EntryDocument | null> {
  let newest: EntryDocument | null = null;
  for (let from = 0; from < TRIES; from += LOOK_AT_ONCE) {
    const found = await stores.entries.many(Array.from({ length: LOOK_AT_ONCE }, (_, n) => `admin:${topic}:${id}:${from + n}`));
    for (const entry of found) if (!newest || entry.leaf.seq > newest.leaf.seq) newest = entry;
    if (found.length < LOOK_AT_ONCE) break;
  }
  return newest;
}
