/**
 * Asks witnesses to cosign checkpoints (c2sp.org/tlog-witness `add-checkpoint`), each with the proof from the size that it
 * knows. A cosignature is kept, and served, only when the key that we were given for this witness verifies it. A witness that
 * is slow or away costs nothing: it is asked about the newest checkpoint when it is free again.
 */
import { checkEd25519 } from '../ledger/ed25519-node';
import { LedgerError } from '../ledger/errors';
import { bytesToHex, toBase64 } from '../ledger/hash';
import { ED25519_COSIGNATURE, openNote, parseVerifierKey, verifyCosignature, type Verifier } from '../ledger/note';
import type { LogMirror } from '../store/log';
import type { Collections, SignedCheckpoint } from '../store/models';

export interface WitnessAddress {
  url: string;
  /** Name and cosignature key. */
  verifier: Verifier;
}

export interface WitnessOptions {
  witnesses: readonly WitnessAddress[];
  mirror: LogMirror;
  collections: Pick<Collections, 'checkpoints' | 'heads'>;
  onError?: (url: string, error: unknown) => void;
}

const TIMEOUT_MS = 5_000;

/**
 * Reads LEDGER_WITNESSES: `<verifier key> <address>`, more of them after commas. Throws `NOTE_FORM` for a witness without a
 * key, because what can't be checked is worth nothing.
 */
export function parseWitnesses(text: string): WitnessAddress[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const [key = '', url = '', ...rest] = each.split(/\s+/);
      if (rest.length > 0 || !URL.canParse(url)) throw new LedgerError('NOTE_FORM', 'LEDGER_WITNESSES', '<verifier key> <address>', each.slice(0, 120));
      return { url: url.endsWith('/') ? url : `${url}/`, verifier: parseVerifierKey(key, ED25519_COSIGNATURE) };
    });
}

/** Gives a new checkpoint to every witness; resolves once each has answered or failed. */
export function createWitnesses(options: WitnessOptions): (note: string, size: number) => Promise<void> {
  const witnesses = options.witnesses.map((address) => new Witness(address, options));
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
    private readonly address: WitnessAddress,
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
      await this.ask(asked, true).catch((error: unknown) => this.options.onError?.(this.address.url, error));
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
    const response = await fetch(new URL('add-checkpoint', this.address.url), {
      method: 'POST',
      body: `old ${this.known}\n${proof}\n${note}`,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.status === 409 && again) {
      // It knows another size, and says which.
      this.known = await this.sizeThatItKnows(text, size);
      return this.ask(asked, false);
    }
    if (!response.ok) throw new Error(`the witness answered ${response.status}`);
    await this.keep(asked, text);
    this.known = size;
  }

  /** The size in its answer; 0 when it is none, so that the proof begins from nothing. */
  private async sizeThatItKnows(text: string, size: number): Promise<number> {
    const known = /^\d{1,15}\n?$/.test(text) ? Number(text) : 0;
    if (known <= size) return known;
    const { mirror } = this.options;
    await mirror.catchUp();
    // Another process of ours may have asked already; beyond the whole log nobody can have.
    if (known > mirror.log.size) throw new LedgerError('CONSISTENCY', 'log', `the ${known} entries that ${this.address.verifier.name} has cosigned`, `${mirror.log.size}`);
    throw new Error(`the witness has cosigned ${known} entries already`);
  }

  private async keep({ note, size }: Asked, text: string): Promise<void> {
    const { heads, checkpoints } = this.options.collections;
    const cosignature = await verifiedCosignature(openNote(note).text, text, this.address.verifier);
    const { name } = cosignature;
    const push = { $push: { cosignatures: cosignature } };
    await heads.updateOne({ _id: 'log', size, 'cosignatures.name': { $ne: name } }, push);
    const fresh: SignedCheckpoint = { size, note, at: cosignature.at, cosignatures: [] };
    await checkpoints.updateOne({ _id: size }, { $setOnInsert: fresh }, { upsert: true });
    await checkpoints.updateOne({ _id: size, 'cosignatures.name': { $ne: name } }, push);
  }
}

/** The line in a witness's answer that its key verifies; lines of other keys are left alone. Throws `SIGNATURE` when none does. */
async function verifiedCosignature(checkpoint: string, answer: string, verifier: Verifier): Promise<SignedCheckpoint['cosignatures'][number]> {
  const lines = answer.split('\n').filter((line) => line !== '');
  const { signatures } = openNote(`${checkpoint}\n${lines.map((line) => `${line}\n`).join('')}`);
  for (const [n, signature] of signatures.entries()) {
    if (signature.name !== verifier.name || bytesToHex(signature.keyHash) !== bytesToHex(verifier.keyHash)) continue;
    const verified = await verifyCosignature(checkpoint, signature, verifier.publicKey, checkEd25519);
    if (verified) return { name: verifier.name, line: lines[n] as string, at: verified.at };
  }
  throw new LedgerError('SIGNATURE', `answer of ${verifier.name}`, 'a cosignature that its key verifies', signatures.map(({ name }) => name).join(', ') || 'none');
}
