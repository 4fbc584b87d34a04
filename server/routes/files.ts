/** Files of answers: stored by their hash before the act that names them, given back only as downloads. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../../errors/problem';
import type { Services } from '../acts/services';
import { FILE_MAX_BYTES, fileQuery, fileRef } from '../contract/files';
import type { Caller } from '../http/context';
import { Reply, route, SENT, SIGNED_IN, type Route } from '../http/route';
import { readBytes } from '../http/strict-json';

export function fileRoutes({ records, now }: Services): Route[] {
  return [
    route({
      method: 'POST',
      path: '/files',
      allow: ['owner', 'stakeholder', 'admin'],
      tag: 'Files',
      summary: 'Keep a file for an answer',
      key: 'optional',
      query: fileQuery,
      raw: { type: '*/*' },
      limit: FILE_MAX_BYTES,
      response: fileRef,
      status: 201,
      problems: ['BODY_TOO_LARGE'],
      handler: async ({ request, query, caller }) => {
        const bytes = await readBytes(request, FILE_MAX_BYTES);
        const type = (request.headers['content-type'] ?? 'application/octet-stream').slice(0, 100);
        const id = createHash('sha256').update(bytes).digest('hex');
        await records.files.insert({ _id: id, type, size: bytes.length, bytes, storedAt: now(), storedBy: (caller as Caller).id });
        return { id, name: query.name, size: bytes.length, type };
      },
    }),
    route({
      method: 'GET',
      path: '/files/:id',
      allow: SIGNED_IN,
      tag: 'Files',
      summary: 'A file, as a download',
      params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
      query: fileQuery.partial(),
      produces: 'application/octet-stream',
      handler: async ({ params, query, response, language }) => {
        const file = await records.files.get(params.id);
        if (!file) throw new Problem('NOT_FOUND', { params: { what: language === 'id' ? 'Berkas' : 'The file' } });
        const bytes = Buffer.isBuffer(file.bytes) ? file.bytes : Buffer.from(file.bytes.buffer);
        const name = encodeURIComponent(query.name ?? `${params.id.slice(0, 12)}`);
        // Never shown in the page's own origin: a file may be anything.
        response
          .status(200)
          .set({ 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename*=UTF-8''${name}`, 'Cache-Control': 'private, max-age=31536000, immutable' })
          .end(bytes);
        return SENT as unknown as Reply<undefined>;
      },
    }),
  ];
}
