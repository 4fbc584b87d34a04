/** Puts acts of administration on record: `admin:<topic>:<id>:<n>`, each naming the one before it. */
import { Problem } from '../../errors/problem';
import type { Json } from '../../process/types';
import type { Accepted } from '../../store/contract';
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
