/** Asks witnesses to cosign checkpoints (c2sp.org/tlog-witness `add-checkpoint`); a witness that is away costs nothing. */
import { bytesToHex, toBase64 } from '../ledger/hash';
import { openNote } from '../ledger/note';
import type { LogMirror } from '../store/log';
import type { Collections } from '../store/models';

export interface WitnessOptions {
  urls: readonly string[];
  mirror: LogMirror;
  collections: Pick<Collections, 'checkpoints'>;
  now?: () => number;
  onError?: (url: string, error: unknown) => void;
}

const TIMEOUT_MS = 5_000;

/** Gives each new checkpoint to every witness, with the proof from the size that it knows, and keeps its cosignature. */
export function createWitnesses({ urls, mirror, collections, now = Date.now, onError = () => undefined }: WitnessOptions) {
  const known = new Map<string, number>();
  const ask = async (url: string, note: string, size: number, old: number, again: boolean): Promise<void> => {
    const proof = mirror.log.consistency(old, size).map((hash) => `${toBase64(hash)}\n`).join('');
    const response = await fetch(new URL('add-checkpoint', url.endsWith('/') ? url : `${url}/`), {
      method: 'POST', body: `old ${old}\n${proof}\n${note}`, signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 409 && again) return ask(url, note, size, Number(await response.text()), false);
    if (!response.ok) throw new Error(`the witness answered ${response.status}`);
    known.set(url, size);
    const lines = (await response.text()).trimEnd();
    const { signatures } = openNote(`${openNote(note).text}\n${lines}\n`);
    const checkpoint = await collections.checkpoints.findOne({ _id: size });
    if (!checkpoint) return;
    const fresh = signatures.filter((line) => !checkpoint.note.includes(toBase64(line.keyHash).slice(0, 5)));
    if (fresh.length === 0) return;
    await collections.checkpoints.updateOne(
      { _id: size },
      {
        $set: { note: `${checkpoint.note}${lines}\n` },
        $push: { witnesses: { $each: fresh.map(({ name, keyHash }) => ({ name: `${name}+${bytesToHex(keyHash)}`, at: now() })) } },
      },
    );
  };
  return async (note: string, size: number): Promise<void> => {
    await Promise.all(urls.map((url) => ask(url, note, size, known.get(url) ?? 0, true).catch((error: unknown) => onError(url, error))));
  };
}
