/**
 * Turns accepted entries into the log: numbered bundles taken by insert, signed checkpoints after them.
 *
 *   hints (and, now and then, a sweep) ─> which entries wait
 *   read every bundle that is new      ─> drop what others took
 *   insert bundle N                    ─> taken by another: begin again
 *   mark the entries, sign a checkpoint
 *
 * Any number may run. Nothing gets in twice: who inserts bundle N has read all bundles below N, and an entry is marked
 * before any sweep can find it again. Nothing is signed over a log that is not the one that was signed before.
 */
import { checkEd25519 } from '../ledger/ed25519-node';
import { LedgerError } from '../ledger/errors';
import { bytesToHex } from '../ledger/hash';
import { checkpointText, parseCheckpoint, signNote, verifyNote, type Signer } from '../ledger/note';
import { inOrder, isDuplicate, type StoredEntry } from '../store/entries';
import type { LogMirror } from '../store/log';
import type { BundleDocument, Collections, SignedCheckpoint } from '../store/models';

export interface SequencerOptions {
  collections: Collections;
  mirror: LogMirror;
  signer: Signer;
  /** Milliseconds between looks at the hints. */
  everyMs?: number;
  /** Milliseconds between sweeps. */
  sweepMs?: number;
  now?: () => number;
  /** Entries that just got their place, for the relay. */
  onSequenced?: (entries: StoredEntry[]) => void;
  /** Called with each new checkpoint, for witnesses. */
  onCheckpoint?: (note: string, size: number) => void;
  onError?: (error: unknown) => void;
}

const BUNDLE_MAX = 1_000;
const CHECKPOINT_EVERY_MS = 250;
/** Between two checkpoints that are kept for good. */
const KEEP_EVERY_MS = 60_000;
/** Each look costs the store several commands, so that a hurry would cost what it hurries for. */
const EVERY_MS = 100;
const REST_MS = 500;
/** Between two writes that bundles are marked: after a fall, so many are marked again. */
const MARKED_EVERY_MS = 1_000;
const TRIES = 100;

export class Sequencer {
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private sweptAt = Number.NEGATIVE_INFINITY;
  private signedAt = 0;
  private signedSize = -1;
  private keptAt = 0;
  /** Bundles whose entries have their places, and when that was last noted. */
  private readonly marked: number[] = [];
  private markedAt = 0;
  /** The log was found to go on from what was signed before. */
  private trusted = false;
  /** Entries whose predecessor in their stream isn't in the log yet. */
  private held: StoredEntry[] = [];

  constructor(private readonly options: SequencerOptions) {}

  start(): this {
    this.running = this.loop();
    return this;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    await this.markBundles().catch(this.options.onError ?? (() => undefined));
  }

  private async loop(): Promise<void> {
    const { everyMs = EVERY_MS, onError = () => undefined } = this.options;
    while (!this.stopped) {
      let worked = 0;
      try {
        worked = await this.step();
      } catch (error) {
        onError(error);
        await sleep(REST_MS);
      }
      if (worked < BUNDLE_MAX) await sleep(everyMs);
    }
  }

  /** One look: sequences what waits. Gives how many entries got their place. */
  async step(): Promise<number> {
    const { collections, sweepMs = 60_000, now = Date.now } = this.options;
    if (!this.trusted) await this.trust();
    const sweep = now() - this.sweptAt >= sweepMs;
    if (sweep) await this.markLeftovers();
    const hints = await collections.hints.find({}).limit(200).toArray();
    const waiting = sweep
      ? await collections.entries.find({ unsequenced: true }).sort({ acceptedAt: 1 }).limit(BUNDLE_MAX * 5).toArray()
      : await this.hinted(hints.flatMap(({ ids }) => ids));
    if (sweep && waiting.length < BUNDLE_MAX * 5) this.sweptAt = now();
    let done = 0;
    let rest = inOrder(waiting.concat(this.held.filter(({ _id }) => !waiting.some((entry) => entry._id === _id))));
    while (rest.length > 0) {
      const taken = await this.take(rest);
      if (taken.length === 0) break;
      done += taken.length;
      const ids = new Set(taken.map(({ _id }) => _id));
      rest = rest.filter(({ _id }) => !ids.has(_id));
    }
    this.held = rest;
    if (hints.length > 0) await collections.hints.deleteMany({ _id: { $in: hints.map(({ _id }) => _id) } });
    if (now() - this.markedAt >= MARKED_EVERY_MS) await this.markBundles();
    await this.sign();
    return done;
  }

  /** Throws when the log in the store is not the one whose checkpoint stands there: then nothing more may be signed. */
  private async trust(): Promise<void> {
    const { collections, mirror, signer } = this.options;
    // Should the newest be lost, those that are kept for good still say what was signed.
    const head = (await collections.heads.findOne({ _id: 'log' })) ?? (await collections.checkpoints.find({}).sort({ _id: -1 }).limit(1).toArray())[0];
    await mirror.catchUp();
    if (head) {
      const { size, root } = parseCheckpoint(await verifyNote(head.note, signer, checkEd25519));
      if (size > mirror.log.size) throw new LedgerError('ENTRY_MISSING', 'log', `${size} entries`, `${mirror.log.size}`);
      const computed = bytesToHex(mirror.log.root(size));
      if (computed !== bytesToHex(root)) throw new LedgerError('ROOT', `tree of ${size}`, bytesToHex(root), computed);
    }
    this.trusted = true;
  }

