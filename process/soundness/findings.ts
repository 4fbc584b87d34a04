import { Model } from '../rules/model';
import { messageOf } from '../rules/rule';
import type { Finding, Json, Localized, ProcessDefinition, StepId } from '../types';
import type { Search } from './play';

export type SoundnessRule = 'can-end' | 'active-once' | 'fork-not-nested' | 'step-enterable' | 'small-enough';

/** Messages of the soundness checker; each has its page in `docs/rules/`, as the structure rules have. */
export const SOUNDNESS_MESSAGES: Record<SoundnessRule, Required<Localized>> = {
  'can-end': {
    id: 'Proses dapat macet: sampai di "{step}" tidak ada lagi jalan untuk selesai.',
    en: 'The process can get stuck: at "{step}" there is no way left to end.',
  },
  'active-once': {
    id: 'Langkah "{step}" dapat berjalan dua kali sekaligus, dari dua cabang "{other}".',
    en: 'Step "{step}" can run twice at once, from two branches of "{other}".',
  },
  'fork-not-nested': {
    id: 'Cabang dari "{step}" kembali ke percabangan yang sama tanpa digabungkan, sehingga cabang terus bertambah.',
    en: 'A branch of "{step}" leads back into the same fork without a join, so branches pile up without end.',
  },
  'step-enterable': {
    id: 'Langkah "{step}" tidak akan pernah dijalankan.',
    en: 'Step "{step}" can never be entered.',
  },
  'small-enough': {
    id: 'Rancangan terlalu besar untuk dibuktikan: paling banyak {steps} langkah dan {flows} alur.',
    en: 'The definition is too large to be proved: at most {steps} steps and {flows} flows.',
  },
};

interface Concerned {
  stepIds?: StepId[];
  /** `{other}` in the message. */
  other?: StepId;
  params?: Record<string, Json>;
  search?: Search;
}

/** A finding of the soundness checker. Where the search for its trace met its bound, `params.visited` says how many markings it saw. */
export function soundnessFinding(definition: ProcessDefinition, rule: SoundnessRule, concerned: Concerned): Finding {
  const { stepIds = [], other, search } = concerned;
  const params: Record<string, Json> = {
    ...(stepIds[0] === undefined ? {} : { step: stepIds[0] }),
    ...(other === undefined ? {} : { other }),
    ...concerned.params,
    ...(search && 'visited' in search ? { visited: search.visited } : {}),
  };
  return {
    rule,
    severity: 'error',
    stepIds: [...new Set([...stepIds, ...(other === undefined ? [] : [other])])],
    params,
    ...(search && 'trace' in search ? { trace: search.trace } : {}),
    message: messageOf(SOUNDNESS_MESSAGES[rule], new Model(definition), params),
  };
}
