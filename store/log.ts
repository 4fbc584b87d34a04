/** The log as the store keeps it: bundles by number, checkpoints by size. Each process mirrors the hashes in memory. */
import { bytesToHex, hexToBytes } from '../ledger/hash';
import { MerkleLog } from '../ledger/merkle-log';
import { parseCheckpoint, openNote } from '../ledger/note';
import type { InclusionProof, LogState } from '../server/stores';
import type { EntryDocument } from './contract';
import type { BundleDocument, Collections } from './models';

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
    for (const { id, hash } of bundle.entries) {
      this.places.set(hash, this.ids.length);
      this.ids.push(id);
      this.log.append(hexToBytes(hash));
    }
    this.next = bundle._id + 1;
  }
}

/** What the server reads of the log. */
export function createLogReader(collections: Collections, mirror: LogMirror, identity: { origin: string; key: string }) {
  const newest = async () => (await collections.checkpoints.find({}).sort({ _id: -1 }).limit(1).toArray())[0];
  return {
    mirror,
    async state(): Promise<LogState> {
      await mirror.catchUp();
      const checkpoint = await newest();
      return {
        origin: identity.origin,
        key: identity.key,
        size: checkpoint?._id ?? 0,
        root: checkpoint ? bytesToHex(parseCheckpoint(openNote(checkpoint.note).text).root) : null,
        checkpointAt: checkpoint?.at ?? null,
        checkpoint: checkpoint?.note ?? null,
        witnesses: checkpoint?.witnesses ?? [],
        waiting: await collections.entries.countDocuments({ unsequenced: true }),
      };
    },
    async proof(entryId: string): Promise<InclusionProof | null> {
      const [entry, checkpoint] = await Promise.all([collections.entries.findOne({ _id: entryId }), newest(), mirror.catchUp()]);
      const index = entry ? mirror.placeOf(entry.leafHash) : undefined;
      if (index === undefined || !checkpoint || index >= checkpoint._id) return null;
      return { index, size: checkpoint._id, path: mirror.log.inclusion(index, checkpoint._id).map(bytesToHex), checkpoint: checkpoint.note };
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
