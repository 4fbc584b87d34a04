/**
 * Asks witnesses to cosign checkpoints (c2sp.org/tlog-witness `add-checkpoint`), each with the proof from the size that it
 * knows. A witness that is slow or away costs nothing: it is asked about the newest checkpoint when it is free again.
 */
import { toBase64 } from '../ledger/hash';
import { openNote } from '../ledger/note';
import type { LogMirror } from '../store/log';
import type { Collections, SignedCheckpoint } from '../store/models';

export interface WitnessOptions {
  urls: readonly string[];
  mirror: LogMirror;
  collections: Pick<Collections, 'checkpoints' | 'heads'>;
  now?: () => number;
  onError?: (url: string, error: unknown) => void;
}

const TIMEOUT_MS = 5_000;
/** Eight bytes of time and an Ed25519 signature. */
const COSIGNATURE_BYTES = 72;

/** Gives a new checkpoint to every witness; resolves once each has answered or failed. */
export function createWitnesses(options: WitnessOptions): (note: string, size: number) => Promise<void> {
  const witnesses = options.urls.map((url) => new Witness(url, options));
  return async (note, size) => {
    await Promise.all(witnesses.map((witness) => witness.tell({ note, size })));
  };
}

interface Asked {
  note: string;
  size: number;
}

class Witness {
  /** Size of the newest checkpoint that it has cosigned. */
  private known = 0;
  private next: Asked | undefined;
  private busy: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly options: WitnessOptions,
  ) {}

  tell(asked: Asked): Promise<void> {
    this.next = asked;
    this.busy ??= this.work().finally(() => {
      this.busy = undefined;
    });
    return this.busy;
  }

  private async work(): Promise<void> {
    for (let asked = this.take(); asked; asked = this.take()) {
      await this.ask(asked, true).catch((error: unknown) => this.options.onError?.(this.url, error));
    }
  }

  private take(): Asked | undefined {
    const { next } = this;
    this.next = undefined;
    return next;
  }

  private async ask(asked: Asked, again: boolean): Promise<void> {
    const { note, size } = asked;
    const proof = this.options.mirror.log.consistency(this.known, size).map((hash) => `${toBase64(hash)}\n`).join('');
    const response = await fetch(new URL('add-checkpoint', this.url.endsWith('/') ? this.url : `${this.url}/`), {
      method: 'POST',
      body: `old ${this.known}\n${proof}\n${note}`,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.status === 409 && again) {
      // It knows another size, and says which.
      this.known = knownSize(text, size);
      return this.ask(asked, false);
    }
    if (!response.ok) throw new Error(`the witness answered ${response.status}`);
    this.known = size;
    await this.keep(asked, text);
  }

  private async keep({ note, size }: Asked, text: string): Promise<void> {
    const { heads, checkpoints } = this.options.collections;
    const at = (this.options.now ?? Date.now)();
    const lines = text.split('\n').filter((line) => line !== '');
    const { signatures } = openNote(`${openNote(note).text}\n${lines.map((line) => `${line}\n`).join('')}`);
    const cosignatures = signatures.flatMap(({ name, signature }, n) => (signature.length === COSIGNATURE_BYTES ? [{ name, line: lines[n] as string, at }] : []));
    if (cosignatures.length === 0) throw new Error('the witness answered without a cosignature');
    const push = { $push: { cosignatures: { $each: cosignatures } } };
    await heads.updateOne({ _id: 'log', size }, push);
    const fresh: SignedCheckpoint = { size, note, at, cosignatures: [] };
    await checkpoints.updateOne({ _id: size }, { $setOnInsert: fresh }, { upsert: true });
    await checkpoints.updateOne({ _id: size }, push);
  }
}

/** The size in the answer; 0 when it is none of ours, so that the proof begins from nothing. */
function knownSize(text: string, size: number): number {
  const known = Number(text.trim());
  return Number.isSafeInteger(known) && known >= 0 && known <= size ? known : 0;
}
