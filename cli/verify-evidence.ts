/** Verifies the evidence of one process, the ZIP that the server gives: with nothing but the file, and the log's key from elsewhere. */
import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { checkEd25519 } from '../ledger/ed25519-node';
import { LedgerError } from '../ledger/errors';
import { bytesToHex, hexToBytes } from '../ledger/hash';
import type { Leaf } from '../ledger/leaf';
import { parseCheckpoint, parseVerifierKey, verifyNote, type Verifier } from '../ledger/note';
import { verifyInclusion } from '../ledger/tree';
import { actsIn, checkEntry, checkIdentity } from '../ledger/verify';
import { definitionHash } from '../process/hash';
import type { Json, ProcessDefinition } from '../process/types';

interface EvidenceEntry {
  id: string;
  leaf: Leaf;
  leafHash: string;
  payload: Json;
  /** Absent: the payload is not for this reader, or erased. */
  salt?: string;
  proof: { index: number; size: number; path: string[]; checkpoint: string } | null;
}

interface Manifest {
  process: { id: string; title: string; definition: { id: string; version: number; hash: string } };
  entries: { id: string; hash: string; index: number | null }[];
  histories: { workflowId: string; runId: string; hash: string; file: string }[];
}

export interface EvidenceVerified {
  title: string;
  entries: number;
  /** In the log, proved by a signed checkpoint; the others had no place yet when the file was made. */
  proved: number;
  /** Payloads that this reader may not see. */
  hidden: number;
  histories: KeptHistory[];
  verifier: Verifier;
}

/** A Temporal history whose hash is in the ledger. */
export interface KeptHistory {
  workflowId: string;
  file: string;
  json: string;
}

/** Throws the first `LedgerError`. Without `key` the key in the file is believed. */
export async function verifyEvidence(bytes: Uint8Array, key?: string): Promise<EvidenceVerified> {
  const files = unzipped(bytes);
  const text = (name: string): string => {
    const found = files[name];
    if (!found) throw new LedgerError('ENTRY_MISSING', name, 'a file', 'none');
    return strFromU8(found);
  };
  const verifier = parseVerifierKey(key ?? text('key.txt'));
  const manifest = json<Manifest>('manifest.json', text('manifest.json'));
  const all = Object.keys(files).filter((name) => name.startsWith('entries/')).map((name) => json<EvidenceEntry>(name, text(name)));
  checkEntries(manifest, all);
  checkChains(all);
  checkNamedActs(all);
  checkDefinition(manifest, text('definition.json'), all);
  if (text('checkpoint.txt') !== '') await verifyNote(text('checkpoint.txt'), verifier, checkEd25519);
  const proofs = all.flatMap(({ id, leafHash, proof }) => (proof ? [{ id, leafHash, proof }] : []));
  for (const proof of proofs) await checkProof(proof, verifier);
  for (const { file, hash } of manifest.histories) checkHistory(file, hash, text(file), all);
  return {
    title: manifest.process.title, entries: all.length, proved: proofs.length, hidden: all.filter(({ salt }) => salt === undefined).length,
    histories: manifest.histories.map(({ workflowId, file }) => ({ workflowId, file, json: text(file) })), verifier,
  };
}

/** The files of the ZIP. A damaged one is named: the library only says that something could not be read. */
function unzipped(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes);
  } catch {
    const names: string[] = [];
    const readable = (name: string): boolean => succeeds(() => unzipSync(bytes, { filter: (file) => file.name === name }));
    const listed = succeeds(() => unzipSync(bytes, { filter: ({ name }) => names.push(name) < 0 }));
    const damaged = listed ? names.find((name) => !readable(name)) : undefined;
    throw new LedgerError('EVIDENCE_FORM', damaged ?? 'the file', damaged ? 'a readable part of the ZIP' : 'a ZIP', 'damaged bytes');
  }
}

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function json<T>(name: string, text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new LedgerError('EVIDENCE_FORM', name, 'JSON', text.slice(0, 60));
  }
}

