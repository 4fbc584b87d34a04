/**
 * Verifies a log over HTTP as any outsider can (c2sp.org/tlog-tiles): entry bundles, tiles, checkpoint and key. No access to
 * the store is needed; payloads are not public, so only their hashes are seen.
 */
import { checkEd25519 } from '../ledger/ed25519-node';
import { LedgerError } from '../ledger/errors';
import { bytesToHex, hashLeaf, sameHash } from '../ledger/hash';
import { parseLeaf, type Leaf } from '../ledger/leaf';
import { MerkleLog } from '../ledger/merkle-log';
import { parseCheckpoint, parseVerifierKey, verifyNote, type Verifier } from '../ledger/note';
import { decodeBundle, decodeTile, TILE_WIDTH, tilePath, tileWidth } from '../ledger/tiles';

export interface RemoteVerified {
  entries: number;
  streams: number;
  root: string;
  verifier: Verifier;
}

export type Fetch = (path: string) => Promise<Uint8Array>;

/** Fetches from the `/ledger` of a server. Rejects when it answers anything but 200. */
export const fetchFrom = (base: string): Fetch => {
  const root = new URL('ledger/', base.endsWith('/') ? base : `${base}/`);
  return async (path) => {
    const response = await fetch(new URL(path, root)).catch((error: Error) => {
      throw new Error(`${root.href} does not answer (${(error.cause as { code?: string } | undefined)?.code ?? error.message})`);
    });
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
};

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Throws the first `LedgerError`. Without `key` the server's own is believed, which finds faults but no forged log. */
export async function verifyRemote(get: Fetch, key?: string): Promise<RemoteVerified> {
  const verifier = parseVerifierKey(key ?? textOf(await get('key')));
  const checkpoint = parseCheckpoint(await verifyNote(textOf(await get('checkpoint')), verifier, checkEd25519));
  if (checkpoint.origin !== verifier.name) throw new LedgerError('SIGNATURE', 'checkpoint, origin', verifier.name, checkpoint.origin);
  const log = new MerkleLog();
  const heads = new Map<string, { seq: number; hash: string }>();
  for (let n = 0; tileWidth(0, n, checkpoint.size) > 0; n++) await takeTile(get, { n, width: tileWidth(0, n, checkpoint.size), log, heads });
  await compareUpperTiles(get, log, checkpoint.size);
  if (!sameHash(log.root(), checkpoint.root)) {
    throw new LedgerError('ROOT', `tree of ${checkpoint.size}`, bytesToHex(checkpoint.root), bytesToHex(log.root()));
  }
  return { entries: checkpoint.size, streams: heads.size, root: bytesToHex(log.root()), verifier };
}

interface Place {
  n: number;
  width: number;
  log: MerkleLog;
  heads: Map<string, { seq: number; hash: string }>;
}

async function takeTile(get: Fetch, { n, width, log, heads }: Place): Promise<void> {
  const path = tilePath(n, width);
  const [leaves, hashes] = await Promise.all([get(`tile/entries/${path}`).then(decodeBundle), get(`tile/0/${path}`).then(decodeTile)]);
  if (leaves.length !== width) throw new LedgerError('TILE', `tile/entries/${path}`, `${width} entries`, `${leaves.length}`);
  leaves.forEach((bytes, k) => {
    const leaf = leafAt(bytes, `entry ${log.size} of the log, in tile/entries/${path}`);
    const place = `${leaf.stream} #${leaf.seq} (entry ${log.size} of the log)`;
    const hash = hashLeaf(bytes);
    if (!hashes[k] || !sameHash(hash, hashes[k])) throw new LedgerError('TILE', `${place}, in tile/0/${path}`, bytesToHex(hash), hashes[k] ? bytesToHex(hashes[k]) : 'none');
    checkChain(leaf, heads, place);
    heads.set(leaf.stream, { seq: leaf.seq, hash: bytesToHex(hash) });
    log.append(hash);
  });
}

/** A leaf that can't be read is known only by its place. */
function leafAt(bytes: Uint8Array, place: string): Leaf {
  try {
    return parseLeaf(bytes);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    throw new LedgerError(error.code, place, error.expected, error.received);
  }
}

function checkChain(leaf: Leaf, heads: ReadonlyMap<string, { seq: number; hash: string }>, place: string): void {
  const head = heads.get(leaf.stream);
  const seq = head ? head.seq + 1 : 0;
  if (leaf.seq !== seq) throw new LedgerError('CHAIN_GAP', `${place}, seq`, `#${seq}`, `#${leaf.seq}`);
  if (leaf.prev !== (head?.hash ?? null)) throw new LedgerError('CHAIN_PREV', `${place}, prev`, head?.hash ?? 'null', String(leaf.prev));
}

/** Tiles above the lowest hold what the entries themselves lead to. */
async function compareUpperTiles(get: Fetch, log: MerkleLog, size: number): Promise<void> {
  for (let level = 1; Math.floor(size / TILE_WIDTH ** level) > 0; level++) {
    for (let n = 0; tileWidth(level, n, size) > 0; n++) {
      const width = tileWidth(level, n, size);
      const path = `tile/${level}/${tilePath(n, width)}`;
      const given = decodeTile(await get(path));
      log.tile(level, n, width).forEach((hash, k) => {
        if (!given[k] || !sameHash(hash, given[k])) throw new LedgerError('TILE', `${path}, hash ${k}`, bytesToHex(hash), given[k] ? bytesToHex(given[k]) : 'none');
      });
    }
  }
}
