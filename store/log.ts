/** The log as the store keeps it: bundles by number, checkpoints by size. Each process mirrors the hashes in memory. */
import { LedgerError } from '../ledger/errors';
import { bytesToHex, hexToBytes } from '../ledger/hash';
import { MerkleLog } from '../ledger/merkle-log';
import { parseCheckpoint, openNote } from '../ledger/note';
import type { InclusionProof, LogState } from '../server/stores';
import type { EntryDocument } from './contract';
import type { BundleDocument, Collections, HeadDocument, SignedCheckpoint } from './models';

/** Bundles that one query reads. */
const PAGE = 200;

export class LogMirror {
  readonly log = new MerkleLog();
  /** Entry ids in the log's order. */
  readonly ids: string[] = [];
  private readonly places = new Map<string, number>();
  private next = 0;
  private catching: Promise<BundleDocument[]> | undefined;

  constructor(private readonly collections: Pick<Collections, 'bundles'>) {}

  /** Number of the next bundle. */
  get nextBundle(): number {
    return this.next;
  }
  /** Place of a leaf hash (hex) in the log. */
  placeOf(leafHash: string): number | undefined {
    return this.places.get(leafHash);
  }

  /** Reads the bundles that are new; gives them. Calls at the same time share one reading. */
  catchUp(): Promise<BundleDocument[]> {
    this.catching ??= this.read().finally(() => {
      this.catching = undefined;
    });
    return this.catching;
  }

  /** Takes a bundle that this process has just inserted as the next one, without reading it again. */
  accept(bundle: BundleDocument): void {
    if (bundle._id === this.next) this.take(bundle);
  }

  private async read(): Promise<BundleDocument[]> {
    const news: BundleDocument[] = [];
    for (;;) {
      // Ids are asked for one by one, because the fallback store finds nothing else quickly.
      const ahead = this.next === 0 || news.length > 0 ? PAGE : 4;
      const wanted = Array.from({ length: ahead }, (_, n) => this.next + n);
      const found = (await this.collections.bundles.find({ _id: { $in: wanted } }).toArray()).sort((a, b) => a._id - b._id);
      for (const bundle of found) {
        if (bundle._id !== this.next) return news;
        this.take(bundle);
        news.push(bundle);
      }
      if (found.length < ahead) return news;
    }
  }

  private take(bundle: BundleDocument): void {
    if (bundle.first !== this.ids.length) throw new LedgerError('ENTRY_PLACE', `bundle ${bundle._id}, first`, String(this.ids.length), String(bundle.first));
    for (const { id, hash } of bundle.entries) {
      this.places.set(hash, this.ids.length);
      this.ids.push(id);
      this.log.append(hexToBytes(hash));
    }
    this.next = bundle._id + 1;
  }
}

/** A checkpoint's whole note: our signature, and the witnesses' lines after it. */
export const wholeNote = ({ note, cosignatures }: SignedCheckpoint): string => note + cosignatures.map(({ line }) => `${line}\n`).join('');

const WAITING_MS = 2_000;

/** What the server reads of the log. */
export function createLogReader(collections: Collections, mirror: LogMirror, identity: { origin: string; key: string }) {
  const newest = async (): Promise<HeadDocument | null> => collections.heads.findOne({ _id: 'log' });
  // Anyone may ask, and on the fallback store counting looks at every entry.
  let waiting = { count: 0, at: Number.NEGATIVE_INFINITY };
  const countWaiting = async (): Promise<number> => {
    if (Date.now() - waiting.at > WAITING_MS) waiting = { count: await collections.entries.countDocuments({ unsequenced: true }), at: Date.now() };
    return waiting.count;
  };
  return {
    mirror,
    async state(): Promise<LogState> {
      await mirror.catchUp();
      const checkpoint = await newest();
      return {
        origin: identity.origin,
        key: identity.key,
        size: checkpoint?.size ?? 0,
        root: checkpoint ? bytesToHex(parseCheckpoint(openNote(checkpoint.note).text).root) : null,
        checkpointAt: checkpoint?.at ?? null,
        checkpoint: checkpoint ? wholeNote(checkpoint) : null,
        witnesses: checkpoint?.cosignatures.map(({ name, at }) => ({ name, at })) ?? [],
        waiting: await countWaiting(),
      };
    },
    async proof(entryId: string): Promise<InclusionProof | null> {
      const [entry, checkpoint] = await Promise.all([collections.entries.findOne({ _id: entryId }), newest(), mirror.catchUp()]);
      const index = entry ? mirror.placeOf(entry.leafHash) : undefined;
      if (index === undefined || !checkpoint || index >= checkpoint.size) return null;
      return { index, size: checkpoint.size, path: mirror.log.inclusion(index, checkpoint.size).map(bytesToHex), checkpoint: wholeNote(checkpoint) };
    },
    async after(index: number, limit: number): Promise<EntryDocument[]> {
      await mirror.catchUp();
      const ids = mirror.ids.slice(index + 1, index + 1 + limit);
      if (ids.length === 0) return [];
      const found = new Map((await collections.entries.find({ _id: { $in: ids } }).toArray()).map((entry) => [entry._id, entry]));
      return ids.flatMap((id, n) => (found.has(id) ? [{ ...found.get(id)!, logIndex: index + 1 + n }] : []));
    },
    newest,
  };
}
export type LogReader = ReturnType<typeof createLogReader>;