/** Exactly the entries that the manifest lists, each with its leaf and what may be seen of its payload. */
function checkEntries(manifest: Manifest, all: readonly EvidenceEntry[]): void {
  const entries = new Map(all.map((entry) => [entry.id, entry]));
  for (const { id, hash } of manifest.entries) {
    const entry = entries.get(id);
    if (!entry) throw new LedgerError('ENTRY_MISSING', id, 'an entry', 'none');
    checkEntry({ ...entry, salt: entry.salt ?? '', payload: payloadOf(entry) }, hash, id);
    checkIdentity({ ...entry, salt: '' }, id);
  }
  if (all.length !== manifest.entries.length) throw new LedgerError('ENTRY_MISSING', 'manifest.json', `${manifest.entries.length} entries`, `${all.length}`);
}

/** Undefined when this reader may not see it. */
const payloadOf = ({ salt, payload }: EvidenceEntry): Json | undefined => (salt === undefined ? undefined : payload);

/** Acts stand alone in their streams; that none was left out is seen by the turns that name them. */
function checkNamedActs(all: readonly EvidenceEntry[]): void {
  const hashes = new Map(all.map(({ id, leafHash }) => [id, leafHash]));
  for (const entry of all) {
    for (const { entryId, hash } of actsIn(payloadOf(entry))) {
      const found = hashes.get(entryId);
      if (found !== hash) throw new LedgerError(found === undefined ? 'ENTRY_MISSING' : 'LEAF_HASH', `${entryId}, which ${entry.id} names`, hash, found ?? 'none');
    }
  }
}

/** The definition is the one that was published, and the one that entries of this process name. */
function checkDefinition({ process }: Manifest, text: string, entries: readonly EvidenceEntry[]): void {
  const { definition, hash } = json<{ definition: ProcessDefinition; hash: string }>('definition.json', text);
  const computed = definitionHash(definition);
  if (computed !== hash || hash !== process.definition.hash) throw new LedgerError('PAYLOAD_HASH', 'definition.json', process.definition.hash, computed);
  if (!entries.some(({ leaf }) => leaf.definition?.hash === hash)) throw new LedgerError('ENTRY_MISSING', 'definition.json', `an entry that names ${hash}`, 'none');
}

/** Streams of this process are whole: no number is left out, and each names the one before. */
function checkChains(entries: readonly EvidenceEntry[]): void {
  const heads = new Map<string, { seq: number; hash: string }>();
  for (const { id, leaf, leafHash } of [...entries].sort((a, b) => a.leaf.seq - b.leaf.seq)) {
    const head = heads.get(leaf.stream);
    const seq = head ? head.seq + 1 : 0;
    if (leaf.seq !== seq) throw new LedgerError('CHAIN_GAP', `${id}, seq`, `#${seq} of ${leaf.stream}`, `#${leaf.seq}`);
    if (leaf.prev !== (head?.hash ?? null)) throw new LedgerError('CHAIN_PREV', `${id}, prev`, head?.hash ?? 'null', String(leaf.prev));
    heads.set(leaf.stream, { seq: leaf.seq, hash: leafHash });
  }
}

async function checkProof({ id, leafHash, proof }: { id: string; leafHash: string; proof: NonNullable<EvidenceEntry['proof']> }, verifier: Verifier): Promise<void> {
  const { size, root } = parseCheckpoint(await verifyNote(proof.checkpoint, verifier, checkEd25519));
  if (!verifyInclusion(proof.index, size, hexToBytes(leafHash), proof.path.map(hexToBytes), root)) {
    throw new LedgerError('INCLUSION', `${id} (entry ${proof.index} of ${size})`, `root ${bytesToHex(root)}`, 'a proof that leads elsewhere');
  }
}

function checkHistory(file: string, hash: string, text: string, entries: readonly EvidenceEntry[]): void {
  const computed = createHash('sha256').update(text).digest('hex');
  if (computed !== hash) throw new LedgerError('PAYLOAD_HASH', file, hash, computed);
  const named = entries.some(({ leaf, payload }) => leaf.type === 'history-archived' && (payload as { hash?: string } | null)?.hash === hash);
  if (!named) throw new LedgerError('ENTRY_MISSING', file, 'an entry that names its hash', 'none');
}