  private async hinted(ids: string[]): Promise<StoredEntry[]> {
    if (ids.length === 0) return [];
    return this.options.collections.entries.find({ _id: { $in: ids }, unsequenced: true }).toArray();
  }

  /** Puts the first of `waiting` into the next bundle; gives those that are in the log now, whoever put them there. */
  private async take(waiting: StoredEntry[]): Promise<StoredEntry[]> {
    const { collections, mirror, now = Date.now, onSequenced = () => undefined } = this.options;
    for (let tries = 0; tries < TRIES; tries++) {
      await mirror.catchUp();
      const fresh = waiting.filter((entry) => mirror.placeOf(entry.leafHash) === undefined);
      const others = waiting.filter((entry) => mirror.placeOf(entry.leafHash) !== undefined);
      const chosen = afterTheirPredecessors(fresh, mirror).slice(0, BUNDLE_MAX);
      if (chosen.length === 0) return others;
      const first = mirror.log.size;
      const bundle: BundleDocument = { _id: mirror.nextBundle, first, entries: chosen.map(({ _id, leafHash }) => ({ id: _id, hash: leafHash })), at: now(), marked: false };
      try {
        await collections.bundles.insertOne(bundle);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        continue;
      }
      mirror.accept(bundle);
      await markEntries(collections, bundle);
      this.marked.push(bundle._id);
      onSequenced(chosen);
      return [...others, ...chosen];
    }
    return [];
  }

  /** A sequencer that fell between its bundle and its marks: do its marks. */
  private async markLeftovers(): Promise<void> {
    const { collections, mirror } = this.options;
    await mirror.catchUp();
    for (const bundle of await collections.bundles.find({ marked: false }).toArray()) {
      await markEntries(collections, bundle);
      this.marked.push(bundle._id);
    }
    await this.markBundles();
  }

  /** Notes that the entries of these bundles have their places; many at once. */
  private async markBundles(): Promise<void> {
    const { now = Date.now, collections } = this.options;
    this.markedAt = now();
    if (this.marked.length === 0) return;
    const ids = this.marked.splice(0);
    await collections.bundles.updateMany({ _id: { $in: ids } }, { $set: { marked: true } });
  }

  private async sign(): Promise<void> {
    const { collections, mirror, signer, now = Date.now, onCheckpoint = () => undefined } = this.options;
    const size = mirror.log.size;
    if (size === this.signedSize || now() - this.signedAt < CHECKPOINT_EVERY_MS) return;
    const note = signNote(checkpointText({ origin: signer.name, size, root: mirror.log.root(), extensions: [] }), [signer]);
    const checkpoint = { size, note, at: now(), cosignatures: [] };
    const first = await setHead(collections, checkpoint);
    this.signedSize = size;
    this.signedAt = now();
    if (!first) return;
    if (now() - this.keptAt >= KEEP_EVERY_MS) {
      await collections.checkpoints.updateOne({ _id: size }, { $setOnInsert: checkpoint }, { upsert: true });
      this.keptAt = now();
    }
    onCheckpoint(note, size);
  }
}

/** Makes it the newest checkpoint; false when one of this size or a larger one is there. */
async function setHead({ heads }: Collections, checkpoint: SignedCheckpoint): Promise<boolean> {
  try {
    await heads.updateOne({ _id: 'log', size: { $lt: checkpoint.size } }, { $set: checkpoint }, { upsert: true });
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
}

/** Gives the bundle's entries their places. That it is `marked` is noted later, so that a fall between is seen. */
async function markEntries(collections: Collections, bundle: BundleDocument): Promise<void> {
  await collections.entries.bulkWrite(
    bundle.entries.map(({ id }, n) => ({ updateOne: { filter: { _id: id }, update: { $set: { logIndex: bundle.first + n }, $unset: { unsequenced: '' as const } } } })),
    { ordered: false },
  );
}

/** Leaves out an entry whose predecessor in its stream has no place yet and none before it here; its turn comes. */
function afterTheirPredecessors(entries: StoredEntry[], mirror: LogMirror): StoredEntry[] {
  const placed = new Set<string>();
  let rest = entries;
  const chosen: StoredEntry[] = [];
  for (let more = true; more; ) {
    more = false;
    const left: StoredEntry[] = [];
    for (const entry of rest) {
      const { prev } = entry.leaf;
      if (prev === null || placed.has(prev) || mirror.placeOf(prev) !== undefined) {
        placed.add(entry.leafHash);
        chosen.push(entry);
        more = true;
      } else {
        left.push(entry);
      }
    }
    rest = left;
    if (rest.length === 0) break;
  }
  return chosen;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
