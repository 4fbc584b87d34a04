/** The evidence of a process, as a download. */
import { evidenceBundle } from '../acts/evidence';
import type { Services } from '../acts/services';
import { visibleProcess } from '../acts/visibility';
import type { Caller } from '../http/context';
import { route, SENT, type Reply, type Route } from '../http/route';
import { processParams } from './processes';

export function evidenceRoutes(services: Services): Route[] {
  return [
    route({
      method: 'GET',
      path: '/processes/:id/evidence',
      allow: ['owner', 'auditor'],
      tag: 'Processes',
      summary: 'Definition, entries with proofs, histories and checkpoint, as a ZIP',
      params: processParams,
      produces: 'application/zip',
      handler: async ({ params, caller, response }) => {
        const { process } = await visibleProcess(services, params.id, caller as Caller);
        const bytes = await evidenceBundle(services, process, { contacts: (caller as Caller).roles.includes('auditor') });
        response
          .status(200)
          .set({ 'Content-Type': 'application/zip', 'Content-Disposition': `attachment; filename="bukti-${process._id}.zip"`, 'Cache-Control': 'no-store' })
          .end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        return SENT as unknown as Reply<undefined>;
      },
    }),
  ];
}
