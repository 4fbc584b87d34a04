/** `GET /events`: server-sent events. */
import type { Response } from 'express';
import type { EventFeed } from '../acts/event-feed';
import type { Services } from '../acts/services';
import { maySee, seesEverything } from '../acts/visibility';
import type { ServerEvent } from '../contract/events';
import type { Caller } from '../http/context';
import { route, SENT, SIGNED_IN, type Reply, type Route } from '../http/route';

const ALIVE_MS = 20_000;
/** A reader that takes nothing for this many bytes is let go; it comes back by itself and reads anew. */
const BEHIND_MAX_BYTES = 1_000_000;
/** What a reader may see can change; the answer is asked again after this. */
const REMEMBER_MS = 60_000;

export function eventRoutes(services: Services, feed: EventFeed): Route[] {
  return [
    route({
      method: 'GET',
      path: '/events',
      allow: SIGNED_IN,
      tag: 'Events',
      summary: 'What changes, as server-sent events',
      produces: 'text/event-stream',
      handler: ({ caller, response }) => {
        stream(services, feed, caller as Caller, response);
        return SENT as unknown as Reply<undefined>;
      },
    }),
  ];
}

function stream(services: Services, feed: EventFeed, caller: Caller, response: Response): void {
  response.status(200).set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no', Connection: 'keep-alive' });
  response.flushHeaders();
  const send = (event: ServerEvent): void => {
    if (response.writableLength > BEHIND_MAX_BYTES) response.destroy();
    else response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  const stop = feed.listen({ user: caller.id, seesEverything: seesEverything(caller), maySee: rememberedSight(services, caller), send });
  const alive = setInterval(() => response.write(': alive\n\n'), ALIVE_MS);
  response.on('close', () => {
    clearInterval(alive);
    stop();
  });
  response.write('retry: 2000\n');
  send({ type: 'hello' });
}

function rememberedSight({ stores, now }: Services, caller: Caller): (processId: string) => Promise<boolean> {
  const seen = new Map<string, { may: boolean; until: number }>();
  return async (processId) => {
    const found = seen.get(processId);
    if (found && found.until > now()) return found.may;
    const process = await stores.processes.get(processId);
    const may = process !== null && maySee(process, caller);
    seen.set(processId, { may, until: now() + REMEMBER_MS });
    return may;
  };
}
