/**
 * The log for machines, as c2sp.org/tlog-tiles says: checkpoint, tiles and entry bundles, and the key that verifies them.
 * Anyone may read it: leaves hold hashes and account names, never content.
 */
import { Router, type Response } from 'express';
import { Problem } from '../../errors/problem';
import { parseTilePath, encodeBundle, encodeTile, TILE_WIDTH, tileWidth } from '../../ledger/tiles';
import { leafBytes } from '../../ledger/leaf';
import { encodeProof } from '../../ledger/proof';
import { hexToBytes } from '../../ledger/hash';
import { wholeNote, type LogReader } from '../../store/log';
import type { Stores } from '../stores';

const LEVEL_MAX = 6;

export function ledgerRouter(reader: LogReader, stores: Pick<Stores, 'entries' | 'log'>): Router {
  const router = Router();
  const missing = () => new Problem('NOT_FOUND', { params: { what: 'Ubin' } });

  router.get('/checkpoint', async (_request, response) => {
    const newest = await reader.newest();
    if (!newest) throw new Problem('NOT_FOUND', { params: { what: 'Checkpoint' } });
    response.set('Cache-Control', 'no-cache').type('text/plain; charset=utf-8').send(wholeNote(newest));
  });

  router.get('/key', async (_request, response) => {
    response.type('text/plain; charset=utf-8').send(`${(await stores.log.state()).key}\n`);
  });

  /** Size that a checkpoint has promised: nothing beyond it is served. */
  const promised = async (): Promise<number> => {
    const newest = await reader.newest();
    await reader.mirror.catchUp();
    return Math.min(newest?.size ?? 0, reader.mirror.log.size);
  };

  router.get(/^\/tile\/entries\/(.+)$/, async (request, response) => {
    const tile = parseTilePath(request.params[0] as string);
    if (!tile || tileWidth(0, tile.n, await promised()) < tile.width) throw missing();
    const from = tile.n * TILE_WIDTH;
    const entries = await stores.log.after(from - 1, tile.width);
    if (entries.length < tile.width) throw missing();
    sendBytes(response, encodeBundle(entries.map((entry) => leafBytes(entry.leaf))), tile.width);
  });

  router.get(/^\/tile\/(\d+)\/(.+)$/, async (request, response) => {
    const level = Number(request.params[0]);
    const tile = parseTilePath(request.params[1] as string);
    if (!tile || level > LEVEL_MAX || tileWidth(level, tile.n, await promised()) < tile.width) throw missing();
    sendBytes(response, encodeTile(reader.mirror.log.tile(level, tile.n, tile.width)), tile.width);
  });

  router.get('/proof/:id', async (request, response) => {
    const proof = await stores.log.proof(request.params.id);
    if (!proof) throw new Problem('NOT_FOUND', { params: { what: 'Bukti' } });
    const text = encodeProof({ index: proof.index, path: proof.path.map(hexToBytes), checkpoint: proof.checkpoint });
    response.set({ 'Cache-Control': 'no-cache', 'Content-Disposition': 'attachment; filename="tanda-terima.tlog-proof"' }).type('text/plain; charset=utf-8').send(text);
  });
  return router;
}

/** A full tile never changes; a partial one is replaced by a wider one under another name, so it doesn't either. */
function sendBytes(response: Response, bytes: Uint8Array, width: number): void {
  response
    .set('Cache-Control', `public, max-age=${width === TILE_WIDTH ? 31_536_000 : 3_600}, immutable`)
    .type('application/octet-stream')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
